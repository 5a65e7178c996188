import CommandModel

extension Handler {
  /// Changing many tables of a source at once.
  static let bulkUpdate: [String: Handler] = [
    "sources bulk-update-schemas": .project(bulkUpdateSchemas)
  ]

  private static func bulkUpdateSchemas(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    // All that can be seen beforehand stops the whole; what shows later, only its table.
    let changes = try changes(of: call.form(), for: world.sources[index], world.age)
    var failures: [String] = []
    for (table, change) in changes {
      do throws(Objection) {
        try world.change(source: index, table: table, by: change, now: call.now)
      } catch {
        failures.append("\(world.sources[index].tables[table].name) (\(error.text))")
      }
    }
    guard failures.isEmpty else {
      throw .bulkSaveFailed(
        "These schemas in the batch could not be saved: \(failures.joined(separator: "; "))."
          + " Any other schemas in the batch were saved successfully — retry the ones listed"
          + " here.")
    }
    let source = world.sources[index]
    return .json(
      .list(changes.map { source.tables[$0.table].value(in: source, at: call.now, .whole) }))
  }

  private static func changes(
    of fields: Record, for source: Source, _ age: DemoAge
  ) throws(Refusal) -> [(table: Int, change: TableChange)] {
    guard let items = try fields.required("schemas").listValue else {
      throw .objection(
        .init(
          field: "schemas", code: "not_a_list",
          text: "Expected a list of items but got type \"\(fields["schemas"]?.typeName ?? "")\"."))
    }
    guard !items.isEmpty else {
      throw .objection(
        .init(field: "schemas", code: "empty", text: "This list may not be empty."))
    }
    var changes: [(table: Int, change: TableChange)] = []
    for item in items {
      let table = try table(of: item, in: source)
      guard !changes.contains(where: { $0.table == table }) else {
        throw .invalidField("schemas", "Schema ids must be unique.")
      }
      changes.append((table, try change(of: item, to: source.tables[table], age)))
    }
    return changes
  }

  private static func table(of item: Value, in source: Source) throws(Refusal) -> Int {
    guard let text = item.value(at: "id")?.textValue else {
      throw nested("id", .init(code: "required", text: "This field is required."))
    }
    guard let id = Identifier(text) else {
      throw nested("id", .init(code: "invalid", text: "Must be a valid UUID."))
    }
    guard let table = source.tables.firstIndex(where: { $0.id == id }) else {
      throw .invalidField("schemas", "Schemas not found in this source: \(text)")
    }
    return table
  }

  private static func change(
    of item: Value, to table: Table, _ age: DemoAge
  ) throws(Refusal) -> TableChange {
    do {
      return try TableChange(
        item.recordValue ?? Record(), columns: table.template.columns.map(\.name), age)
    } catch {
      throw nested(error.field ?? "", error)
    }
  }

  /// What is wrong inside an item of a list comes as a printed dictionary of the server's
  /// language, in place of code and words alike.
  private static func nested(_ name: String, _ objection: Objection) -> Refusal {
    let text = "{'\(name)': [ErrorDetail(string='\(objection.text)', code='\(objection.code)')]}"
    return .objection(.init(field: "schemas", code: text, text: text))
  }
}
