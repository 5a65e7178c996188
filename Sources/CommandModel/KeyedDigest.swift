/// The digest HMAC-SHA-256, which only who has the key can make: it tells whether two things
/// are the same, and tells nobody else anything of them.
///
/// - Source: RFC 2104.
package struct KeyedDigest: Sendable {
  /// So many bytes of a key are worth as much as the digest itself.
  package static let keySize = 32

  private let inner: SHA256
  private let outer: SHA256

  /// Creates the digest of a key.
  package init(key: [UInt8]) {
    let short = key.count > SHA256.blockSize ? SHA256.hash(key) : key
    let block = short + [UInt8](repeating: 0, count: SHA256.blockSize - short.count)
    inner = KeyedDigest.begin(with: block, padded: 0x36)
    outer = KeyedDigest.begin(with: block, padded: 0x5c)
  }

  private static func begin(with block: [UInt8], padded pad: UInt8) -> SHA256 {
    var sum = SHA256()
    sum.update(block.map { $0 ^ pad })
    return sum
  }

  /// The digest of some bytes as 64 digits and lower-case letters.
  package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var (inner, outer) = (inner, outer)
    inner.update(bytes)
    outer.update(inner.digest())
    return SHA256.spelling(of: outer.digest())
  }
}
