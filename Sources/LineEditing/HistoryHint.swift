/// How the newest entry that begins as the text went on, for a text that grows.
///
/// As long as more is typed, only entries older than the last answer can be the next one, so
/// a key costs what it passes over.
struct HistoryHint: Sendable {
  private var text = ""
  /// The entry that was found for the text; nil when there is none.
  private var index: Int?

  /// The rest of the entry; nil when none begins so.
  mutating func rest(behind next: String, in entries: [String]) -> String? {
    let goesOn = !text.isEmpty && next.utf8.starts(with: text.utf8)
    let end = goesOn ? index.map { $0 + 1 } ?? 0 : entries.count
    let length = next.utf8.count
    text = next
    index = entries[..<min(end, entries.count)].lastIndex {
      $0.utf8.count > length && $0.utf8.starts(with: next.utf8)
    }
    return index.map { String(decoding: entries[$0].utf8.dropFirst(length), as: UTF8.self) }
  }
}
