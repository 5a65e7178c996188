/// A Swift file taken apart: its code without comments and without the text of
/// literals, and its comments without the code. Lines keep their numbers.
struct SwiftFile: Sendable {
  let file: Checkout.File
  /// Code alone; everything else is blanks.
  let code: [String]
  /// Comments alone.
  let comments: [String]

  init(_ file: Checkout.File) {
    var scanner = CodeScanner(file.text.utf8)
    scanner.scanCode(until: nil)
    self.file = file
    code = SwiftFile.lines(scanner.code)
    comments = SwiftFile.lines(scanner.comments)
  }

  var path: String { file.path }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The violations of a rule about single lines of code.
  func violations(inCode message: (String) -> String?) -> [Violation] {
    violations(in: code, message)
  }

  func violations(inComments message: (String) -> String?) -> [Violation] {
    violations(in: comments, message)
  }

  private func violations(in lines: [String], _ message: (String) -> String?) -> [Violation] {
    zip(1..., lines).compactMap { line, text in
      message(text).map { Violation(path: path, line: line, message: $0) }
    }
  }
}

/// Tells code, comments and literals apart; code inside `\( )` counts as code.
private struct CodeScanner {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var code: [UInt8]
  private(set) var comments: [UInt8]

  init(_ text: some Sequence<UInt8>) {
    bytes = Array(text)
    code = bytes.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
    comments = code
  }

  /// Reads code up to the end, or up to the bracket that closes an interpolation.
  mutating func scanCode(until end: Character?) {
    var depth = 0
    while position < bytes.count {
      if starts(with: "//") {
        scanComment { $0.bytes[$0.position] == UInt8(ascii: "\n") }
      } else if starts(with: "/*") {
        scanBlockComment()
      } else if let hashes = literalHashes() {
        scanLiteral(hashes: hashes)
      } else {
        if end != nil {
          if starts(with: "(") { depth += 1 }
          if starts(with: ")") { depth -= 1 }
          if depth < 0 { return }
        }
        code[position] = bytes[position]
        position += 1
      }
    }
  }

  private mutating func scanComment(until isOver: (CodeScanner) -> Bool) {
    while position < bytes.count, !isOver(self) {
      comments[position] = bytes[position]
      position += 1
    }
  }

  private mutating func scanBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") { depth += 1 }
      if starts(with: "*/") { depth -= 1 }
      comments[position] = bytes[position]
      position += 1
    } while position < bytes.count && depth > 0
    position = min(position + 1, bytes.count)
  }

  /// How many `#` stand before the quote that opens here; nil where none opens.
  private func literalHashes() -> Int? {
    let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
    let quote = position + hashes
    return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
  }

  private mutating func scanLiteral(hashes: Int) {
    let fence = String(repeating: "#", count: hashes)
    position += hashes
    let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    position += quotes.utf8.count
    while position < bytes.count, !starts(with: quotes + fence) {
      if starts(with: "\\" + fence + "(") {
        position += 2 + hashes
        scanCode(until: ")")
      } else if starts(with: "\\" + fence) {
        position += 1 + hashes
      }
      position += 1
    }
    position = min(position + quotes.utf8.count + hashes, bytes.count)
  }

  private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }
}
