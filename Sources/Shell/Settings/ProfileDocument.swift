/// The text of a `config.toml`, changed by whole lines so that what a person wrote stays.
struct ProfileDocument {
  private let text: String
  private let lines: [Substring]

  init(_ text: String) {
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The text with the section of a profile exchanged, or added at the end.
  func replacing(_ name: String, with section: [String]) -> String {
    guard let old = place(of: name) else {
      let gap = text.isEmpty ? "" : text.hasSuffix("\n") ? "\n" : "\n\n"
      return text + gap + section.joined(separator: "\n") + "\n"
    }
    var new = lines
    new.replaceSubrange(old, with: section.map { $0[...] })
    return new.joined(separator: "\n")
  }

  /// Whether both are TOML and have the same values beside those of one profile.
  func differs(from other: ProfileDocument, onlyIn name: String) -> Bool {
    guard let own = values(beside: name) else { return false }
    return own == other.values(beside: name)
  }

  private func values(beside name: String) -> [[String]: String]? {
    guard let document = try? TOML(text) else { return nil }
    let others = document.scalars.filter { $0.path.prefix(2) != ["profiles", name] }
    return Dictionary(others.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  /// The lines of a profile from its header to its last value; comments and blank lines
  /// behind that belong to what follows.
  private func place(of name: String) -> Range<Int>? {
    guard let start = lines.firstIndex(where: { header($0) == ["profiles", name] }) else {
      return nil
    }
    let next = lines[(start + 1)...].firstIndex { header($0) != nil } ?? lines.endIndex
    let last = lines[start..<next].lastIndex { !isEmptyOrComment($0) } ?? start
    return start..<(last + 1)
  }

  /// The keys of a line such as `[profiles.work]`, which the TOML reader takes apart.
  private func header(_ line: Substring) -> [String]? {
    guard line.trimmingPrefix(while: \.isWhitespace).hasPrefix("["),
      let probe = try? TOML("\(line)\nkey = 1")
    else { return nil }
    return probe.scalars.first.map { $0.path.dropLast() }
  }

  private func isEmptyOrComment(_ line: Substring) -> Bool {
    let content = line.trimmingPrefix(while: \.isWhitespace)
    return content.isEmpty || content.hasPrefix("#")
  }
}
