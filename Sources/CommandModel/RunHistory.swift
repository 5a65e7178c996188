/// What the journal knows of one run: the run as a whole, and its items in plan order.
package struct RunHistory: Sendable {
  package let facts: RunFacts
  package let items: [Item]

  /// Creates a history.
  package init(facts: RunFacts, items: [Item]) {
    self.facts = facts
    self.items = items
  }

  /// One item: what became of it, and how often it was tried.
  package struct Item: Sendable {
    /// The later of what the request and what a `wait` came to; `planned` before both.
    package let result: ResultRecord
    /// In the order in which they left; several steps of a round follow one another.
    package let attempts: [Attempt]

    /// Creates an item.
    package init(result: ResultRecord, attempts: [Attempt]) {
      self.result = result
      self.attempts = attempts
    }
  }

  /// One request that left, or was about to when its process ended.
  package struct Attempt: Sendable, Hashable {
    /// From 1, for each request of an item.
    package let number: Int
    /// On this machine's clock, as all times of a history but a result's `startedAt`.
    package let sentAt: Time
    /// Nil when no answer came, or none was written down.
    package let answeredAt: Time?
    /// Nil for a good answer, and where none is known.
    package let fate: Failure.Class?
    /// Nil where no answer came.
    package let status: Int?

    /// Creates an attempt.
    package init(
      number: Int, sentAt: Time, answeredAt: Time? = nil, fate: Failure.Class? = nil,
      status: Int? = nil
    ) {
      self.number = number
      self.sentAt = sentAt
      self.answeredAt = answeredAt
      self.fate = fate
      self.status = status
    }
  }
}

/// A run as a whole, as `runs list` shows it.
package struct RunFacts: Sendable {
  /// Where a run stands.
  package enum State: String, Sendable, CaseIterable {
    /// A process that lives has it.
    case running
    /// It can be resumed: items are left or unknown, or its `wait` has not ended.
    case stopped
    /// Every item has its result.
    case done
  }

  package let head: RunHead
  package let startedAt: Time
  /// The moment of the last entry; nil while nothing but the plan is there.
  package let endedAt: Time?
  package let state: State
  /// How many items have each result; those without one are `planned`.
  package let counts: [ResultRecord.Result: Int]
  /// Requests that left, and how many of them met a 429.
  package let requests: Int
  package let throttled: Int

  /// Creates the facts of a run.
  package init(
    _ head: RunHead, startedAt: Time, endedAt: Time? = nil, state: State,
    counts: [ResultRecord.Result: Int] = [:], requests: Int = 0, throttled: Int = 0
  ) {
    self.head = head
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.state = state
    self.counts = counts
    self.requests = requests
    self.throttled = throttled
  }

  /// The id of the run.
  package var id: String { head.id }

  /// How many items it has.
  package var total: Int { counts.values.reduce(0, +) }
}
