import CommandModel

/// What is wrong with a text that is being typed, whatever is typed next.
struct TypingMistakes {
  private(set) var ranges: [SourceRange] = []
  /// The words at the end of the text that may become a command.
  private var begun: [SourceRange] = []
  private let source: SourceText
  private let vocabulary: Vocabulary

  /// What is merely open is being typed.
  private static let open: Set<ErrorCode> = [.unclosedQuote, .unclosedBracket, .expected]
  /// Nothing that follows can mend these.
  private static let final: Set<ErrorCode> = [.touchingValues]
  /// Names that mean nothing; what else the check finds is told when the line is entered.
  private static let names: Set<ErrorCode> = [
    .unknownCommand, .unknownFlag, .unknownParameter, .unknownSetting, .unknownField,
    .unknownVariable, .badCase, .notAField,
  ]

  init(
    in source: SourceText, _ parse: Parse, vocabulary: Vocabulary, session: Completer.Session?
  ) {
    self.source = source
    self.vocabulary = vocabulary
    let script = LoadedScript(
      source: source, script: parse.script, diagnostics: parse.diagnostics)
    let checked = Checker.check(
      script, vocabulary: vocabulary, variables: session?.flows ?? [:], isInteractive: true,
      isAgreed: true)
    for diagnostic in checked.diagnostics where diagnostic.severity == .error {
      guard let range = diagnostic.range else { continue }
      if diagnostic.code == .unknownCommand, beginsCommand(range) {
        begun.append(range)
      } else if isMistake(diagnostic.code, at: range, isNamed: session != nil) {
        ranges.append(range)
      }
    }
  }

  /// Whether the word in a command's place is one that may become a command.
  func isBegun(_ range: SourceRange) -> Bool { begun.contains(range) }

  /// Whether words at the end of the text are the beginning of a command's name.
  private func beginsCommand(_ range: SourceRange) -> Bool {
    guard isAtEnd(range) else { return false }
    let typed = Parameter.canonical(source[range]).split(separator: " ").joined(separator: " ")
    let isCommand = vocabulary.commands.contains { command in
      [command.name, command.action].contains { Parameter.canonical($0).isContinued(from: typed) }
    }
    let words = Parser.statementWords + ["else", "catch", "plan", "watch"]
    return isCommand || words.contains { $0.isContinued(from: typed) }
  }

  private func isAtEnd(_ range: SourceRange) -> Bool { range.upper == source.text.utf8.count }

  private func isMistake(_ code: ErrorCode, at range: SourceRange, isNamed: Bool) -> Bool {
    switch code {
    case .unknownCommand: return true
    case .unknownVariable where !isNamed: return false
    case let code where Self.open.contains(code): return false
    case let code where Self.final.contains(code): return true
    case let code where isSyntax(code) || Self.names.contains(code): return !isAtEnd(range)
    default: return false
    }
  }

  /// Whether a code is one of those that only the grammar gives.
  private func isSyntax(_ code: ErrorCode) -> Bool {
    switch code {
    case .strayBracket, .badCharacter, .badEscape, .strayDollar, .strayBackslash, .strayKeyword,
      .unexpected, .tooDeep, .tooManyValues, .missingOperator, .chainedComparison,
      .misplacedComparison, .spacedSetting, .redirect, .badName, .badFlag, .badKey:
      true
    default: false
    }
  }
}

extension String {
  /// Whether it begins so and goes on.
  fileprivate func isContinued(from typed: String) -> Bool { hasPrefix(typed) && self != typed }
}
