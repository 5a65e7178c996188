/// Compares what was seen with what a session expects of one stream.
enum Matching {
  /// Whether the lines fit the expected ones, `...` standing for any lines.
  static func fits(_ lines: ArraySlice<String>, _ expected: ArraySlice<Pattern>) -> Bool {
    guard let first = expected.first else { return lines.isEmpty }
    let rest = expected.dropFirst()
    switch first {
    case .anyLines:
      return (lines.startIndex...lines.endIndex).contains { fits(lines[$0...], rest) }
    case .line(let pattern):
      guard let line = lines.first, matches(line, pattern) else { return false }
      return fits(lines.dropFirst(), rest)
    }
  }

  enum Pattern: Sendable, Hashable {
    case line(String)
    case anyLines
  }

  /// Whether a line fits a pattern, `[..]` standing for any text.
  static func matches(_ line: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "[..]", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return line == pattern
    }
    guard line.hasPrefix(first) else { return false }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
