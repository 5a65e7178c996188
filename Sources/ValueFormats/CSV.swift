package import CommandModel

/// CSV as RFC 4180 has it, with a header; ends of lines are CRLF or LF.
package enum CSV {
  /// The records under the header. Every cell is a text, an empty one the text `""`,
  /// because a file of cells has no types; a cell that its row leaves out is null.
  ///
  /// Blank lines are skipped, and so is a byte order mark.
  package static func decode(
    _ bytes: [UInt8], limits: FormatLimits = .standard
  ) throws(FormatError) -> [Value] {
    try StreamDecoder.decode(bytes, .csv, limits: limits)
  }

  /// All values under one header: the union of their fields.
  package static func encode(_ values: [Value]) -> String { CellWriter(.csv).document(values) }

  /// One row, a line feed at its end.
  package static func line(_ cells: [String]) -> String {
    // A lone empty cell would be a blank line, which readers skip.
    if cells == [""] { return "\"\"\n" }
    return cells.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ cell: String) -> String {
    let needsQuotes =
      cell.utf8.contains {
        $0 == .comma || $0 == .quote || $0 == .lineFeed || $0 == .carriageReturn
      }
      || cell.first == " " || cell.last == " "
    guard needsQuotes else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
