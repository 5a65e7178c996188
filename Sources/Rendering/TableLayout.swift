/// How wide the columns of a table become, and how many of them are shown.
struct TableLayout: Sendable, Hashable {
  /// What a column wants, and what it can't do without.
  struct Extent: Sendable, Hashable {
    let natural: Int
    let minimum: Int
    /// Whether it is cut only when nothing else can be: an id serves best whole.
    var isWorthWhole = false

    /// The same column, never cut where it is worth that.
    fileprivate var keptWhole: Extent {
      isWorthWhole ? Extent(natural: natural, minimum: natural) : self
    }
  }

  /// Blanks between two columns.
  static let gap = 2

  /// The widths of the columns that are shown: the first ones.
  let widths: [Int]

  /// Gives every column its natural width, else takes from the widest first, else
  /// leaves out the last ones. A first column that is too wide alone is cut.
  init(_ extents: [Extent], into width: Int?) {
    guard let width else {
      widths = extents.map(\.natural)
      return
    }
    let kept = extents.map(\.keptWhole)
    if TableLayout.total(kept.map(\.minimum)) <= width {
      widths = TableLayout.levelled(kept[...], into: width)
      return
    }
    var shown = extents[...]
    while shown.count > 1, TableLayout.total(shown.map(\.minimum)) > width {
      shown = shown.dropLast()
    }
    widths = TableLayout.levelled(shown, into: width)
  }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  private static func levelled(_ extents: ArraySlice<Extent>, into width: Int) -> [Int] {
    var level = min(width, extents.map(\.natural).max() ?? 0)
    func widths() -> [Int] {
      extents.map { min(width, max($0.minimum, min($0.natural, level))) }
    }
    while level > 0, total(widths()) > width { level -= 1 }
    return widths()
  }
}
