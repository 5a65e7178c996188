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
  private static let escapes: [(plain: Unicode.Scalar, letter: Unicode.Scalar)] = [
    ("\\", "\\"), ("\n", "n"), ("\r", "r"),
  ]

  /// The entry without a newline in it.
  static func row(for entry: String) -> String {
    var row = String.UnicodeScalarView()
    for scalar in entry.unicodeScalars {
      let escape = escapes.first { $0.plain == scalar }
      row += escape.map { ["\\", $0.letter] } ?? [scalar]
    }
    return String(row)
  }

  /// The entry that a row spells; a backslash before any other letter stands for itself.
  static func entry(from row: String) -> String {
    guard row.utf8.contains(UInt8(ascii: "\\")) else { return row }
    var entry = String.UnicodeScalarView()
    var rest = row.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let escape = scalar == "\\" ? escapes.first { $0.letter == rest.first } : nil
      if escape != nil { rest.removeFirst() }
      entry.append(escape?.plain ?? scalar)
    }
    return String(entry)
  }
}
