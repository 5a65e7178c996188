import CommandModel

// What the lexer and the parser find wrong, each with its stable code, its message
// and its remedy. The source is added when a diagnostic is recorded.

// MARK: - Characters and quotes

extension Diagnostic {
  static func unclosedQuote(_ quote: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .unclosedQuote, "the text that begins here has no end", at: range,
      hint: "close it with `\(quote)`")
  }

  static func badCharacter(_ bytes: some Sequence<UInt8>, _ range: SourceRange) -> Diagnostic {
    let scalar = String(decoding: Array(bytes), as: UTF8.self).unicodeScalars.first?.value ?? 0
    let digits = String(scalar, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Diagnostic(
      code: .badCharacter, "the character \(code) is not part of the language", at: range,
      hint: "write a plain blank; inside quotes it stands for itself")
  }

  static func strayDollar(behind name: String, _ range: SourceRange) -> Diagnostic {
    let inner = name.drop { $0 == "{" }.prefix { $0 != "}" }
    return Diagnostic(
      code: .strayDollar, "`$` needs a name or `( … )` behind it", at: range,
      hint: inner.isName ? "write `$\(inner)`" : "in quotes it stands for itself: `'$\(inner)'`")
  }

  static func strayBackslash(_ spelling: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .strayBackslash, "`\\` stands before the end of a line only, to join two lines",
      at: range, hint: "quote it to mean the text: `'\(spelling)'`")
  }

  static func badEscape(_ spelling: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .badEscape, "`\(spelling)` is not an escape", at: range,
      hint: #"`\\` is a backslash; '…' takes everything as it stands"#)
  }
}

// MARK: - Brackets and places

extension Diagnostic {
  static func unclosedBracket(_ opener: Token.Kind, _ range: SourceRange) -> Diagnostic {
    let closer = opener.closer?.spelling ?? ""
    return Diagnostic(
      code: .unclosedBracket, "`\(opener.spelling ?? "")` has no `\(closer)`", at: range,
      hint: "close it with `\(closer)`")
  }

  static func strayBracket(_ spelling: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .strayBracket, "`\(spelling)` closes nothing", at: range,
      hint: "remove it, or quote it to mean the text")
  }

  static func tooDeep(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .tooDeep, "more than \(Parser.Limits.nesting) brackets stand inside one another",
      at: range, hint: "name the inner parts with `let`")
  }

  static func tooLong(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .tooDeep, "an expression has more than \(Parser.Limits.operators) operators",
      at: range, hint: "compare with a list: `status in [a, b, c]`")
  }

  static func unexpected(
    _ what: String, _ range: SourceRange, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(code: .unexpected, "\(what) is not expected here", at: range, hint: hint)
  }

  static func expected(
    _ what: String, before: String, _ range: SourceRange, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(code: .expected, "\(what) is expected before \(before)", at: range, hint: hint)
  }

  static func badName(_ spelling: String, _ range: SourceRange) -> Diagnostic {
    let proposal = String(spelling.map { $0.isASCII && $0.utf8.first.continuesName ? $0 : "_" })
    return Diagnostic(
      code: .badName, "`\(spelling)` is not a name: letters, digits and `_` only", at: range,
      hint: proposal.isName ? "write `\(proposal)`" : "write `_\(proposal)`")
  }
}

extension UInt8? {
  fileprivate var continuesName: Bool { self?.continuesName ?? false }
}

// MARK: - Statements

extension Diagnostic {
  static func strayKeyword(_ keyword: String, _ range: SourceRange) -> Diagnostic {
    let owner = keyword == "else" ? "if" : "try"
    return Diagnostic(
      code: .strayKeyword, "`\(keyword)` has no `\(owner)` before it", at: range,
      hint: "it stands behind the `}` of one: `\(owner) … { … } \(keyword) { … }`")
  }

  static func tooManyValues(_ name: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .tooManyValues, "`\(name)` takes one value", at: range,
      hint: "quote a value with blanks or commas in it: `\"…\"`")
  }
}

// MARK: - Commands

extension Diagnostic {
  static func redirect(_ sign: String, file: String?, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .redirect, "`\(sign)` does not lead into a file", at: range,
      hint: Neighbours.remedy(for: sign, with: file))
  }

  static func readsFile(_ file: String?, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .redirect, "`<` does not read from a file", at: range,
      hint: "begin the pipeline with `open \(file ?? "FILE")`")
  }

  static func spacedSetting(_ name: String, _ value: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .spacedSetting, "no blank stands around the `=` of a setting", at: range,
      hint: "write `\(name)=\(value)`")
  }

  static func badSettingName(_ name: String, all: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .badName, "`\(name)` is not the name of a setting", at: range,
      hint: "quote it all to mean the text: `'\(all)'`")
  }

  static func badFlag(_ spelling: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .badFlag, "`\(spelling)` is not a flag: letters, digits and `-` only", at: range,
      hint: "quote it to mean the text: `'\(spelling)'`")
  }

  static func shortFlagValue(_ flag: String, _ value: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .badFlag, "a short flag has a blank before its value", at: range,
      hint: "write `\(flag) \(value)`")
  }

  static func comparisonInCommand(
    _ sign: String, written: String?, _ range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code: .misplacedComparison, "`\(sign)` stands in conditions only", at: range,
      hint: "filter with `| where \(written ?? "name \(sign) value")`")
  }

  static func settingAsCommand(_ name: String, _ value: String, _ range: SourceRange) -> Diagnostic
  {
    Diagnostic(
      code: .expected, "a command is expected before the setting `\(name)`", at: range,
      hint: "`let \(name) = \(value)` names a value, `set \(name) \(value)` changes a setting")
  }
}

// MARK: - Values and expressions

extension Diagnostic {
  static func touchingValues(_ range: SourceRange, write proposal: String?) -> Diagnostic {
    Diagnostic(
      code: .touchingValues, "two values touch", at: range,
      hint: proposal.map { "write `\($0)`" } ?? "separate them with a blank, or quote them as one")
  }

  static func badKey(_ spelling: String, write proposal: String, _ range: SourceRange) -> Diagnostic
  {
    Diagnostic(
      code: .badKey, "`\(spelling)` is not the key of a record", at: range,
      hint: "write `\(proposal)`")
  }

  static func variableKey(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: .badKey, "a key cannot hold a variable", at: range,
      hint: "write the name of the key")
  }

  static func chained(
    _ left: String, _ first: String, _ middle: String, _ second: String, _ right: String,
    _ range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code: .chainedComparison, "a comparison does not go on", at: range,
      hint: "write `\(left) \(first) \(middle) and \(middle) \(second) \(right)`")
  }

  static func missingOperator(
    _ left: String, _ right: String, write proposal: String, _ range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code: .missingOperator, "an operator is expected between `\(left)` and `\(right)`",
      at: range, hint: proposal)
  }
}
