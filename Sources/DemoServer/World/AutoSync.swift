import CommandModel

/// Whether a source switches new tables on by itself, and which.
struct AutoSync: Sendable {
  var isOn = false
  /// Nil for all; else patterns with `*` and `?`, in any case.
  var patterns: [String]?

  static let patternsMax = 100
  static let patternCharactersMax = 250

  func takes(_ table: String) -> Bool {
    guard isOn else { return false }
    guard let patterns else { return true }
    let name = Array(table.lowercased())
    return patterns.contains { AutoSync.matches(Array($0.lowercased())[...], name[...]) }
  }

  private static func matches(
    _ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>
  ) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" {
      return matches(rest, name) || !name.isEmpty && matches(pattern, name.dropFirst())
    }
    guard let character = name.first, first == "?" || first == character else { return false }
    return matches(rest, name.dropFirst())
  }

  /// What the source object says of it.
  var fields: Record {
    [
      "auto_sync_new_schemas": .boolean(isOn),
      "auto_sync_schema_patterns": patterns.map { .list($0.map(Value.text)) } ?? .null,
    ]
  }
}
