package import CommandModel

/// The choice of a new source's tables: what is offered, how answers are read, and what
/// `create` is sent.
package struct TableChoice: Sendable {
  private let offers: [TableOffer]
  /// How the chosen tables are synced, by their index.
  private var chosen: [Int: TableSync] = [:]

  /// What an answer came to.
  package enum Reading: Sendable, Hashable {
    case taken
    case mistake(Diagnostic)
  }

  /// Begins with the tables that `sources database-schema` has listed, none chosen.
  package init(_ tables: [Value]) { offers = tables.compactMap { TableOffer($0) } }

  /// The places of the tables that can be chosen; a person counts them from 1.
  private var offered: [Int] { offers.indices.filter { offers[$0].obstacle == nil } }
  private var suggested: [Int] { offered.filter { offers[$0].isSuggested } }

  /// Whether there is anything to choose from.
  package var isEmpty: Bool { offered.isEmpty }
  package var chosenCount: Int { chosen.count }

  // MARK: - Choosing

  /// Takes an answer to the question which tables are synced: `all`, `none`, `suggested`,
  /// numbers, ranges, names, patterns with `*`; empty means what is suggested.
  package mutating func choose(_ typed: String) -> Reading {
    let found: [Int]
    switch typed.lowercased() {
    case "", "suggested": found = suggested
    case "all": found = offered
    case "none": found = []
    default:
      switch places(of: typed) {
      case .success(let places): found = places
      case .failure(let mistake): return .mistake(mistake.diagnostic)
      }
    }
    chosen = [:]
    for place in found { chosen[place] = offers[place].syncs.first }
    return .taken
  }

  /// Takes `TABLE=TYPE` or `TABLE=TYPE:FIELD`, where TABLE may be all that `choose` takes.
  package mutating func change(_ typed: String) -> Reading {
    guard let sign = typed.lastIndex(of: "=") else {
      return .mistake(
        Diagnostic(
          code: .badValue, "`\(SafeText.clean(typed, limit: 60))` names no sync type",
          hint: "write `TABLE=TYPE`, such as `1=full_refresh`; Enter goes on"))
    }
    let wanted = typed[typed.index(after: sign)...].split(separator: ":", maxSplits: 1)
      .map { $0.trimming() }
    switch places(of: typed[..<sign].trimming()) {
    case .failure(let mistake): return .mistake(mistake.diagnostic)
    case .success(let places):
      var syncs: [Int: TableSync] = [:]
      for place in places {
        let field = wanted.count > 1 ? wanted[1] : nil
        guard let sync = offers[place].sync(wanted.first ?? "", by: field) else {
          return .mistake(Self.cannot(offers[place], wanted.joined(separator: ":")))
        }
        syncs[place] = sync
      }
      // Of a pattern those count that were chosen; how a table is synced chooses none.
      let own = syncs.filter { chosen[$0.key] != nil }
      guard !own.isEmpty || places.isEmpty else {
        return .mistake(Self.notChosen(places.map { offers[$0] }))
      }
      chosen.merge(own) { _, new in new }
      return .taken
    }
  }

  private static func notChosen(_ tables: [TableOffer]) -> Diagnostic {
    let names = tables.prefix(3).map { "`\(SafeText.clean($0.name, limit: 60))`" }
    return Diagnostic(
      code: .badValue, "\(names.joined(separator: ", ")) is not among the tables that were chosen",
      hint: "Ctrl-C leaves; nothing was sent")
  }

  private static func cannot(_ table: TableOffer, _ typed: String) -> Diagnostic {
    Diagnostic(
      code: .badValue,
      "`\(SafeText.clean(table.name, limit: 100))` cannot be synced as "
        + "`\(SafeText.clean(typed, limit: 60))`",
      hint: Suggestion.hint(for: typed, among: table.syncNames)
        ?? "it can be \(table.syncNames.prefix(6).joined(separator: ", "))")
  }

  // MARK: - Names, numbers, patterns

  private struct Mistake: Error { let diagnostic: Diagnostic }

  /// The tables that a text names: the text as a whole, its pieces between commas, their
  /// words; a table's own name may hold blanks and commas.
  private func places(of text: String) -> Result<[Int], Mistake> {
    do throws(Mistake) {
      if let place = place(named: text) { return .success([try readable(place)]) }
      var found: [Int] = []
      for piece in text.split(separator: ",").map({ $0.trimming() }) where !piece.isEmpty {
        if let place = place(named: piece) {
          found.append(try readable(place))
          continue
        }
        for word in piece.split(separator: " ") { found += try places(ofWord: String(word)) }
      }
      return .success(found)
    } catch {
      return .failure(error)
    }
  }

  private func places(ofWord word: String) throws(Mistake) -> [Int] {
    if let place = place(named: word) { return [try readable(place)] }
    if let range = Self.range(word) {
      guard range.lowerBound >= 1, range.upperBound <= offered.count else {
        throw Mistake(
          diagnostic: Diagnostic(
            code: .badValue, "there is no table \(word)",
            hint: "the numbers go from 1 to \(offered.count)"))
      }
      return range.map { offered[$0 - 1] }
    }
    let matching = offered.filter { Self.matches(offers[$0].name, word) }
    guard !matching.isEmpty else {
      throw Mistake(
        diagnostic: Diagnostic(
          code: .badValue, "no table is called `\(SafeText.clean(word, limit: 100))`",
          hint: Suggestion.hint(for: word, among: offers.map(\.name))
            ?? "numbers, names and patterns such as `public.*` choose tables"))
    }
    return matching
  }

  private func place(named name: String) -> Int? { offers.firstIndex { $0.name == name } }

  private func readable(_ place: Int) throws(Mistake) -> Int {
    guard let obstacle = offers[place].obstacle else { return place }
    throw Mistake(
      diagnostic: Diagnostic(
        code: .badValue, "`\(SafeText.clean(offers[place].name, limit: 100))` cannot be read",
        hint: obstacle))
  }

  /// `3` and `3-5`.
  private static func range(_ word: String) -> ClosedRange<Int>? {
    let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
      first <= last
    else { return nil }
    return first...last
  }

  /// Whether a name fits a pattern in which `*` stands for any text.
  private static func matches(_ name: String, _ pattern: String) -> Bool {
    guard pattern.contains("*") else { return false }
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, name.hasPrefix(first) else {
      return false
    }
    var rest = name.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}

// MARK: - What is shown and sent

extension TableChoice {
  /// As many lines as a person looks through; the others are chosen by name.
  private static let linesMax = 200

  /// The tables as a numbered list; what cannot be chosen has no number.
  package var list: [String] {
    var number = 0
    let shown = offers.prefix(Self.linesMax)
    let rows = shown.map { offer -> [String] in
      if offer.obstacle == nil { number += 1 }
      return [offer.obstacle == nil ? String(number) : "-"] + offer.columns
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let start = String(repeating: " ", count: widths[0] - row[0].count) + row[0]
      let name = row[1] + String(repeating: " ", count: widths[1] - row[1].count)
      let count = String(repeating: " ", count: widths[2] - row[2].count) + row[2]
      return "  \(start)  \(name)\(widths[2] > 0 ? "  \(count)" : "")  \(row[3])"
    }
    let more = offers.count - shown.count
    return lines + (more > 0 ? ["  … and \(more) more, which names and patterns choose"] : [])
  }

  /// The question which tables are synced, with what an empty answer means in brackets.
  package var question: String {
    let standard =
      suggested.count == offered.count ? "all" : "suggested, \(suggested.count) of them"
    return "which tables? all, none, numbers (1 3-5), names, patterns (public.*) [\(standard)]: "
  }

  /// The chosen tables with their sync types, one a line, as many as one looks through.
  package var plan: [String] {
    let places = chosen.keys.sorted()
    let lines = places.prefix(20).map { place in
      "\(SafeText.clean(offers[place].name, limit: 100)): \(chosen[place]?.text ?? "")"
    }
    return lines + (places.count > 20 ? ["… and \(places.count - 20) more"] : [])
  }

  /// The tables as `create` takes them; those that were not chosen are named too, because a
  /// server enables all of them where none is named (contract, section 5.3).
  package var schemas: Value {
    .list(
      offers.enumerated().map { place, offer in
        guard let sync = chosen[place] else {
          return .record(["name": .text(offer.name), "should_sync": false])
        }
        var item: Record = [
          "name": .text(offer.name), "should_sync": true, "sync_type": .text(sync.type),
        ]
        if let field = sync.field {
          item["incremental_field"] = .text(field.name)
          item["incremental_field_type"] = field.type.map(Value.text)
        }
        return .record(item)
      })
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  fileprivate func trimming() -> String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
