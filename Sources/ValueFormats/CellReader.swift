/// Reads rows of cells, one after the other.
struct CellReader {
  struct Row {
    /// Nil for null.
    let cells: [String?]
    let range: Range<Int>
  }

  /// Whether a blank line is a row of one cell, or nothing at all.
  enum BlankLines {
    case skipped, rows
  }

  private let bytes: Bytes
  private let format: CellFormat
  private var index: Int

  init(_ bytes: Bytes, _ format: CellFormat, from start: Int) {
    self.bytes = bytes
    self.format = format
    index = start
  }

  /// The next row; nil at the end.
  mutating func readRow(_ blankLines: BlankLines) throws(Fault) -> Row? {
    while blankLines == .skipped, let length = lineEndLength { index += length }
    guard index < bytes.count else { return nil }
    let start = index
    var cells: [String?] = []
    repeat {
      cells.append(try readCell())
    } while takeSeparator()
    let range = start..<index
    index += lineEndLength ?? 0
    return Row(cells: cells, range: range)
  }

  private mutating func readCell() throws(Fault) -> String? {
    switch format {
    case .csv where index < bytes.count && bytes[index] == .quote: return try readQuotedCell()
    case .csv:
      let cell = skipCell()
      if let quote = bytes[cell].firstIndex(of: .quote) {
        throw Fault("a quote inside a cell without quotes; put quotes around the cell", at: quote)
      }
      return cell.isEmpty ? nil : try bytes.text(cell)
    case .tsv:
      let cell = skipCell()
      if bytes[cell].elementsEqual(TSV.null.utf8) { return nil }
      let text = TSV.unescaped(Bytes(rebasing: bytes[cell]))
      guard let text = String(validating: text, as: UTF8.self) else {
        throw Fault("invalid UTF-8", at: cell.lowerBound)
      }
      return text
    }
  }

  /// A quote inside is doubled, so every pair of quotes ends a run and opens the next.
  private mutating func readQuotedCell() throws(Fault) -> String {
    let opening = index
    var text = ""
    repeat {
      index += 1
      let start = index
      while index < bytes.count, bytes[index] != .quote { index += 1 }
      guard index < bytes.count else { throw Fault("a quote that nothing closes", at: opening) }
      if start > opening + 1 { text += "\"" }
      text += try bytes.text(start..<index)
      index += 1
    } while index < bytes.count && bytes[index] == .quote
    guard index == bytes.count || bytes[index] == format.separator || lineEndLength != nil else {
      throw Fault("something follows the closing quote of a cell", at: index)
    }
    return text
  }

  private mutating func skipCell() -> Range<Int> {
    let start = index
    while index < bytes.count, bytes[index] != format.separator, lineEndLength == nil { index += 1 }
    return start..<index
  }

  private mutating func takeSeparator() -> Bool {
    guard index < bytes.count, bytes[index] == format.separator else { return false }
    index += 1
    return true
  }

  /// 2 for CRLF, 1 for LF, nil where no line ends.
  private var lineEndLength: Int? {
    guard index < bytes.count else { return nil }
    if bytes[index] == .lineFeed { return 1 }
    let isPair =
      bytes[index] == .carriageReturn && index + 1 < bytes.count && bytes[index + 1] == .lineFeed
    return isPair ? 2 : nil
  }
}
