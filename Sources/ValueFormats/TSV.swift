package import CommandModel

/// Tab-separated values with a header, in which `\t`, `\n`, `\r` and `\\` stand for what
/// would end a cell, and a cell of `\N` for null, as in PostgreSQL's `COPY`.
package enum TSV {
  /// The records under the header; cells are texts or null, as in CSV. Under a header of
  /// one column a blank line is the empty text, elsewhere it is skipped.
  package static func decode(
    _ bytes: [UInt8], limits: FormatLimits = .standard
  ) throws(FormatError) -> [Value] {
    try StreamDecoder.decode(bytes, .tsv, limits: limits)
  }

  /// All values under one header: the union of their fields.
  package static func encode(_ values: [Value]) -> String { CellWriter(.tsv).document(values) }

  /// The cell that is null; the text of these letters has its backslash escaped.
  static let null = "\\N"

  /// One row, a line feed at its end; nil is null.
  package static func line(_ cells: [String?]) -> String {
    cells.map { $0.map(escaped) ?? null }.joined(separator: "\t") + "\n"
  }

  /// A cell in which nothing ends the cell.
  package static func escaped(_ cell: String) -> String {
    guard cell.utf8.contains(where: { letters[$0] != nil }) else { return cell }
    var bytes: [UInt8] = []
    for byte in cell.utf8 {
      if let letter = letters[byte] { bytes += [.backslash, letter] } else { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The cell that `escaped` was made from; a backslash before any other byte is itself.
  static func unescaped(_ cell: Bytes) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < cell.count {
      if cell[index] == .backslash, index + 1 < cell.count, let meant = meanings[cell[index + 1]] {
        bytes.append(meant)
        index += 1
      } else {
        bytes.append(cell[index])
      }
      index += 1
    }
    return bytes
  }

  private static let letters: [UInt8: UInt8] = [
    .tab: UInt8(ascii: "t"), .lineFeed: UInt8(ascii: "n"), .carriageReturn: UInt8(ascii: "r"),
    .backslash: .backslash,
  ]

  private static let meanings = Dictionary(uniqueKeysWithValues: letters.map { ($1, $0) })
}
