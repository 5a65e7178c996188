import CTOML

/// The scalar values of a TOML document, as texts by their paths.
struct TOML {
  /// Where a document is not valid.
  struct SyntaxError: Error {
    /// From 1.
    let line: Int
  }

  /// In no particular order.
  private(set) var scalars: [(path: [String], text: String)] = []

  /// Reads a document of TOML 1.0.
  ///
  /// - Throws: `SyntaxError`.
  init(_ document: String) throws(SyntaxError) {
    var found: [(path: [String], text: String)] = []
    var line = 0
    let isValid = withUnsafeMutablePointer(to: &found) { found in
      ctoml_read(
        document, document.utf8.count, found,
        { context, path, depth, text in
          guard let context, let path, let text else { return }
          let names = (0..<depth).compactMap { path[$0].map { String(cString: $0) } }
          context.assumingMemoryBound(to: [(path: [String], text: String)].self).pointee
            .append((names, String(cString: text)))
        }, &line)
    }
    guard isValid else { throw SyntaxError(line: line) }
    scalars = found
  }

  /// A text as TOML spells it in quotes.
  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": return "\\\(scalar)"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: return String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
