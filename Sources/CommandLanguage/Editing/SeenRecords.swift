package import CommandModel

/// What was seen of records that a variable holds, or that were shown: the names of their
/// fields, and the texts in those that hold few.
package struct SeenRecords: Sendable, Hashable {
  /// The kind of the records; nil for what has none.
  package private(set) var kind: KindName?
  /// The kind whose fields they have: that of results for results, whatever these are about.
  package private(set) var shape: KindName?
  /// The paths of fields, each once, in the order in which they came.
  package private(set) var fields: [String] = []
  /// Whether they stand in a list, so that a path begins with the place of one.
  package private(set) var areMany = false
  /// The texts that occurred, by field.
  private var texts: [String: Set<String>] = [:]

  /// What is more is not looked at: the prompt waits for it.
  private enum Limits {
    static let records = 100
    static let fields = 200
    static let depth = 2
    static let texts = 50
    static let characters = 60
  }

  /// Looks at a record, or at the first of a list.
  package init(of value: Value) {
    let items = value.listValue?.prefix(Limits.records) ?? [value]
    areMany = value.listValue != nil
    kind = items.first?.recordValue?.kind
    shape = items.first?.recordValue?.shape
    var known: Set<String> = []
    for case .record(let record) in items where record.shape == shape {
      add(record, behind: "", depth: 1, &known)
    }
  }

  /// The texts that occurred in a field, in alphabetical order; none where they are many.
  package func values(of field: String) -> [String] {
    let found = texts[field] ?? []
    return found.count > Limits.texts ? [] : found.sorted()
  }

  /// The same records and others of their kind.
  package func merging(_ other: SeenRecords) -> SeenRecords {
    var merged = other
    merged.fields += fields.filter { !other.fields.contains($0) }
    merged.texts.merge(texts) { $0.union($1) }
    return merged
  }

  private mutating func add(
    _ record: Record, behind prefix: String, depth: Int, _ known: inout Set<String>
  ) {
    for field in record.fields where fields.count < Limits.fields {
      let path = prefix + field.name
      guard FieldPath.isField(path) else { continue }
      if known.insert(path).inserted { fields.append(path) }
      switch field.value {
      case .record(let inner) where depth < Limits.depth:
        add(inner, behind: path + ".", depth: depth + 1, &known)
      case .text(let text)
      where text.count <= Limits.characters && text.isPrintable && Time(text) == nil:
        // One more than are offered tells that they are many.
        if texts[path, default: []].count <= Limits.texts {
          texts[path, default: []].insert(text)
        }
      default: break
      }
    }
  }
}

extension Record {
  /// The kind whose fields it has.
  fileprivate var shape: KindName? {
    ResultRecord.isResult(self) ? ResultRecord.kind.name : kind
  }
}
