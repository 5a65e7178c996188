import CommandModel
import RunEngine
import Synchronization
import TestSupport

/// A server with the real limits and a ledger, which is the only witness of what happened.
final class ModelServer: Performer {
  /// One request that arrived.
  struct Entry {
    let id: String
    let arrivedAt: Duration
    let status: Int?
    let wasExecuted: Bool
    var wasThrottled: Bool { status == 429 }
  }

  /// What goes wrong with a request.
  enum Fault {
    /// Answered with this status; carried out or not.
    case status(Int, Failure.Class, executed: Bool = false, retryAfter: Duration? = nil)
    /// Carried out or not, and no answer came.
    case lost(executed: Bool)
    /// It never arrived.
    case unreachable
  }

  /// What is known when a request arrives; both numbers count from 1.
  struct Arrival {
    let id: String
    /// Of all requests.
    let number: Int
    /// Of those with this id.
    let attempt: Int
    let time: Duration
  }

  fileprivate struct State {
    var windows: [Window]
    var ledger: [Entry] = []
    var attempts: [String: Int] = [:]
    var arrivals = 0
  }

  private let clock: any Timekeeper
  private let latency: @Sendable (Arrival) -> Duration
  private let fault: @Sendable (Arrival) -> Fault?
  private let state: Mutex<State>

  init(
    clock: any Timekeeper, windows: [RateLimit.Window] = RateLimit.standardWindows,
    latency: @escaping @Sendable (Arrival) -> Duration = { _ in .milliseconds(100) },
    fault: @escaping @Sendable (Arrival) -> Fault? = { _ in nil }
  ) {
    self.clock = clock
    self.latency = latency
    self.fault = fault
    state = Mutex(State(windows: windows.map { Window($0) }))
  }

  var ledger: [Entry] { state.withLock(\.ledger) }

  func perform(_ invocation: Invocation) async -> Outcome {
    let arrival = announce(invocation)
    do {
      let delay = latency(arrival)
      try await clock.sleep(for: delay / 2)
      let outcome = answer(arrival)
      try await clock.sleep(for: delay / 2)
      return outcome
    } catch {
      // Of a request that cannot even reach it nothing was written.
      if case .unreachable? = fault(arrival) {
        return .failure(Failure(.notSent, message: "cancelled"))
      }
      return .failure(Failure(.ambiguous, message: "cancelled"))
    }
  }

  private func announce(_ invocation: Invocation) -> Arrival {
    let id = invocation.target?.id ?? ""
    return state.withLock { state in
      state.arrivals += 1
      state.attempts[id, default: 0] += 1
      return Arrival(
        id: id, number: state.arrivals, attempt: state.attempts[id] ?? 1, time: clock.uptime)
    }
  }

  private func answer(_ arrival: Arrival) -> Outcome {
    let fault = fault(arrival)
    if case .unreachable? = fault { return .failure(Failure(.notSent, message: "refused")) }
    if let wait = state.withLock({ $0.throttle(at: clock.uptime) }) {
      note(arrival, 429, executed: false)
      return .failure(failure(.rejected, 429, retryAfter: wait))
    }
    switch fault {
    case nil, .unreachable?:
      note(arrival, 200, executed: true)
      return .success(Answer(value: .null, serverDate: clock.now, elapsed: latency(arrival)))
    case .status(let status, let fate, let executed, let retryAfter)?:
      note(arrival, status, executed: executed)
      return .failure(failure(fate, status, retryAfter: retryAfter))
    case .lost(let executed)?:
      note(arrival, nil, executed: executed)
      return .failure(Failure(.ambiguous, message: "connection reset"))
    }
  }

  private func note(_ arrival: Arrival, _ status: Int?, executed: Bool) {
    let entry = Entry(
      id: arrival.id, arrivedAt: clock.uptime, status: status, wasExecuted: executed)
    state.withLock { $0.ledger.append(entry) }
  }

  private func failure(
    _ fate: Failure.Class, _ status: Int, retryAfter: Duration?
  ) -> Failure {
    Failure(
      fate, status: status, message: "status \(status)", retryAfter: retryAfter,
      serverDate: clock.now)
  }
}

extension ModelServer.State {
  /// How long to wait, when any window is full. Every window is asked, and one that has
  /// room counts the request even when another refuses it.
  fileprivate mutating func throttle(at now: Duration) -> Duration? {
    var longest: Duration?
    for index in windows.indices {
      guard let wait = windows[index].admit(at: now) else { continue }
      longest = max(longest ?? .zero, wait)
    }
    return longest
  }
}

/// A sliding log as the server keeps it.
///
/// - Source: Django REST framework, `rest_framework/throttling.py`, `SimpleRateThrottle`.
private struct Window {
  private let limit: RateLimit.Window
  private var arrivals: [Duration] = []
  private var head = 0

  init(_ limit: RateLimit.Window) { self.limit = limit }

  /// Nil when the request may pass, else the whole seconds to wait.
  mutating func admit(at now: Duration) -> Duration? {
    while head < arrivals.count, arrivals[head] <= now - limit.period { head += 1 }
    guard arrivals.count - head >= limit.requests else {
      arrivals.append(now)
      return nil
    }
    let wait = arrivals[head] + limit.period - now
    return .seconds(wait.seconds.rounded(.up))
  }
}
