import CommandModel

extension Handler {
  /// Looking at sources.
  static let sources: [String: Handler] = [
    "sources list": .project(listSources),
    "sources get": .project(getSource),
    "sources jobs": .project(listJobs),
  ]

  private static func listSources(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let terms = call.searchTerms
    let found = world.sources.filter { terms.allSatisfy($0.matches) }
    return Page(call).response(found) { $0.value(at: call.now, .listed) }
  }

  private static func getSource(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    return .json(world.sources[index].value(at: call.now, .whole))
  }

  private static func listJobs(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let source = world.sources[try world.source(of: call)]
    let after = try bound("after", of: call, world.age)
    let before = try bound("before", of: call, world.age)
    let names = call.query.all("schemas")
    let jobs = source.jobs(at: call.now).filter { job in
      (after.map { job.sync.createdAt > $0 } ?? true)
        && (before.map { job.sync.createdAt < $0 } ?? true)
        && (names.isEmpty || names.contains(job.table.name))
    }
    return .json(
      .list(jobs.prefix(50).map { Source.jobValue($0.sync, of: $0.table, at: call.now) }))
  }

  /// One end of the span asked for.
  private static func bound(
    _ name: String, of call: Call, _ age: DemoAge
  ) throws(Refusal) -> Time? {
    guard let text = call.query[name], !text.isEmpty else { return nil }
    guard let time = Time(text) else {
      throw age.saysWhatIsWrong
        ? .message("after and before must be ISO 8601 timestamps.") : .serverError
    }
    return time
  }
}
