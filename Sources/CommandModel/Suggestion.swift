/// Finds the name that a person meant to type.
package enum Suggestion {
  /// As many names as it is reasonable to look through for one mistake.
  package static let namesMax = 1000

  /// The name nearest to `typed` in Damerau-Levenshtein distance; the first of equals.
  ///
  /// Nil when none is near: at most one edit for each three characters typed, at
  /// least one, never all of them. Case, `-` and `_` cost nothing.
  package static func nearest(to typed: String, among names: [String]) -> String? {
    let wanted = folded(typed)
    // A long text is no mistyped name, and the table is quadratic in its length.
    guard !wanted.isEmpty, wanted.count <= 80 else { return nil }
    var best: (name: String, distance: Int)?
    for name in names {
      let limit = min(best.map { $0.distance - 1 } ?? .max, max(1, wanted.count / 3))
      guard let distance = distance(wanted, folded(name), limit: limit) else { continue }
      if distance < wanted.count { best = (name, distance) }
    }
    return best?.name
  }

  /// ``did you mean `reload`?``, or nil where nothing is near.
  package static func hint(for typed: String, among names: [String]) -> String? {
    nearest(to: typed, among: names).map { "did you mean `\($0)`?" }
  }

  /// The scalars of a name in the one spelling that is compared. Mistakes are looked for after
  /// each key that is typed, and almost every name is ASCII.
  private static func folded(_ name: String) -> [UInt32] {
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return name.utf8.map { folded(UInt32($0)) } }
    return name.lowercased().unicodeScalars.map { folded($0.value) }
  }

  private static func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A: scalar | 0x20
    // `-` is `_`.
    case 0x2D: 0x5F
    default: scalar
    }
  }

  /// The fewest insertions, deletions, replacements and swaps of neighbours that make
  /// one of the other; nil beyond `limit`.
  private static func distance(_ left: [UInt32], _ right: [UInt32], limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var next = [row + 1]
      next.reserveCapacity(right.count + 1)
      for column in right.indices {
        let isSame = left[row] == right[column]
        var cost = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        next.append(cost)
      }
      (beforeLast, last) = (last, next)
      // Two rows that are beyond it lead nowhere else.
      if min(beforeLast.min() ?? 0, last.min() ?? 0) > limit { return nil }
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
