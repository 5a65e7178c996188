import CommandLanguage
import CommandModel
import Rendering
import SourcesClient

extension Session {
  /// Writes a statement's records to standard output as one document, through a pager where
  /// it does not fit on the screen of the shell.
  ///
  /// What was printed when an error comes stays, and a JSON array is closed; where nothing
  /// was, nothing is, so that a failure does not look like an answer without records.
  func write(document records: Records, as presentation: Presentation) async throws {
    var output = DocumentOutput(self)
    do {
      if presentation.producer?.yields == .text {
        try await write(texts: records, to: &output)
      } else {
        try await write(records, as: presentation, to: &output)
      }
    } catch {
      try await output.finish()
      throw error
    }
    try await output.finish()
  }

  /// Writes a text that is a whole answer, as a document is written.
  func write(page text: String) async throws {
    var output = DocumentOutput(self)
    try await output.write(text)
    try await output.finish()
  }

  private func write(texts records: Records, to output: inout DocumentOutput) async throws {
    while !output.isOver, let batch = try await records.nextBatch() {
      for value in batch { try await output.write((value.plainText ?? "") + "\n") }
    }
  }

  private func write(
    _ records: Records, as presentation: Presentation, to output: inout DocumentOutput
  ) async throws {
    let asked = presentation.format ?? settings.text("output")
    let chosen = asked.flatMap(OutputFormat.init(rawValue:))
    let format = chosen ?? outputStyle.standardFormat
    try stampRound(forPeople: format.isForPeople)
    var writer = documentWriter(
      for: records, as: format, style: outputStyle, columns: presentation.columns,
      overflow: chosen == nil ? presentation.overflow(of: records.shape) : .leavesOut)
    var isEmpty = true
    do {
      while !output.isOver, let batch = try await records.nextBatch() {
        isEmpty = false
        try await output.write(
          writer.add(format.hasOneRowCells ? batch.map(\.withMarkedRows) : batch))
      }
    } catch {
      if !isEmpty { try await output.write(writer.finish()) }
      throw error
    }
    if !isEmpty || !presentation.omitsEmpty { try await output.write(writer.finish()) }
    warn(ofFieldsLeftOutBy: writer)
  }

  /// Says which fields came too late for a header that was written already.
  func warn(ofFieldsLeftOutBy writer: DocumentWriter) {
    guard !writer.lateFields.isEmpty else { return }
    let names = writer.lateFields.map { "`\($0)`" }.joined(separator: ", ")
    show(
      Diagnostic(
        .warning, code: .lateField, "no column for \(names): the first records do not have it",
        hint: "name the fields with `select`, or take jsonl"))
  }

  func write(line text: String) throws { try write(text: text + "\n") }

  /// - Throws: `SinkError.closed` when nobody reads any more; else a `Problem`.
  func write(text: String) throws {
    guard !text.isEmpty else { return }
    do {
      try console.write(text)
    } catch SinkError.failed(let words) {
      throw Problem(.local, code: .output, "cannot write to standard output: \(words)")
    }
  }

  func documentWriter(
    for records: Records, as format: OutputFormat, style: Style, columns: [String]? = nil,
    overflow: ColumnOverflow = .leavesOut
  ) -> DocumentWriter {
    DocumentWriter(
      format, style: style, shape: records.shape, columns: columns, overflow: overflow,
      kinds: { Catalogue.kind($0) })
  }
}

extension Presentation {
  /// What `auto` does with a table that is too wide: a list keeps the columns of its command
  /// that fit, while columns that a person chose, and one thing, are shown whole.
  fileprivate func overflow(of shape: Records.Shape) -> ColumnOverflow {
    let isChosen = producer == nil && columns != nil
    return isChosen || shape == .one ? .turnsVertical : .leavesOut
  }
}

extension OutputFormat {
  /// Whether a text is shown in one row, its line ends as blanks.
  fileprivate var hasOneRowCells: Bool {
    switch self {
    case .table, .vertical, .md: true
    case .value, .json, .jsonl, .csv, .tsv, .yaml: false
    }
  }
}
