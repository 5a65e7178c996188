import CommandModel

/// What became of one request, as a timeline marks it: by shape and by colour.
enum AttemptMark: Int, CaseIterable {
  case good, rejected, failed, halt, unclear, notSent, open

  init(_ attempt: RunHistory.Attempt) {
    self =
      switch attempt.fate {
      case .rejected?: .rejected
      case .failed?: .failed
      case .halt?: .halt
      case .ambiguous?: .unclear
      case .notSent?: .notSent
      case nil: attempt.answeredAt == nil ? .open : .good
      }
  }

  /// The name of the shape in a page, and of its colour.
  var name: String {
    switch self {
    case .good: "good"
    case .rejected: "rejected"
    case .failed: "failed"
    case .halt: "halt"
    case .unclear: "unclear"
    case .notSent: "unsent"
    case .open: "open"
    }
  }

  /// What a person reads.
  var words: String {
    switch self {
    case .good: "answered well"
    case .rejected: "turned away, tried later"
    case .failed: "refused"
    case .halt: "refused for all"
    case .unclear: "no telling"
    case .notSent: "never left"
    case .open: "no answer yet"
    }
  }

  /// One column of a terminal.
  var character: Character {
    switch self {
    case .good: "●"
    case .rejected: "◇"
    case .failed: "×"
    case .halt: "■"
    case .unclear: "?"
    case .notSent: "○"
    case .open: "◌"
    }
  }

  var ink: Ink {
    switch self {
    case .good: .green
    case .rejected, .unclear: .yellow
    case .failed, .halt: .red
    case .notSent, .open: .cyan
    }
  }
}
