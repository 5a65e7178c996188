/// How many things may go wrong before work on many stops: `--halt N|N%|never`.
package enum HaltLimit: Sendable, Hashable {
  case never
  /// So many failed or unknown items.
  case count(Int)
  /// Of all items, in percent, from 0 to 100.
  case percent(Int)

  /// Reads the spelling; nil when it is none.
  package init?(spelling: String) {
    if spelling == "never" {
      self = .never
    } else if spelling.hasSuffix("%") {
      let digits = spelling.dropLast()
      guard digits.allSatisfy(\.isWholeNumber), let share = Int(digits), share <= 100 else {
        return nil
      }
      self = .percent(share)
    } else {
      guard let count = Number(spelling: spelling)?.exactInteger.map(Int.init), count >= 0 else {
        return nil
      }
      self = .count(count)
    }
  }

  /// Reads an argument that a parameter of the type `limit` has taken; nil for any other
  /// value.
  package init?(_ value: Value) {
    guard let spelling = value.plainText else { return nil }
    self.init(spelling: spelling)
  }

  /// The limit as an argument.
  package var value: Value {
    switch self {
    case .never: "never"
    case .count(let count): .integer(count)
    case .percent(let share): .text("\(share)%")
    }
  }

  /// Whether it can only be kept where the number of all items is known.
  package var isShare: Bool {
    if case .percent = self { true } else { false }
  }

  /// Whether so many of so many are too many; nothing wrong never is.
  package func isReached(by wrong: Int, of total: Int) -> Bool {
    guard wrong > 0 else { return false }
    return switch self {
    case .never: false
    case .count(let count): wrong >= count
    case .percent(let share): wrong * 100 >= share * total
    }
  }
}
