package import CommandModel

/// Looks up what became of requests in the way that each operation's row says
/// (reliability.md, section 5).
package struct LookupVerifier: Verifier {
  private let performer: any Performer
  private let timekeeper: any Timekeeper
  private let syncs: SyncVerifier

  /// Creates a verifier over a performer that keeps the limits.
  package init(over performer: any Performer, timekeeper: any Timekeeper) {
    self.performer = performer
    self.timekeeper = timekeeper
    syncs = SyncVerifier(over: performer, timekeeper: timekeeper)
  }

  package func look(at doubts: [Doubt]) async -> [Finding] {
    var findings = doubts.map { _ in Finding.unclear }
    let groups = Dictionary(grouping: doubts.indices) { doubts[$0].invocation.operation.lookup }
    for (lookup, places) in groups {
      let found = await look(at: places.map { doubts[$0] }, by: lookup)
      for (place, finding) in zip(places, found) { findings[place] = finding }
    }
    return findings
  }

  private func look(at doubts: [Doubt], by lookup: Operation.Lookup) async -> [Finding] {
    do throws(Failure) {
      switch lookup {
      case .none: return doubts.map { _ in .unclear }
      case .jobs: return await syncs.look(at: doubts)
      case .list(let name, let fields, let since):
        let list = MadeThings(fields: fields, since: since)
        return try await findings(of: doubts, among: list, listedBy: name)
      case .state(let name, let field, let value):
        var findings: [Finding] = []
        for doubt in doubts {
          findings.append(await state(of: doubt, in: name, field: field, is: value))
        }
        return findings
      }
    } catch {
      return doubts.map { _ in .unclear }
    }
  }

  private func findings(
    of doubts: [Doubt], among things: MadeThings, listedBy name: String
  ) async throws(Failure) -> [Finding] {
    var things = things
    var list = ListReader(Invocation(.known(name)))
    while let page = try await list.next(over: performer) {
      things.add(page.values)
      // The server's clock less ours, so that `created_at` and `sentAt` compare.
      if let time = page.serverDate { things.clockOffset = time - timekeeper.now }
    }
    return doubts.map { things.finding(of: $0) }
  }

  private func state(
    of doubt: Doubt, in name: String, field: String, is value: Value
  ) async -> Finding {
    guard let id = doubt.invocation.target?.id else { return .unclear }
    let question = Invocation(.known(name), arguments: ["id": .text(id)])
    switch await performer.perform(question) {
    // What one source refuses says nothing of the others.
    case .failure: return .unclear
    case .success(let answer):
      guard let found = answer.value.value(at: field) else { return .unclear }
      return found == value ? .happened(Proof()) : .absent
    }
  }
}

/// The things of a list, each of which can have been made by one request.
private struct MadeThings {
  let fields: [String]
  let since: String
  /// What the server's clock is ahead of this machine's.
  var clockOffset = Duration.zero
  private var left: [Record] = []

  init(fields: [String], since: String) {
    self.fields = fields
    self.since = since
  }

  mutating func add(_ values: [Value]) { left += values.compactMap(\.recordValue) }

  /// Whether a thing is there that the request can have made since it left; each is found
  /// for one request.
  mutating func finding(of doubt: Doubt) -> Finding {
    let sentAt = doubt.sentAt + clockOffset - Answer.clockMargin
    let alike = left.indices.filter { index in
      fields.allSatisfy { text(left[index][$0]) == text(doubt.invocation.arguments[$0]) }
    }
    if let place = alike.first(where: { madeAt($0).map { $0 >= sentAt } ?? false }) {
      return .happened(Proof(made: left.remove(at: place)))
    }
    // One that does not say when it was made may be it: calling it absent would make another.
    return alike.contains { madeAt($0) == nil } ? .unclear : .absent
  }

  private func madeAt(_ index: Int) -> Time? { left[index][since]?.timeValue }

  /// No prefix, an empty one and null are the same to the server.
  private func text(_ value: Value?) -> String { value?.plainText ?? "" }
}

extension Operation {
  /// The operation that the table itself speaks of.
  ///
  /// - Precondition: The table has it, which a test sees to.
  package static func known(_ name: String) -> Operation {
    guard let operation = Catalogue.operation(named: name) else {
      preconditionFailure("the catalogue has no `\(name)`")
    }
    return operation
  }
}
