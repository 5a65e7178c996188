package import CommandModel

/// What the API leaves out of some records and another operation knows; read once
/// for as long as the caller keeps this.
package actor Joins {
  private typealias Table = [String: Record]

  private var tables: [Operation.Join: Table] = [:]
  /// Those of a listing that somebody else reads, as far as it has come.
  private var begun: [Operation.Join: Table] = [:]

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

  /// Takes a page of a listing that is read for another reason, from its first one on.
  package func learn(_ owners: [Value], of listing: String) {
    for join in Joins.all where join.operation == listing && tables[join] == nil {
      Joins.add(owners, by: join, to: &begun[join, default: [:]])
    }
  }

  /// Trusts what was learned of a listing: it was read to its end.
  package func finish(_ listing: String) {
    for (join, table) in begun where join.operation == listing { tables[join] = table }
    begun = [:]
  }

  private static let all = Set(Catalogue.operations.compactMap(\.join))

  private func table(
    of join: Operation.Join, over performer: any Performer
  ) async throws(Failure) -> Table {
    if let table = tables[join] { return table }
    guard let operation = Catalogue.operation(named: join.operation) else { return [:] }
    var table: Table = [:]
    var reader = ListReader(Invocation(operation))
    while let page = try await reader.next(over: performer) {
      Joins.add(page.values, by: join, to: &table)
    }
    tables[join] = table
    return table
  }

  private static func add(_ owners: [Value], by join: Operation.Join, to table: inout Table) {
    for owner in owners {
      let addition = Record(join.fields.map { ($0, owner.value(at: $0) ?? .null) })
      for item in owner.value(at: join.items)?.listValue ?? [] {
        if let id = item.id { table[id] = addition }
      }
    }
  }

  /// What the server did send wins.
  private static func merged(_ addition: Record, under sent: Record?) -> Record {
    var merged = addition
    for field in sent?.fields ?? [] where !field.value.isNull { merged[field.name] = field.value }
    return merged
  }
}
