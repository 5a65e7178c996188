/// What could stand at the cursor.
package struct Completions: Sendable, Hashable {
  /// One thing that could.
  package struct Candidate: Sendable, Hashable {
    /// What is inserted, and shown in the list.
    package let text: String
    /// What it is, in a few words; empty when the text says it.
    package let summary: String
    /// The parameters of the terminal's SGR sequence for the list; empty is plain.
    package var rendition = ""

    /// A candidate, with a summary or without.
    package init(_ text: String, summary: String = "") {
      self.text = text
      self.summary = summary
    }
  }

  /// The bytes of the text that a candidate replaces.
  package let replacedUTF8Range: Range<Int>
  /// In the order in which they are listed.
  package let candidates: [Candidate]
  /// Typed behind the only candidate, unless it stands there: a blank.
  package let suffix: String
  /// Whether more may be known in a moment; ``LineEditor/completionsChanged()`` tells.
  package var isPartial = false

  /// Candidates for a range of the text.
  package init(
    replacing replacedUTF8Range: Range<Int>, with candidates: [Candidate], suffix: String = " "
  ) {
    self.replacedUTF8Range = replacedUTF8Range
    self.candidates = candidates
    self.suffix = suffix
  }

  /// Nothing could.
  package static let none = Completions(replacing: 0..<0, with: [])
}

extension Completions {
  /// What the Tab key does.
  enum Step: Hashable {
    /// The range becomes this text.
    case insert(String)
    case list
    case beep
  }

  /// The only candidate and its suffix, else what all candidates go on with, else the list.
  func step(in text: String) -> Step {
    guard let first = candidates.first?.text else { return .beep }
    if candidates.count == 1 {
      let rest = text.utf8.dropFirst(replacedUTF8Range.upperBound)
      return .insert(rest.starts(with: suffix.utf8) ? first : first + suffix)
    }
    let common = candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1.text) }
    let typed = text.utf8Slice(replacedUTF8Range)
    return common.hasPrefix(typed) && common != typed ? .insert(common) : .list
  }
}

extension String {
  /// The text of some bytes; what lies beyond the end is left out.
  func utf8Slice(_ range: Range<Int>) -> String {
    String(decoding: utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
  }

  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
