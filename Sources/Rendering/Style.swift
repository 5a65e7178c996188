package import CommandModel

/// All that a text depends on beside the values: the renderer looks nothing up.
package struct Style: Sendable, Hashable {
  /// Columns of the screen; nil where lines may be of any length.
  package var width: Int?
  /// Whether SGR sequences may be written.
  package var color: Bool
  /// Whether a person reads it on a screen: relative times, tables cut to the width, no
  /// control characters.
  package var isTerminal: Bool
  /// What relative times are relative to.
  package var now: Time
  /// Where things have pages that their ids and names lead to; nil where no link is drawn.
  package var web: WebApp?

  /// Creates a style; what is not given is that of a file.
  package init(
    width: Int? = nil, color: Bool = false, isTerminal: Bool = false, now: Time,
    web: WebApp? = nil
  ) {
    self.width = width
    self.color = color
    self.isTerminal = isTerminal
    self.now = now
    self.web = web
  }

  /// The format of a session that asks for none: tables for people, JSON Lines for programs.
  package var standardFormat: OutputFormat { isTerminal ? .table : .jsonl }

  /// Text from a server as it may reach this output; programs get every byte.
  func shown(_ text: String) -> String { isTerminal ? TerminalText.sanitize(text) : text }
}
