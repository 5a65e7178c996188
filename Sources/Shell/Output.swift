import CommandLanguage
import CommandModel
import Rendering
import SourcesClient

extension Session {
  /// Writes a statement's records to standard output as one document.
  ///
  /// What was printed when an error comes stays, and a JSON array is closed; where nothing
  /// was, nothing is, so that a failure does not look like an answer without records.
  func write(document records: Records, as presentation: Presentation) async throws {
    if presentation.producer?.yields == .text {
      while let batch = try await records.nextBatch() {
        for value in batch { try write(line: value.plainText ?? "") }
      }
      return
    }
    let format = format(asked: presentation.format)
    try stampRound(forPeople: format.isForPeople)
    var writer = documentWriter(
      for: records, as: format, style: outputStyle,
      columns: presentation.columns)
    var isEmpty = true
    do {
      while let batch = try await records.nextBatch() {
        isEmpty = false
        try write(text: writer.add(batch))
      }
    } catch {
      if !isEmpty { try write(text: writer.finish()) }
      throw error
    }
    if !isEmpty || !presentation.omitsEmpty { try write(text: writer.finish()) }
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

  /// The format of a document: what its command asked for, else the setting.
  private func format(asked: String?) -> OutputFormat {
    OutputFormat(rawValue: asked ?? settings.text("output") ?? "auto")
      ?? outputStyle.standardFormat
  }

  func documentWriter(
    for records: Records, as format: OutputFormat, style: Style, columns: [String]? = nil
  ) -> DocumentWriter {
    DocumentWriter(
      format, style: style, shape: records.shape, columns: columns,
      kinds: { Catalogue.kind($0) })
  }
}
