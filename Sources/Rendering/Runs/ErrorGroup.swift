import CommandModel

/// Items of a run that ended for the same reason.
struct ErrorGroup {
  let result: ResultRecord.Result
  /// That of the answer that refused; nil where none did.
  let status: Int?
  /// The error of them all; `…` stands where theirs differ.
  fileprivate(set) var text: String
  /// Positions in the history's items.
  fileprivate(set) var items: [Int]

  /// Groups the items that have an error, the largest group first.
  ///
  /// Ids, numbers and times in a text don't tell two reasons apart.
  static func groups(of items: [RunHistory.Item]) -> [ErrorGroup] {
    var groups: [ErrorGroup] = []
    var known: [Key: Int] = [:]
    for (index, item) in items.enumerated() {
      guard let error = item.result.error, item.result.result != .ok else { continue }
      let text = TerminalText.sanitize(error)
      let status = item.result.httpStatus.flatMap { $0 < 300 ? nil : $0 }
      let key = Key(result: item.result.result, status: status, text: masked(text))
      if let group = known[key] {
        groups[group].items.append(index)
        if groups[group].text != text { groups[group].text = key.text }
      } else {
        known[key] = groups.count
        groups.append(
          ErrorGroup(result: key.result, status: key.status, text: text, items: [index]))
      }
    }
    return groups.enumerated()
      .sorted { ($1.element.items.count, $0.offset) < ($0.element.items.count, $1.offset) }
      .map(\.element)
  }

  private struct Key: Hashable {
    let result: ResultRecord.Result
    let status: Int?
    let text: String
  }

  /// The text with `…` for every word that has a digit in it.
  private static func masked(_ text: String) -> String {
    var masked = ""
    var word = ""
    func flush() {
      masked += word.utf8.contains { (48...57).contains($0) } ? "…" : word
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "-" || character == "_" {
        word.append(character)
      } else {
        flush()
        masked.append(character)
      }
    }
    flush()
    return masked
  }
}

extension ResultRecord.Result {
  /// As a person reads it.
  var words: String { self == .notStarted ? "not started" : rawValue }

  /// Whether its job may be at work still.
  var leavesJob: Bool { self == .timeout || self == .interrupted }

  /// How bad it is, for an order that begins with what needs a person.
  var rank: Int {
    switch self {
    case .unknown: 0
    case .failed: 1
    case .notStarted: 2
    case .timeout: 3
    case .cancelled: 4
    case .interrupted: 5
    case .planned: 6
    case .skipped: 7
    case .ok: 8
    }
  }

  var ink: Ink {
    switch self {
    case .ok: .green
    case .failed, .timeout: .red
    case .unknown, .notStarted, .interrupted: .yellow
    case .skipped, .cancelled, .planned: .dim
    }
  }
}

extension RunHistory.Item {
  /// Its name, else its id, else its place; as it may be shown.
  var title: String {
    let title = TerminalText.sanitize(result.target.name ?? "")
    if title.contains(where: { !$0.isWhitespace }) { return title }
    let id = TerminalText.sanitize(result.target.id)
    return id.isEmpty ? "#\(result.sequence)" : id
  }
}
