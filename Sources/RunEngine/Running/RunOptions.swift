package import CommandModel

/// How a run is carried out.
package struct RunOptions: Sendable {
  /// Requests under way at a time.
  package var parallel: Int
  /// How many items may go wrong.
  package var halt: HaltLimit
  /// Which items are sent again.
  package var retries: RetryPolicy

  /// Creates options; four at a time, five tries, and never halt.
  package init(
    parallel: Int = 4, halt: HaltLimit = .never, retries: RetryPolicy = RetryPolicy()
  ) {
    self.parallel = parallel
    self.halt = halt
    self.retries = retries
  }
}

/// How many items may go wrong before a run stops: `--halt N|N%|never`.
package enum HaltLimit: Sendable, Hashable {
  case never
  /// So many failed or unknown items.
  case count(Int)
  /// Of all items of the plan, in percent.
  case percent(Int)

  /// Reads a checked argument: an integer, `25%` or `never`; nil for anything else.
  package init?(_ value: Value) {
    if let count = value.integerValue {
      self = .count(count)
    } else if value == "never" {
      self = .never
    } else if let text = value.textValue, text.hasSuffix("%"), let share = Int(text.dropLast()) {
      self = .percent(share)
    } else {
      return nil
    }
  }

  /// Whether so many of so many are too many; nothing wrong never is.
  func isReached(by wrong: Int, of total: Int) -> Bool {
    guard wrong > 0 else { return false }
    return switch self {
    case .never: false
    case .count(let count): wrong >= count
    case .percent(let share): wrong * 100 >= share * total
    }
  }
}
