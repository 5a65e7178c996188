/// Searching history for a text while it is typed: Ctrl-R.
struct HistorySearch: Sendable {
  /// What is looked for.
  private(set) var pattern = ""
  /// Where the entry that is shown stands; nil before one was found.
  private(set) var index: Int?
  /// Whether the pattern as it stands was found.
  private(set) var isFound = true
  private let entries: [String]

  /// A search through entries, oldest first.
  init(in entries: [String]) { self.entries = entries }

  /// The entry that is shown.
  var match: String? { index.map { entries[$0] } }

  /// The bytes of the entry that was looked for.
  var matchedRange: Range<Int>? {
    guard !pattern.isEmpty, let match else { return nil }
    return match.utf8Range(of: pattern)
  }

  /// Looks for one character more, from the entry that is shown on.
  mutating func type(_ scalar: Unicode.Scalar) {
    pattern.unicodeScalars.append(scalar)
    find(before: (index ?? entries.count - 1) + 1)
  }

  /// Takes the last character back, and begins with the newest entry again.
  mutating func backspace() {
    guard !pattern.isEmpty else { return }
    pattern.unicodeScalars.removeLast()
    index = nil
    isFound = true
    if !pattern.isEmpty { find(before: entries.count) }
  }

  /// The next older entry.
  mutating func older() { find(before: index ?? entries.count) }

  /// The next newer entry.
  mutating func newer() {
    let rest = index.map { entries[($0 + 1)...] } ?? []
    let next = rest.firstIndex(where: holdsPattern)
    isFound = next != nil
    index = next ?? index
  }

  private mutating func find(before end: Int) {
    let next = entries[..<min(end, entries.count)].lastIndex(where: holdsPattern)
    isFound = next != nil
    index = next ?? index
  }

  private func holdsPattern(_ entry: String) -> Bool { entry.utf8Range(of: pattern) != nil }
}

extension String {
  /// The bytes where a text first stands; case makes no difference unless the text has
  /// capitals of ASCII.
  func utf8Range(of text: String) -> Range<Int>? {
    let (bytes, wanted) = (Array(utf8), Array(text.utf8))
    guard wanted.count <= bytes.count else { return nil }
    let folds = wanted.allSatisfy { $0.foldedASCII == $0 }
    let starts = 0...(bytes.count - wanted.count)
    let start = starts.first { start in
      wanted.indices.allSatisfy { index in
        let byte = bytes[start + index]
        return (folds ? byte.foldedASCII : byte) == wanted[index]
      }
    }
    return start.map { $0..<$0 + wanted.count }
  }
}

extension UInt8 {
  /// The small letter of a capital of ASCII; else itself.
  fileprivate var foldedASCII: UInt8 { (65...90).contains(self) ? self | 0x20 : self }
}
