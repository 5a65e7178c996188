/// A pager at work: it has the screen from when it is opened until `close()` returns.
package protocol Pager: Sendable {
  /// Hands it more of the text, and waits while it wants none.
  ///
  /// - Throws: `SinkError.closed` when the person has left it.
  func write(_ text: String) async throws
  /// Ends the text, and waits until the person has left.
  func close() async -> PagerEnd
}

/// How a pager came to its end.
package enum PagerEnd: Sendable, Hashable {
  case left
  /// A shell was to start it and found no such command; nothing was shown.
  case notFound
}

/// What it takes to open a pager.
package struct PagerCall: Sendable, Hashable {
  /// The command, as `PAGER` has it.
  package let command: String
  /// The whole environment of the pager.
  package let variables: [String: String]

  package init(command: String, variables: [String: String]) {
    self.command = command
    self.variables = variables
  }

  /// Its words; nil where only a shell can read them.
  package var words: [String]? {
    guard !command.contains(where: PagerCall.shellSigns.contains) else { return nil }
    return command.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private static let shellSigns = Set("|&;<>()$`\\\"'*?[]{}#~=%!\n")
}

/// Why a pager could not be opened, in the system's words.
package struct PagerError: Error, Sendable, Hashable {
  package let words: String

  package init(words: String) { self.words = words }
}
