/// Something that goes wrong on purpose, with the requests it picks.
package struct Fault: Sendable {
  /// Which of the matching requests, counted from 1.
  package let turns: ClosedRange<Int>
  /// Nil for any.
  package let method: String?
  /// What the path contains; empty for any.
  package let path: String
  package let effect: Effect

  /// What befalls a request.
  package enum Effect: Sendable {
    /// Answers this and does nothing; it is not counted by the rate limits either.
    case answer(DemoResponse)
    /// Does what was asked and then answers this.
    case executeAndAnswer(DemoResponse)
    /// Lets time pass first.
    case delay(Duration)
  }

  package init(
    turns: ClosedRange<Int> = 1...1, method: String? = nil, path: String = "",
    _ effect: Effect
  ) {
    self.turns = turns
    self.method = method
    self.path = path
    self.effect = effect
  }

  func concerns(_ request: DemoRequest) -> Bool {
    (method ?? request.method) == request.method && (path.isEmpty || request.path.contains(path))
  }
}

/// The faults of a server and how many requests each has seen.
struct FaultPlan: Sendable {
  private var pending: [(fault: Fault, seen: Int)]

  init(_ faults: [Fault]) { pending = faults.map { ($0, 0) } }

  /// What befalls this request; the first fault whose turn it is wins, and all count it.
  mutating func effect(on request: DemoRequest) -> Fault.Effect? {
    var chosen: Fault.Effect?
    for index in pending.indices where pending[index].fault.concerns(request) {
      pending[index].seen += 1
      let (fault, seen) = pending[index]
      if chosen == nil, fault.turns.contains(seen) { chosen = fault.effect }
    }
    return chosen
  }
}
