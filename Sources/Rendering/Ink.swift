/// The few ways in which text is set off, by their SGR parameters (ECMA-48, 8.3.117).
enum Ink: String, Sendable {
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
  case cyan = "36"
  case boldRed = "1;31"
  case boldYellow = "1;33"
  case boldCyan = "1;36"
}

extension Style {
  /// A text that stands back behind what it is about.
  package func dimmed(_ text: String) -> String { painted(text, .dim) }

  /// The text in an ink, where there is colour at all.
  func painted(_ text: String, _ ink: Ink?) -> String {
    guard color, let ink, !text.isEmpty else { return text }
    return "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m"
  }
}
