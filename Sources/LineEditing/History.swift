/// What was entered, oldest first, each once.
struct History: Sendable, Hashable {
  private(set) var entries: [String]
  private let sizeMax: Int

  /// The newest of `entries`; of equal ones the newest stays.
  init(_ entries: [String] = [], sizeMax: Int) {
    var seen: Set<String> = []
    self.entries = entries.reversed().filter { seen.insert($0).inserted }.prefix(sizeMax).reversed()
    self.sizeMax = sizeMax
  }

  /// Adds the newest entry; an equal one moves.
  mutating func append(_ entry: String) {
    if let older = entries.lastIndex(of: entry) { entries.remove(at: older) }
    entries.append(entry)
    entries.removeFirst(max(0, entries.count - sizeMax))
  }

  /// Whether a typed text is kept: a blank in front keeps it out.
  static func keeps(_ text: String) -> Bool {
    text.first.map { $0 != " " } == true && !text.allSatisfy(\.isWhitespace)
  }
}

/// Entries as rows of a file: one each, whatever they hold.
enum HistorySpelling {
  private static let escapes: [(plain: Character, letter: Character)] = [
    ("\\", "\\"), ("\n", "n"), ("\r", "r"), ("\r\n", "N"),
  ]

  /// The entry without a newline in it.
  static func row(for entry: String) -> String {
    entry.reduce(into: "") { row, character in
      guard let escape = escapes.first(where: { $0.plain == character }) else {
        row.append(character)
        return
      }
      row.append("\\")
      row.append(escape.letter)
    }
  }

  /// The entry that a row spells; a backslash before any other letter stands for itself.
  static func entry(from row: some StringProtocol) -> String {
    guard row.utf8.contains(UInt8(ascii: "\\")) else { return String(row) }
    var entry = ""
    var rest = row[...]
    while let character = rest.popFirst() {
      guard character == "\\", let next = rest.first,
        let escape = escapes.first(where: { $0.letter == next })
      else {
        entry.append(character)
        continue
      }
      entry.append(escape.plain)
      rest.removeFirst()
    }
    return entry
  }
}
