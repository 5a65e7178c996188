import CommandModel
import _StringProcessing

/// A regular expression that cannot run away: its subject is cut, and no repeated
/// group may repeat without bound or branch inside.
struct Pattern {
  /// The first so many characters of a subject count, by how many parts of the pattern
  /// repeat without bound: trying them all takes a power of the length.
  static let subjectCharactersMax = [4096, 4096, 512, 128]

  private let regex: Regex<AnyRegexOutput>
  private let subjectMax: Int

  init(_ pattern: String) throws(ValueError) {
    guard !Pattern.repeatsInsideRepetition(pattern) else {
      throw ValueError(
        code: .badPattern, message: "the pattern repeats a group that repeats or branches inside",
        hint: "such patterns can take for ever; a class such as `[ab]+` repeats safely")
    }
    let repetitions = Pattern.unboundedRepetitions(in: pattern)
    guard repetitions < Pattern.subjectCharactersMax.count else {
      throw ValueError(
        code: .badPattern,
        message: "more than \(Pattern.subjectCharactersMax.count - 1) parts of the pattern repeat",
        hint: "such patterns can take for ever; join two conditions with `and`")
    }
    subjectMax = Pattern.subjectCharactersMax[repetitions]
    do {
      regex = try Regex(pattern)
    } catch {
      throw ValueError(
        code: .badPattern, message: "`\(pattern)` is no regular expression",
        hint: "a backslash takes the meaning from a special character")
    }
  }

  func matches(_ subject: String) throws(ValueError) -> Bool {
    let head =
      subject.utf8.count > subjectMax ? subject.prefix(subjectMax) : subject[...]
    do {
      return try regex.firstMatch(in: head) != nil
    } catch {
      throw ValueError(code: .badPattern, message: "the pattern cannot be matched")
    }
  }
}

extension Pattern {
  /// Whether a group behind which stands a repetition holds an unbounded one, `(a+)*`, or
  /// alternatives, `(a|ab)*`.
  ///
  /// Such a pattern may need time exponential in its subject.
  static func repeatsInsideRepetition(_ pattern: String) -> Bool {
    var scanner = RepetitionScanner(rest: pattern[...])
    return scanner.findsNestedRepetition()
  }

  /// How many parts of a pattern repeat without bound.
  fileprivate static func unboundedRepetitions(in pattern: String) -> Int {
    var scanner = RepetitionScanner(rest: pattern[...])
    _ = scanner.findsNestedRepetition()
    return scanner.unbounded
  }
}

/// Walks a pattern and keeps, for each open group, what makes repeating it expensive.
private struct RepetitionScanner {
  /// What a group holds.
  private struct Group {
    /// A part that repeats without bound.
    var repeats = false
    /// Parts that may match the same: `a|ab`, `a?`.
    var branches = false
  }

  var rest: Substring
  /// How many repetitions without bound it has met.
  private(set) var unbounded = 0
  private var groups = [Group()]

  init(rest: Substring) { self.rest = rest }

  mutating func findsNestedRepetition() -> Bool {
    while let character = rest.first {
      let repetition = takeRepetition()
      if repetition == .unbounded { groups[groups.count - 1].repeats = true }
      guard repetition == .none else {
        // Behind a repetition it says how eager that is.
        if rest.first == "?" { rest.removeFirst() }
        continue
      }
      rest.removeFirst()
      switch character {
      case "\\": _ = rest.popFirst()
      case "[": skipClass()
      case "(": if opensUnreadableGroup() { return true }
      case "|", "?": groups[groups.count - 1].branches = true
      case ")": if closesRepeatedGroup() { return true }
      default: break
      }
    }
    return false
  }

  private enum Repetition { case none, bounded, unbounded }

  /// Opens a group; true for one whose flags change how the rest is read: behind `(?x)`
  /// blanks and comments may stand between a group and its repetition.
  private mutating func opensUnreadableGroup() -> Bool {
    groups.append(Group())
    // The question mark of `(?:` repeats nothing.
    guard rest.first == "?" else { return false }
    rest.removeFirst()
    return rest.prefix { $0.isLetter || $0 == "^" || $0 == "-" }.contains("x")
  }

  private mutating func closesRepeatedGroup() -> Bool {
    let inner = groups.count > 1 ? groups.removeLast() : groups[0]
    let repetition = takeRepetition()
    if repetition != .none, inner.repeats || inner.branches { return true }
    groups[groups.count - 1].branches = groups[groups.count - 1].branches || inner.branches
    let repeats = inner.repeats || repetition == .unbounded
    groups[groups.count - 1].repeats = groups[groups.count - 1].repeats || repeats
    return false
  }

  private mutating func skipClass() {
    if rest.first == "^" { rest.removeFirst() }
    if rest.first == "]" { rest.removeFirst() }
    while let character = rest.popFirst(), character != "]" {
      if character == "\\" { _ = rest.popFirst() }
    }
  }

  /// Takes `*`, `+` or `{…}`; `?` repeats nothing.
  private mutating func takeRepetition() -> Repetition {
    switch rest.first {
    case "*", "+":
      rest.removeFirst()
      unbounded += 1
      return .unbounded
    case "{":
      guard let end = rest.firstIndex(of: "}") else { return .none }
      let bounds = rest[rest.index(after: rest.startIndex)..<end]
      guard bounds.first?.isNumber == true else { return .none }
      rest = rest[rest.index(after: end)...]
      guard bounds.last == "," else { return .bounded }
      unbounded += 1
      return .unbounded
    default: return .none
    }
  }
}
