import CommandModel

/// The digest by which a page's policy knows its own style and script.
package enum ContentHash {
  /// `sha256-…` as a Content-Security-Policy writes it.
  package static func source(of text: String) -> String {
    "sha256-" + base64(SHA256.hash(text.utf8))
  }

  /// - Source: RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return stride(from: 0, to: bytes.count, by: 3).map { start in
      let part = bytes[start..<min(start + 3, bytes.count)]
      let bits = part.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - part.count))
      return (0..<4).map { index in
        index > part.count ? "=" : String(alphabet[Int(bits >> (18 - 6 * UInt32(index)) & 63)])
      }.joined()
    }.joined()
  }
}
