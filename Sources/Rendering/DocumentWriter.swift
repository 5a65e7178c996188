package import CommandModel
import ValueFormats

/// Turns batches of values into the text of one document.
///
/// Formats that need no look ahead give text with every batch. `finish()` closes the
/// document, also when the stream ended in an error.
package struct DocumentWriter {
  private var document: any Document

  /// - Parameters:
  ///   - columns: The columns that what made the values asks for, as field paths.
  ///   - overflow: What becomes of a table that has no room for all its columns.
  ///   - kinds: What is known about a kind of record.
  package init(
    _ format: OutputFormat, style: Style, shape: Records.Shape, columns: [String]? = nil,
    overflow: ColumnOverflow = .leavesOut, kinds: @escaping (KindName) -> Kind? = { _ in nil }
  ) {
    let chooser = ColumnChooser(
      given: columns, extent: format.extent(isTerminal: style.isTerminal), kinds: kinds)
    document =
      switch format {
      case .table:
        TableDocument(style: style, shape: shape, chooser: chooser, overflow: overflow)
      case .json: JSONDocument(shape)
      case .jsonl: JSONLinesDocument()
      case .csv: CellsDocument(.csv, style: style, chooser: chooser)
      case .tsv: CellsDocument(.tsv, style: style, chooser: chooser)
      case .yaml: YAMLDocument(shape)
      case .vertical: VerticalDocument(style: style, kinds: kinds)
      case .value: BareDocument(style: style, chooser: chooser)
      case .md: MarkdownDocument(style: style, chooser: chooser)
      }
  }

  /// The text that this batch adds.
  package mutating func add(_ batch: [Value]) -> String {
    batch.isEmpty ? "" : document.add(batch)
  }

  /// What is left to write; the document is complete then.
  package mutating func finish() -> String { document.finish() }

  /// The fields that no column shows because they came when the header was written, in
  /// order; what was left out by choice is not among them.
  package var lateFields: [String] { document.lateFields }
}

extension DocumentWriter {
  /// The whole document of values that are all there.
  package static func text(
    of values: [Value], as format: OutputFormat, style: Style, shape: Records.Shape = .list,
    columns: [String]? = nil, overflow: ColumnOverflow = .leavesOut,
    kinds: @escaping (KindName) -> Kind? = { _ in nil }
  ) -> String {
    var writer = DocumentWriter(
      format, style: style, shape: shape, columns: columns, overflow: overflow, kinds: kinds)
    return writer.add(values) + writer.finish()
  }
}

/// What becomes of a table whose columns do not all fit on the screen.
package enum ColumnOverflow: Sendable, Hashable {
  /// The last columns are left out and named below.
  case leavesOut
  /// Each record is shown by itself, one field a line; results stay a table.
  case turnsVertical
}

extension OutputFormat {
  /// Which fields it shows.
  fileprivate func extent(isTerminal: Bool) -> ColumnChooser.Extent {
    switch self {
    case .table, .md: .condensed
    // A file is for programs, which know the columns by their names and want them all.
    case .csv, .tsv: isTerminal ? .asked : .all
    // Without a header only few columns, at known places, can be told apart.
    case .value: .asked
    case .json, .jsonl, .yaml, .vertical: .all
    }
  }
}

/// One format at work on one document.
protocol Document {
  /// Takes a batch that is not empty.
  mutating func add(_ batch: [Value]) -> String
  mutating func finish() -> String
  /// Fields that came too late to be shown.
  var lateFields: [String] { get }
}

extension Document {
  var lateFields: [String] { [] }
}
