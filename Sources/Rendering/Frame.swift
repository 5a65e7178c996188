/// A picture that is drawn again and again in the place of the one before: what `watch`
/// shows on a terminal.
package struct Frame: Sendable, Hashable {
  /// Whole lines, not more than the screen has.
  package let text: String

  /// Cuts what was written to a screen of so many columns and rows.
  ///
  /// A line that is too long wraps and takes several rows; of a picture that is too high
  /// the beginning stays, and its last line says how much is missing.
  package init(_ written: String, width: Int, height: Int) {
    var lines = written.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let heights = lines.map { DrawnText.rows(ofLine: $0, width: width) }
    // The cursor stands behind the picture, on a row of its own.
    let room = max(1, height - 1)
    guard heights.reduce(0, +) > room else {
      text = lines.map { $0 + "\n" }.joined()
      return
    }
    var (kept, used) = (0, 0)
    while kept < lines.count, used + heights[kept] <= room - 1 {
      used += heights[kept]
      kept += 1
    }
    let left = lines.count - kept
    let remark = "… \(left) more \(left == 1 ? "line" : "lines")"
    text = lines[..<kept].map { $0 + "\n" }.joined() + remark + "\n"
  }

  /// What takes the picture from the screen again and puts the cursor where it began.
  ///
  /// A window that is wider now has joined the lines that wrapped.
  package func erasing(width: Int) -> String {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .reduce(0) { $0 + DrawnText.rows(ofLine: $1, width: width) }
    return rows == 0 ? "" : "\r\u{1B}[\(rows)A\u{1B}[J"
  }
}
