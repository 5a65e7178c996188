import CEditline

extension Unicode.Scalar {
  /// Cells of the screen it takes; zero for what joins the one before and for what is
  /// not printable.
  var cells: Int { max(0, Int(ce_cells(value))) }

  /// Whether a terminal could take it for a command, or turn the direction of a text with it.
  var isControl: Bool {
    properties.generalCategory == .control || (0x202A...0x202E).contains(value)
      || (0x2066...0x2069).contains(value)
  }
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
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
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
}
