import CommandModel

/// Reads rows of cells and names them by the header.
struct CellReader {
  private let bytes: Bytes
  private let format: CellFormat
  private var index: Int

  static func decode(
    _ bytes: [UInt8], _ format: CellFormat, limits: FormatLimits
  ) throws(FormatError) -> [Value] {
    do throws(Fault) {
      return try bytes.withUnsafeBufferPointer { bytes throws(Fault) in
        try limits.check(byteCount: bytes.count)
        var reader = CellReader(bytes: bytes, format: format, index: bytes.contentStart)
        return try reader.readRecords()
      }
    } catch {
      throw FormatError(error, in: format.fileFormat, of: bytes)
    }
  }

  private mutating func readRecords() throws(Fault) -> [Value] {
    skipBlankLines()
    let start = index
    guard index < bytes.count else { return [] }
    let names = try readRow()
    guard Set(names).count == names.count else {
      throw Fault("two columns of the header have the same name", at: start)
    }
    var records: [Value] = []
    skipBlankLines()
    while index < bytes.count {
      let start = index
      let cells = try readRow()
      guard cells.count <= names.count else {
        throw Fault("\(cells.count) cells under a header of \(names.count)", at: start)
      }
      records.append(.record(CellReader.record(names, cells)))
      skipBlankLines()
    }
    return records
  }

  private static func record(_ names: [String], _ cells: [String]) -> Record {
    Record(
      uniqueFields: names.enumerated().map { column, name in
        .init(name: name, value: column < cells.count ? .text(cells[column]) : .null)
      })
  }

  private mutating func skipBlankLines() {
    while let length = lineEndLength { index += length }
  }

  private mutating func readRow() throws(Fault) -> [String] {
    var cells: [String] = []
    repeat {
      cells.append(try readCell())
    } while takeSeparator()
    index += lineEndLength ?? 0
    return cells
  }

  private mutating func readCell() throws(Fault) -> String {
    switch format {
    case .csv where index < bytes.count && bytes[index] == .quote: return try readQuotedCell()
    case .csv:
      let cell = skipCell()
      if let quote = bytes[cell].firstIndex(of: .quote) {
        throw Fault("a quote inside a cell without quotes; put quotes around the cell", at: quote)
      }
      return try bytes.text(cell)
    case .tsv:
      let cell = skipCell()
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
    guard index == bytes.count || bytes[index] == separator || lineEndLength != nil else {
      throw Fault("something follows the closing quote of a cell", at: index)
    }
    return text
  }

  private var separator: UInt8 {
    switch format {
    case .csv: .comma
    case .tsv: .tab
    }
  }

  private mutating func skipCell() -> Range<Int> {
    let start = index
    while index < bytes.count, bytes[index] != separator, lineEndLength == nil { index += 1 }
    return start..<index
  }

  private mutating func takeSeparator() -> Bool {
    guard index < bytes.count, bytes[index] == separator else { return false }
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
