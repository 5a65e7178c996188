/// The rows of the screen that a text fills, up to the cursor behind it.
///
/// It must count as libedit does: a full row continues on the next one at once, tabs
/// go to multiples of eight, control characters show as `^A`.
struct DrawnRows: Hashable {
  /// Cells of each row; the last is the cursor's column.
  private(set) var cells = [0]

  /// The rows of `text`, drawn from the first column of a screen of `width` columns on.
  init(_ text: String, width: Int) {
    for scalar in text.unicodeScalars { append(scalar, width: width) }
  }

  /// Rows above the cursor, after the window got another width.
  ///
  /// Most terminals wrap a row that no longer fits. They join none, because libedit
  /// ends each row itself.
  func above(inWidth width: Int) -> Int {
    let wrapped = cells.dropLast().map { max(1, ($0 + width - 1) / width) }
    return wrapped.reduce((cells.last ?? 0) / width, +)
  }

  private mutating func append(_ scalar: Unicode.Scalar, width: Int) {
    if scalar == "\n" {
      cells.append(0)
      return
    }
    let column = cells[cells.endIndex - 1]
    let added =
      switch scalar {
      case "\t": min(8 - column % 8, width - column)
      case _ where scalar.isControl && scalar.isASCII: 2
      default: scalar.cells
      }
    if column + added > width { cells.append(0) }
    cells[cells.endIndex - 1] += added
    if cells[cells.endIndex - 1] >= width { cells.append(0) }
  }
}
