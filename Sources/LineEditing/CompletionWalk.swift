/// Going through candidates with Tab, each put into the line in turn.
struct CompletionWalk: Sendable {
  let candidates: [Completions.Candidate]
  /// The candidate that stands in the line; nil while the list is only shown.
  private(set) var chosen: Int?
  /// The line as the walk left it: any other line ends it.
  private(set) var line: CurrentLine
  /// The bytes that a candidate replaces.
  private var replaced: Range<Int>

  /// Begins with the list, below a line where `replaced` is what candidates stand in for.
  init(_ candidates: [Completions.Candidate], line: CurrentLine, replacing replaced: Range<Int>) {
    self.candidates = candidates
    self.line = line
    self.replaced = replaced
  }

  /// Puts the next candidate into the line, or with −1 the one before; after the last comes
  /// the first.
  mutating func step(_ direction: Int) {
    let count = candidates.count
    let next = chosen.map { ($0 + direction + count) % count } ?? (direction > 0 ? 0 : count - 1)
    let text = candidates[next].text
    line = line.replacing(replaced, by: text)
    replaced = replaced.lowerBound..<replaced.lowerBound + text.utf8.count
    chosen = next
  }
}
