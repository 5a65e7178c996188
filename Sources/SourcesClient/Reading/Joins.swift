import CommandModel

/// What the API leaves out of some records and another operation knows; read once
/// for as long as the caller keeps this.
package actor Joins {
  private var tables: [Operation.Join: [String: Record]] = [:]

  /// Creates one that has read nothing.
  package init() {}

  /// The values with what the join adds to each record.
  ///
  /// - Throws: the `Failure` of reading what is joined.
  func complete(
    _ values: [Value], by join: Operation.Join, over performer: any Performer
  ) async throws(Failure) -> [Value] {
    let table = try await table(of: join, over: performer)
    return values.map { value in
      guard var record = value.recordValue, let addition = value.id.flatMap({ table[$0] }) else {
        return value
      }
      record[join.into] = .record(Self.merged(addition, under: record[join.into]?.recordValue))
      return .record(record)
    }
  }

  private func table(
    of join: Operation.Join, over performer: any Performer
  ) async throws(Failure) -> [String: Record] {
    if let table = tables[join] { return table }
    guard let operation = Catalogue.operation(named: join.operation) else { return [:] }
    var table: [String: Record] = [:]
    var reader = ListReader(Invocation(operation))
    while let page = try await reader.next(over: performer) {
      for owner in page.values {
        let addition = Record(join.fields.map { ($0, owner.value(at: $0) ?? .null) })
        for item in owner.value(at: join.items)?.listValue ?? [] {
          if let id = item.id { table[id] = addition }
        }
      }
    }
    tables[join] = table
    return table
  }

  /// What the server did send wins.
  private static func merged(_ addition: Record, under sent: Record?) -> Record {
    var merged = addition
    for field in sent?.fields ?? [] where !field.value.isNull { merged[field.name] = field.value }
    return merged
  }
}
