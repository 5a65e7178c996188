import CommandModel

/// Decides which fields of records become columns.
struct ColumnChooser {
  /// What made the records asks for these.
  let given: [String]?
  /// Whether results that nothing asks columns of are cut to what a person looks at.
  var condensesResults = false
  let kinds: (KindName) -> Kind?

  /// How many records are looked at for their fields.
  private static let sampleMax = 100

  /// The given columns as long as one of them occurs, else every field of the first
  /// records, nested ones last.
  func columns(of values: [Value]) -> [Column] {
    let records = values.prefix(ColumnChooser.sampleMax).compactMap(\.recordValue)
    let kind = records.lazy.compactMap(\.kind).first.flatMap(kinds)
    return paths(of: records, kind).map { path in
      Column(path: path, isNumeric: isNumeric(path, in: records, kind))
    }
  }

  private func paths(of records: [Record], _ kind: Kind?) -> [String] {
    if let given, records.isEmpty || given.contains(where: { occurs($0, in: records) }) {
      return given
    }
    if condensesResults, let columns = resultColumns(of: records) { return columns }
    var seen: Set<String> = []
    let names = records.flatMap(\.names).filter { seen.insert($0).inserted }
    let nested = Set(names.filter { isNested($0, in: records, kind) })
    return names.filter { !nested.contains($0) } + names.filter(nested.contains)
  }

  /// The columns of a table of results, and whatever else was given to them; nil where
  /// other records are among them.
  private func resultColumns(of records: [Record]) -> [String]? {
    guard !records.isEmpty, records.allSatisfy(ResultRecord.isResult) else { return nil }
    var columns = ResultRecord.columns
    if records.contains(where: { $0["tables_left"] != nil }) { columns = ResultRecord.syncColumns }
    if records.contains(where: { $0["method"] != nil }) { columns = ResultRecord.plannedColumns }
    var seen = Set(ResultRecord.kind.fields.map(\.name) + columns)
    return columns + records.flatMap(\.names).filter { seen.insert($0).inserted }
  }

  private func occurs(_ path: String, in records: [Record]) -> Bool {
    records.contains { $0.value(at: path) != nil }
  }

  private func isNested(_ name: String, in records: [Record], _ kind: Kind?) -> Bool {
    if let type = kind?.field(name)?.type { return type.isOpen }
    return records.contains { record in
      switch record[name] {
      case .list, .record: true
      case .null, .boolean, .number, .text, .time, .duration, nil: false
      }
    }
  }

  private func isNumeric(_ path: String, in records: [Record], _ kind: Kind?) -> Bool {
    if case .number = kind?.field(path)?.type { return true }
    let values = records.compactMap { $0.value(at: path) }.filter { !$0.isNull }
    return !values.isEmpty
      && values.allSatisfy { if case .number = $0 { true } else { false } }
  }
}

/// One column of a table.
struct Column: Sendable, Hashable {
  let path: String
  /// Numbers stand at the right.
  let isNumeric: Bool

  /// The path as it may be shown: names of fields come from a server too.
  var name: String { TerminalText.sanitize(path) }
  var title: String { name.uppercased() }
}
