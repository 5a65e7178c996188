package import CommandModel

/// A smallest piece of a text of the language.
package struct Token: Sendable, Hashable {
  /// What it is.
  package enum Kind: Sendable, Hashable {
    case word
    /// `'…'` with its quotes.
    case raw
    /// The quote that opens `"…"`; chunks, variables and `$( … )` follow.
    case textOpen
    /// Characters of a `"…"`, escapes included.
    case chunk
    case textClose
    /// `$name` and its path.
    case variable
    case subpipeOpen
    /// `.name[0]` behind the `)` of a `$( … )`.
    case path
    case parenOpen, parenClose
    case bracketOpen, bracketClose
    case braceOpen, braceClose
    case comma, bar, semicolon
    /// One or more line ends with nothing but blanks and comments between them.
    case newline
    /// `=`, `==`, `<`, `!~`, …: made of `= < > ! ~`.
    case sign
    /// A backslash and the word behind it.
    case backslash
    /// Bytes that mean nothing; a diagnostic has been made.
    case invalid
    case comment
    case end
  }

  package let kind: Kind
  package let range: SourceRange
}

extension Token.Kind {
  /// What closes a bracket or text that this opens.
  var closer: Token.Kind? {
    switch self {
    case .parenOpen, .subpipeOpen: .parenClose
    case .bracketOpen: .bracketClose
    case .braceOpen: .braceClose
    case .textOpen: .textClose
    default: nil
    }
  }

  var isCloser: Bool {
    switch self {
    case .parenClose, .bracketClose, .braceClose, .textClose: true
    default: false
    }
  }

  /// The spelling of what has only one.
  var spelling: String? {
    switch self {
    case .textOpen, .textClose: "\""
    case .subpipeOpen: "$("
    case .parenOpen: "("
    case .parenClose: ")"
    case .bracketOpen: "["
    case .bracketClose: "]"
    case .braceOpen: "{"
    case .braceClose: "}"
    case .comma: ","
    case .bar: "|"
    case .semicolon: ";"
    default: nil
    }
  }

  /// Whether a value can begin so.
  var startsValue: Bool {
    switch self {
    case .word, .raw, .textOpen, .variable, .subpipeOpen, .parenOpen, .bracketOpen, .braceOpen,
      .backslash, .invalid:
      true
    default: false
    }
  }

  /// The token that a byte is by itself.
  init?(punctuation byte: UInt8) {
    switch byte {
    case UInt8(ascii: "("): self = .parenOpen
    case UInt8(ascii: ")"): self = .parenClose
    case UInt8(ascii: "["): self = .bracketOpen
    case UInt8(ascii: "]"): self = .bracketClose
    case UInt8(ascii: "{"): self = .braceOpen
    case UInt8(ascii: "}"): self = .braceClose
    case UInt8(ascii: ","): self = .comma
    case UInt8(ascii: "|"): self = .bar
    case UInt8(ascii: ";"): self = .semicolon
    default: return nil
    }
  }
}

/// A text cut into tokens.
package struct LexedText: Sendable {
  /// The tokens the grammar is about; the last one is `.end`.
  package var tokens: [Token]
  /// The comments, which the grammar does not see, in order.
  package var comments: [Token]
  /// What is wrong with single tokens.
  package var diagnostics: [Diagnostic]
  /// What the text ends inside of: a quote, or the backslash that joins lines.
  package var open: String?

  var endsInText: Bool { open == "'" || open == "\"" }
}
