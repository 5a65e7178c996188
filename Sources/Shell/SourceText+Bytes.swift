import CommandModel

extension SourceText {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads the bytes of a script; a byte order mark before them is no part of it.
  ///
  /// - Throws: `Problem` of usage that names the first line that is not UTF-8.
  init(script bytes: [UInt8], name: String) throws(Problem) {
    let text = bytes.starts(with: Self.byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
    if let valid = String(validating: text, as: UTF8.self) {
      self.init(valid, name: name)
      return
    }
    // A newline is never part of a longer character, so lines can be told apart.
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    throw Problem(
      .usage, code: .encoding, "`\(name)` is not UTF-8 text, line \(line + 1)",
      hint: "save it as UTF-8")
  }
}
