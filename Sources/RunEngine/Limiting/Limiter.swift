package import CommandModel
import Synchronization

/// The one gate that every request of the process passes.
///
/// Requests wait in a line; only its first looks at the clock, and nobody polls. With a
/// log the gate counts what other processes sent with the same key, too.
package final class Limiter: Sendable {
  /// Who goes first: what a person waits for, then items in their order, then second tries.
  package enum Precedence: Int, Sendable, Comparable {
    case read, item, retry

    package static func < (left: Precedence, right: Precedence) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  fileprivate struct Waiter: Equatable {
    let number: Int
    let precedence: Precedence
  }

  fileprivate struct State {
    var decisions: RateLimiter
    var line: [Waiter] = []
    var taken = 0
    var nextNumber = 0
  }

  fileprivate enum Turn {
    case go(RateLimiter.Slot)
    case sleep(Duration)
    case wait
  }

  private let state: Mutex<State>
  private let room = WaitingRoom()
  private let log: (any SlotLog)?
  private let timekeeper: any Timekeeper
  private let random: @Sendable () -> Double

  /// Creates a gate; `random` gives numbers from 0 up to 1. Without a limit no log is kept.
  package init(
    _ limit: RateLimit, log: (any SlotLog)? = nil, timekeeper: any Timekeeper,
    random: @escaping @Sendable () -> Double
  ) {
    state = Mutex(State(decisions: RateLimiter(limit)))
    self.log = limit.windows.isEmpty ? nil : log
    self.timekeeper = timekeeper
    self.random = random
  }

  /// What is kept.
  package var limit: RateLimit { state.withLock { $0.decisions.limit } }

  /// How many places were taken so far.
  package var taken: Int { state.withLock(\.taken) }

  /// Waits for a place; each is given back by ``release(_:failure:)`` or ``spend(_:on:with:)``.
  ///
  /// - Throws: `CancellationError` when the task is cancelled meanwhile.
  /// `onSleep` is told when that takes a while.
  package func acquire(
    _ precedence: Precedence, onSleep: (Duration) -> Void = { _ in }
  ) async throws -> RateLimiter.Slot {
    let waiter = enter(precedence)
    defer { leave(waiter) }
    while true {
      try Task.checkCancellation()
      switch turn(of: waiter) {
      case .go(let slot): return slot
      case .sleep(let duration):
        onSleep(duration)
        try await timekeeper.sleep(for: duration)
      case .wait: try await room.wait(as: waiter.number)
      }
    }
  }

  /// A place that is to be had at once while nobody waits; nil when there is none.
  package func acquireNow(_ precedence: Precedence) -> RateLimiter.Slot? {
    state.withLock { state in
      guard state.line.isEmpty, case .go(let slot) = turn(of: &state) else { return nil }
      return slot
    }
  }

  /// Sends one request in a slot and gives the slot back with what came of it.
  package func spend(
    _ slot: RateLimiter.Slot, on invocation: Invocation, with performer: any Performer
  ) async -> Outcome {
    let outcome = await performer.perform(invocation)
    release(slot, failure: outcome.failure)
    return outcome
  }

  /// Gives a slot back; one that was not used counts as used, which is the safe side.
  package func release(_ slot: RateLimiter.Slot, failure: Failure? = nil) {
    let first = state.withLock { state in
      let (now, time) = (timekeeper.uptime, timekeeper.now)
      state.decisions.release(
        slot, answeredAt: now, failure: failure,
        roll: failure == nil ? 0 : random())
      let taught = failure?.isThrottled == true
      log?.note(
        SlotAnswer(
          takenAt: time - (now - slot.takenAt), answeredAt: time,
          gate: taught ? state.decisions.sharedGate(at: now, time) : nil),
        for: slot.ticket)
      return state.line.first
    }
    if let first { room.call(first.number) }
  }
}

// MARK: - What a progress bar asks

extension Limiter {
  /// How long so many further requests will take.
  package func timeLeft(requests: Int, concurrency: Int, latency: Duration) -> Duration {
    state.withLock {
      $0.decisions.timeLeft(
        requests: requests, concurrency: concurrency, latency: latency, at: timekeeper.uptime)
    }
  }

  /// How long nothing may leave; nil when that is less than a person would notice.
  package var pause: Duration? {
    guard case .after(let wait) = state.withLock({ $0.decisions.nextSlot(at: timekeeper.uptime) }),
      wait >= .seconds(1)
    else { return nil }
    return wait
  }
}

// MARK: - The line

extension Limiter {
  private func enter(_ precedence: Precedence) -> Waiter {
    state.withLock { state in
      state.nextNumber += 1
      let waiter = Waiter(number: state.nextNumber, precedence: precedence)
      let place = state.line.firstIndex { $0.precedence > precedence } ?? state.line.endIndex
      state.line.insert(waiter, at: place)
      return waiter
    }
  }

  private func turn(of waiter: Waiter) -> Turn {
    state.withLock { state in
      guard state.line.first == waiter else { return .wait }
      return turn(of: &state)
    }
  }

  /// What whoever is next is to do; a place that is taken is written down for the others.
  private func turn(of state: inout State) -> Turn {
    let (now, time) = (timekeeper.uptime, timekeeper.now)
    guard let log else { return state.turn(at: now) }
    var turn = Turn.wait
    let ticket = log.take(at: time) { news in
      if let news { state.decisions.learn(news, at: now, time) }
      turn = state.turn(at: now)
      if case .go = turn { return true }
      return false
    }
    guard case .go(var slot) = turn else { return turn }
    slot.ticket = ticket
    return .go(slot)
  }

  private func leave(_ waiter: Waiter) {
    let next = state.withLock { state in
      state.line.removeAll { $0 == waiter }
      return state.line.first
    }
    room.leave(waiter.number)
    if let next { room.call(next.number) }
  }
}

extension Limiter.State {
  /// What the first in the line is to do.
  fileprivate mutating func turn(at now: Duration) -> Limiter.Turn {
    switch decisions.nextSlot(at: now) {
    case .now:
      taken += 1
      return .go(decisions.take(at: now))
    case .after(let wait): return .sleep(wait)
    case .afterAnswer: return .wait
    }
  }
}
