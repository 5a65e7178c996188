import CommandModel

/// `where status == Failed`: passes on the records for which a condition holds.
struct WhereStage {
  static let signature = CommandSignature(
    "where", "Passes on the records for which a condition holds.",
    details: [
      "A bare word is a field, alone right of a comparison a text; .name is always a field."
    ],
    parameters: [.positional("condition", .any, "Such as status == Failed and rows_synced > 0.")],
    input: .values, yields: .same,
    examples: [
      Example("sources list | where status == Failed", "Only the sources in trouble."),
      Example("schemas list | where name =~ '^tmp_'", "Only tables with such names."),
    ])

  let condition: RecordFormula
  let range: SourceRange
  /// Told when nothing was kept and the condition compares with unusual texts.
  let note: (Diagnostic) async -> Void

  func apply(to records: Records) -> Records {
    var condition = condition
    var occurrences = Occurrences()
    return Records(records.shape) {
      while let batch = try await records.nextBatch() {
        var kept: [Value] = []
        for value in batch where try condition.value(for: value).condition(at: range) {
          kept.append(value)
        }
        occurrences.note(batch, keeping: kept.count, of: condition.unusual)
        if !kept.isEmpty { return kept }
      }
      for diagnostic in occurrences.takeNotes(about: condition.unusual) { await note(diagnostic) }
      return nil
    }
  }
}

/// The values that did occur, for the note about a filter that kept nothing.
private struct Occurrences {
  static let shownMax = 10

  private var texts: [FieldPath: Set<String>] = [:]
  private var isOver = false

  /// Stops to look as soon as something was kept.
  mutating func note(_ batch: [Value], keeping kept: Int, of unusual: [FormulaTyping.Unusual]) {
    if kept > 0 { isOver = true }
    guard !isOver else { return }
    for path in Set(unusual.map(\.path)) {
      texts[path, default: []].formUnion(batch.compactMap { $0.lookup(path).textValue })
    }
  }

  mutating func takeNotes(about unusual: [FormulaTyping.Unusual]) -> [Diagnostic] {
    guard !isOver else { return [] }
    isOver = true
    return unusual.compactMap { unusual in
      guard let occurred = texts[unusual.path], !occurred.isEmpty else { return nil }
      let shown = occurred.sorted().prefix(Self.shownMax).map { "`\($0)`" }
      return Diagnostic(
        .noMatch, "no `\(unusual.path.name)` is `\(unusual.text)`", as: .note,
        at: unusual.range,
        hint: "the values that occur are \(shown.joined(separator: ", "))")
    }
  }
}
