package import CommandModel

/// Where the places that requests take are known beyond one process.
///
/// The server counts by key, whoever sends: the log has every place that anybody of this
/// user took for the key, so that neither a second process nor a restarted one believes
/// in a fresh start.
package protocol SlotLog: Sendable {
  /// Shows `decide` what others did and, when it says so, notes one more place, as one step.
  ///
  /// `decide` is called once whatever happens; with nil where the log could not be read.
  /// Returns the note's place in the log; nil where none was made.
  func take(at now: Time, if decide: (SlotNews?) -> Bool) -> SlotTicket?

  /// Notes the answer to the request of a place, also of one that could not be noted.
  func note(_ answer: SlotAnswer, for ticket: SlotTicket?)
}

/// Which note of a log is about a place.
package struct SlotTicket: Sendable, Hashable {
  /// Tells one file from another that took its name.
  let generation: UInt64
  let index: Int
}

/// What others did, beyond what earlier news told.
package struct SlotNews: Sendable, Hashable {
  /// When requests were answered, or must have been.
  package var answered: [Time] = []
  /// How many requests have no answer now.
  package var open = 0
  /// Nil where nothing is new about it.
  package var gate: SlotGate?

  /// Creates news; without arguments that nothing happened.
  package init(answered: [Time] = [], open: Int = 0, gate: SlotGate? = nil) {
    self.answered = answered
    self.open = open
    self.gate = gate
  }
}

/// The end of one request.
package struct SlotAnswer: Sendable, Hashable {
  let takenAt: Time
  let answeredAt: Time
  /// What the answer taught everybody; nil when it was no refusal.
  let gate: SlotGate?

  /// Creates the end of a request.
  package init(takenAt: Time, answeredAt: Time, gate: SlotGate?) {
    self.takenAt = takenAt
    self.answeredAt = answeredAt
    self.gate = gate
  }
}

/// A gate that a refusal closed, as other processes may learn of it.
package struct SlotGate: Sendable, Hashable {
  let closedAt: Time
  let opensAt: Time
  let margin: Duration
}
