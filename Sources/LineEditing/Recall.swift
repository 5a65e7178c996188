/// Going back and forth through history with the arrow keys.
struct Recall: Sendable {
  /// What was typed before the first step; only entries that begin so are found.
  private let typed: String
  private let prefix: String
  /// Where the entry that is shown stands; the end is what was typed.
  private var index: Int
  /// What the line holds since the last step.
  private(set) var shown: String

  /// Begins with a line as it was typed and the part of it before the cursor.
  init(typed: String, prefix: String, entryCount: Int) {
    self.typed = typed
    self.prefix = prefix
    index = entryCount
    shown = typed
  }

  /// The next older entry; nil, and nothing changes, when there is none.
  mutating func older(in entries: [String]) -> String? {
    step(to: entries[..<min(index, entries.count)].lastIndex { isWanted($0) }, in: entries)
  }

  /// The next newer entry, and behind the newest what was typed.
  mutating func newer(in entries: [String]) -> String? {
    guard index < entries.count else { return nil }
    let next = entries[(index + 1)...].firstIndex { isWanted($0) }
    guard next == nil else { return step(to: next, in: entries) }
    (index, shown) = (entries.count, typed)
    return typed
  }

  private mutating func step(to found: Int?, in entries: [String]) -> String? {
    guard let found else { return nil }
    (index, shown) = (found, entries[found])
    return shown
  }

  private func isWanted(_ entry: String) -> Bool {
    entry.utf8.starts(with: prefix.utf8) && entry != shown
  }
}
