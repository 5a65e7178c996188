import CommandModel

/// Decides which fields of records become columns.
struct ColumnChooser {
  /// What made the records asks for these.
  let given: [String]?
  /// How many fields have a column.
  let extent: Extent
  let kinds: (KindName) -> Kind?

  /// How many of the fields a document shows.
  enum Extent {
    /// The columns asked for, every field where nothing asks; of results what matters.
    case condensed
    /// The columns asked for, every field where nothing asks.
    case asked
    /// Every field, the columns asked for first.
    case all
  }

  /// The column of a value that is no record.
  static let bareValue = "value"

  /// The given columns as long as one of them occurs, and what else the extent wants.
  func columns(of values: [Value]) -> ChosenColumns {
    let records = values.compactMap(\.recordValue)
    let kind = records.lazy.compactMap(\.kind).first.flatMap(kinds)
    let given = given.flatMap { given in
      records.isEmpty || given.contains { occurs($0, in: records) } ? given : nil
    }
    let paths = paths(of: values, records, kind, given: given)
    return ChosenColumns(
      columns: paths.map { Column(path: $0, isNumeric: isNumeric($0, in: records, kind)) },
      areAll: extent == .all || given == nil)
  }

  private func paths(
    of values: [Value], _ records: [Record], _ kind: Kind?, given: [String]?
  ) -> [String] {
    if let given, extent != .all { return given }
    let areResults = !records.isEmpty && records.allSatisfy(ResultRecord.isResult)
    if extent == .condensed, areResults { return resultColumns(of: records) }
    var seen: Set<String> = []
    // A file of results has the same header whatever became of them.
    let known = (given ?? []) + (areResults ? ResultRecord.kind.fields.map(\.name) : [])
    let names = values.flatMap { $0.recordValue?.names ?? [ColumnChooser.bareValue] }
    let new = { (name: String) in seen.insert(name).inserted }
    let first = known.filter(new)
    return first + nestedLast(names.filter(new), of: records, kind)
  }

  /// The order of the service's records is nobody's choice: what is wide goes to the end.
  /// Any other order was chosen by who wrote the records.
  private func nestedLast(_ names: [String], of records: [Record], _ kind: Kind?) -> [String] {
    guard kind != nil else { return names }
    let nested = Set(names.filter { isNested($0, in: records, kind) })
    return names.filter { !nested.contains($0) } + names.filter(nested.contains)
  }

  /// The columns of a table of results, and whatever else was given to them.
  private func resultColumns(of records: [Record]) -> [String] {
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

/// The columns of a document, and the fields that came when they were written already.
struct ChosenColumns {
  let columns: [Column]
  /// Fields without a column although every field was to have one, in order.
  private(set) var lateFields: [String] = []
  /// Those that need no column; nil where what made the records chose the columns.
  private var known: Set<String>?

  fileprivate init(columns: [Column], areAll: Bool) {
    self.columns = columns
    known = areAll ? Set(columns.map(\.path)) : nil
  }

  /// Looks for fields of further records that there is no column for.
  mutating func look(at batch: [Value]) {
    guard known != nil else { return }
    for case .record(let record) in batch {
      for name in record.names where known?.insert(name).inserted == true {
        lateFields.append(name)
      }
    }
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
