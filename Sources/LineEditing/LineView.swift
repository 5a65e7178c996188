/// A line as it is typed, with everything that is shown along with it.
struct LineView: Sendable {
  /// What stands in front; it may hold colours.
  var prompt = ""
  var text = ""
  /// The cursor, in bytes of the text.
  var cursor = 0
  /// What stands in front of each further row of the text; the last serves those behind it.
  var gutters: [String] = []
  /// In order, apart from one another.
  var highlights: [Highlight] = []
  /// What could come next.
  var hint = ""
  /// What stands below.
  var menu: [ScreenRow] = []

  static let hintRendition = "2"
  /// Longer texts are shown plain: looking at all of them after each key would be felt.
  static let styledBytesMax = 8_192

  /// As it looks in a window.
  func frame(width: Int, height: Int) -> Frame {
    var writer = FrameWriter(width: width)
    writer.writeStyled(prompt)
    writeText(to: &writer)
    var frame = writer.frame.clipped(toHeight: max(1, height - menu.count))
    frame.rows += menu
    return frame.clipped(toHeight: height)
  }

  private func writeText(to writer: inout FrameWriter) {
    var (offset, row, style) = (0, 0, highlights[...])
    for scalar in text.unicodeScalars {
      if offset == cursor { writer.markCursor(before: scalar) }
      while let first = style.first, first.utf8Range.upperBound <= offset { style.removeFirst() }
      if scalar == "\n" {
        writer.startRow()
        writer.writeStyled(gutter(row))
        row += 1
      } else {
        let isInside = style.first.map { $0.utf8Range.contains(offset) } ?? false
        writer.write(scalar, rendition: isInside ? style.first?.rendition ?? "" : "")
      }
      offset += UTF8.width(scalar)
    }
    if offset <= cursor { writer.markCursor(before: nil) }
    writer.write(hint, rendition: LineView.hintRendition)
  }

  private func gutter(_ row: Int) -> String {
    row < gutters.count ? gutters[row] : gutters.last ?? ""
  }
}
