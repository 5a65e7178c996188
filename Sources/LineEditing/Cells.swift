import CEditline

extension Unicode.Scalar {
  /// Cells of the screen it takes; zero for what joins the one before and for what is
  /// not printable.
  var cells: Int { max(0, Int(ce_cells(value))) }

  /// Whether a terminal could take it for a command.
  var isControl: Bool { properties.generalCategory == .control }
}

extension String {
  /// Cells of the screen it takes.
  var cells: Int { unicodeScalars.reduce(0) { $0 + $1.cells } }

  /// The text without what a terminal could take for a command.
  var withoutControls: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isControl }))
  }

  /// The same for a text of several rows.
  var withoutControlsInRows: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).withoutControls }.joined(separator: "\n")
  }

  /// The text when it fits, else as much of it as fits with `…` behind.
  func clipped(toCells limit: Int) -> String {
    guard cells > limit else { return self }
    var (clipped, left) = ("", limit - 1)
    for character in self {
      left -= String(character).cells
      if left < 0 { break }
      clipped.append(character)
    }
    return limit > 0 ? clipped + "…" : ""
  }

  /// The text with blanks behind it up to a number of cells.
  func padded(toCells width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - cells))
  }
}
