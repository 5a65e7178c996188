/// How wide the columns of a table become, and how many of them are shown.
struct TableLayout: Sendable, Hashable {
  /// What a column wants, and what it can't do without.
  struct Extent: Sendable, Hashable {
    let natural: Int
    let minimum: Int
    var worth = Worth.little

    /// The same column, not cut when it is worth so much.
    fileprivate func keptWhole(from worth: Worth) -> Extent {
      self.worth >= worth ? Extent(natural: natural, minimum: natural, worth: self.worth) : self
    }
  }

  /// What having a column whole is worth.
  enum Worth: Int, Sendable, Comparable {
    case little
    /// It is cut only before columns are left out: the id of another thing.
    case much
    /// It is cut only when it stands alone: half an id cannot be copied.
    case all

    static func < (left: Worth, right: Worth) -> Bool { left.rawValue < right.rawValue }
  }

  /// Blanks between two columns.
  static let gap = 2

  /// The columns that are shown.
  let shown: [Int]
  /// Their widths.
  let widths: [Int]

  /// Gives every column its natural width, else takes from the widest first, else
  /// leaves out the last ones that are not worth all. What is left alone is cut.
  init(_ extents: [Extent], into width: Int?) {
    guard let width else {
      shown = Array(extents.indices)
      widths = extents.map(\.natural)
      return
    }
    let kept = extents.map { $0.keptWhole(from: .much) }
    if TableLayout.total(kept.map(\.minimum)) <= width {
      shown = Array(extents.indices)
      widths = TableLayout.levelled(kept, into: width)
      return
    }
    var left = extents.map { $0.keptWhole(from: .all) }.enumerated().map { $0 }
    while left.count > 1, TableLayout.total(left.map(\.element.minimum)) > width {
      left.remove(at: left.lastIndex { $0.element.worth < .all } ?? left.endIndex - 1)
    }
    shown = left.map(\.offset)
    widths = TableLayout.levelled(left.map(\.element), into: width)
  }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  private static func levelled(_ extents: [Extent], into width: Int) -> [Int] {
    var level = min(width, extents.map(\.natural).max() ?? 0)
    func widths() -> [Int] {
      extents.map { min(width, max($0.minimum, min($0.natural, level))) }
    }
    while level > 0, total(widths()) > width { level -= 1 }
    return widths()
  }
}
