package import CommandModel

/// CSV as RFC 4180 has it, with a header; ends of lines are CRLF or LF.
///
/// A cell of nothing is null and `""` is the empty text, as in PostgreSQL's `COPY`.
package enum CSV {
  /// The records under the header. Every cell is a text, because a file of cells has no
  /// types, or null; a cell that its row leaves out is null too.
  ///
  /// A byte order mark is skipped, and so are blank lines, but for those under a header of
  /// one column: there each is a row, whose cell is null.
  package static func decode(
    _ bytes: [UInt8], limits: FormatLimits = .standard
  ) throws(FormatError) -> [Value] {
    try StreamDecoder.decode(bytes, .csv, limits: limits)
  }

  /// All values under one header: the union of their fields.
  package static func encode(_ values: [Value]) -> String { CellWriter(.csv).document(values) }

  /// One row, a line feed at its end; nil is null.
  package static func line(_ cells: [String?]) -> String {
    cells.map { $0.map(quoted) ?? "" }.joined(separator: ",") + "\n"
  }

  private static func quoted(_ cell: String) -> String {
    let needsQuotes =
      cell.isEmpty
      || cell.utf8.contains {
        $0 == .comma || $0 == .quote || $0 == .lineFeed || $0 == .carriageReturn
      }
      || cell.first == " " || cell.last == " "
    guard needsQuotes else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
