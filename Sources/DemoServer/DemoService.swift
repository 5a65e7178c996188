package import CommandModel

/// A PostHog look-alike without a socket: requests in, answers out.
///
/// Everything it knows is a function of the seed, the clock and the requests so far.
package actor DemoService {
  /// Every request so far, in the order of arrival.
  package private(set) var ledger: [LedgerEntry] = []
  /// The operations of the table that the demo has no answer for.
  package nonisolated let unansweredOperations: [String]

  private let router: Router
  private let timekeeper: any Timekeeper
  private let account: Account
  private var worlds: [Int: World]
  private var gate: Gate
  private var faults: FaultPlan

  /// Creates a server whose routes are those of `operations`; its world begins now.
  package init(
    operations: [Operation], timekeeper: any Timekeeper, seed: UInt64 = 1,
    options: DemoOptions = DemoOptions()
  ) {
    let now = timekeeper.now
    router = Router(operations, options)
    unansweredOperations = router.unanswered
    self.timekeeper = timekeeper
    account = Account(createdAt: now - .days(200))
    worlds = [
      DemoProject.main.id: World(
        sourceCount: options.sourceCount, seed: seed, start: now, options: options),
      DemoProject.empty.id: World(sourceCount: 0, seed: seed, start: now, options: options),
    ]
    gate = Gate(keys: options.keys, limits: options.limits)
    faults = FaultPlan(options.faults)
  }

  /// The answer to one request; ``DemoResponse/dropped`` when there is none.
  package func answer(_ request: DemoRequest) async -> DemoResponse {
    let effect = faults.effect(on: request)
    if case .delay(let duration) = effect {
      // Who asked may be gone meanwhile, and then the request never arrived.
      do { try await timekeeper.sleep(for: duration) } catch { return .dropped }
    }
    let now = timekeeper.now
    let match = router.match(method: request.method, path: request.path)
    var (response, wasExecuted) = perform(request, match, effect, at: now)
    if !response.isDropped { response.headers["Date"] = now.httpDate }
    ledger.append(
      LedgerEntry(
        number: ledger.count + 1, time: now, request: request, operation: match.operation,
        wasExecuted: wasExecuted, status: response.status))
    return response
  }

  private func perform(
    _ request: DemoRequest, _ match: Router.Match, _ effect: Fault.Effect?, at now: Time
  ) -> (DemoResponse, wasExecuted: Bool) {
    if case .answer(let instead) = effect { return (instead, false) }
    let (response, wasExecuted) = execute(request, match, at: now)
    if case .executeAndAnswer(let instead) = effect { return (instead, wasExecuted) }
    return (response, wasExecuted)
  }

  private func execute(
    _ request: DemoRequest, _ match: Router.Match, at now: Time
  ) -> (DemoResponse, wasExecuted: Bool) {
    do throws(Refusal) {
      let admission = try gate.admit(request, match, at: now)
      let call = Call(
        request: request, project: admission.project, parameters: admission.parameters,
        query: Query(request.query), body: try request.decodedBody(), now: now)
      return (try run(admission, call), true)
    } catch {
      return (error.response, false)
    }
  }

  private func run(_ admission: Gate.Admission, _ call: Call) throws(Refusal) -> DemoResponse {
    switch admission.route.handler {
    case .account(let handler): return try handler(account, call)
    case .project(let handler):
      guard let project = admission.project, var world = worlds[project] else {
        throw .projectNotFound
      }
      // Taken out meanwhile, so that changing it does not copy it.
      worlds[project] = nil
      defer { worlds[project] = world }
      return try handler(&world, call)
    }
  }
}

extension Router.Match {
  /// The operation that was meant, when there is one.
  fileprivate var operation: String? {
    if case .found(let route, _) = self { route.name } else { nil }
  }
}
