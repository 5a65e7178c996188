import CommandModel

extension Handler {
  /// What the runs of a table have written.
  static let logs: [String: Handler] = ["schemas logs": .project(listLogs)]

  private static let limits = 1...500

  private static func listLogs(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    let table = world.sources[place.source].tables[place.table]
    let limit = try limit(of: call)
    let after = try moment("after", of: call)
    let before = try moment("before", of: call)
    let levels = (call.query["level"] ?? "").uppercased().split(separator: ",").map(String.init)
    let search = (call.query["search"] ?? "").lowercased()
    let run = call.query["instance_id"]
    let lines = table.log(at: call.now).filter { line in
      (after.map { line.time > $0 } ?? true) && (before.map { line.time < $0 } ?? true)
        && (levels.isEmpty || levels.contains(line.level))
        && (search.isEmpty || line.message.lowercased().contains(search))
        && (run.map { $0 == line.run.description } ?? true)
    }
    return Page(call, limit: limit).response(lines) { $0.value(of: table) }
  }

  private static func limit(of call: Call) throws(Refusal) -> Int {
    guard let text = call.query["limit"] else { return 50 }
    guard let number = Int(text) else {
      throw .invalidField("limit", "A valid integer is required.")
    }
    if var objection = Objection.outside(limits, number) {
      objection.field = "limit"
      throw .objection(objection)
    }
    return number
  }

  private static func moment(_ name: String, of call: Call) throws(Refusal) -> Time? {
    guard let text = call.query[name], !text.isEmpty else { return nil }
    guard let time = Time(text) else {
      throw .invalidField(
        name,
        "Datetime has wrong format. Use one of these formats instead:"
          + " YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].")
    }
    return time
  }
}
