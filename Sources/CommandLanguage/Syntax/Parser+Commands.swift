import CommandModel

extension Parser {
  /// A command: the words that name it, then its arguments and its block.
  mutating func parseCommand() -> Element.Form {
    let start = current.range.lower
    if let misplaced = parseMisplacedArgument() { return misplaced }
    let (words, signature) = parseCommandWords()
    var inner = context
    inner.isExpression = false
    inner.braceBeginsBlock = signature?.takesBlock ?? false
    let (arguments, block) = within(inner) { parser in
      let arguments = parser.parseArguments()
      let hasBlock = parser.context.braceBeginsBlock && parser.current.kind == .braceOpen
      return (arguments, hasBlock ? parser.parseBlock() : nil)
    }
    guard !words.isEmpty else { return .missing }
    return .command(
      Command(words: words, arguments: arguments, block: block, range: range(from: start)))
  }

  /// A flag, a setting or a comment without its blank where a command should be.
  private mutating func parseMisplacedArgument() -> Element.Form? {
    if isSetting {
      guard case .setting(let name, let value) = parseSetting().form else { return nil }
      report(.settingAsCommand(brief(name.range), brief(value.range), name.range))
    } else if isFlag {
      reportExpected("a command")
    } else if isTouchingHash {
      reportTouchingHash()
    } else {
      return nil
    }
    _ = parseArguments()
    return .missing
  }

  /// The longest leading words that the vocabulary knows, also as the verb of a noun that the
  /// pipe will tell; one word when it knows none,
  /// no word when something touches it.
  private mutating func parseCommandWords() -> ([Name], CommandSignature?) {
    let ahead = lookingAhead { $0.takeLeadingWords() }
    let typed = ahead.map(\.text)
    let match = vocabulary.longestCommand(in: typed)
    let words = Array(ahead.prefix(match?.count ?? vocabulary.longestVerb(in: typed) ?? 1))
    for word in words {
      take()
      mark(match == nil ? .unknownCommand : .command, word.range)
    }
    if isTouchingValue, let last = words.last, bytes[last.range.lower].isWordByte {
      _ = parseTouching(ValueNode(.word(last.text), range: last.range))
      return ([], match?.signature)
    }
    return (words, match?.signature)
  }

  private mutating func takeLeadingWords() -> [Name] {
    // What stands in a command's place is its word, `\d` and `!` too: the checker
    // knows what people mean by them.
    let first = take()
    var words = [Name(spelling(first), range: first.range)]
    while words.count < commandWordsMax, isCommandWord {
      let token = take()
      words.append(Name(spelling(token), range: token.range))
    }
    return words
  }

  private var isCommandWord: Bool {
    current.kind == .word && !isTouching && !isSetting && !isFlag
  }
}

// MARK: - Arguments

extension Parser {
  private mutating func parseArguments() -> [Argument] {
    var arguments: [Argument] = []
    while true {
      let hasComma = take(.comma) != nil
      if current.kind == .sign {
        parseMisplacedSign(behind: &arguments)
      } else if current.kind.startsValue, !beginsBlock {
        arguments.append(parseArgument())
      } else {
        if hasComma { reportExpected("an argument") }
        return arguments
      }
    }
  }

  private var beginsBlock: Bool { context.braceBeginsBlock && current.kind == .braceOpen }

  private mutating func parseArgument() -> Argument {
    if isSetting { return parseSetting() }
    if isFlag {
      let flag = parseFlag()
      return Argument(.flag(flag), range: flag.range)
    }
    let value = parseValue()
    return Argument(.value(value), range: value.range)
  }

  /// Whether a word with `=` right behind it is at hand that is no flag.
  private var isSetting: Bool {
    current.kind == .word && isEqualSign(following)
      && following.range.lower == current.range.upper && !isFlag
  }

  /// Whether `--name` or `-x` is at hand.
  var isFlag: Bool { current.kind == .word && WordShape(spelling(current)) == .flag }

  private func isEqualSign(_ token: Token) -> Bool {
    token.kind == .sign && bytes[token.range.lower] == UInt8(ascii: "=")
  }

  private mutating func parseSetting() -> Argument {
    let name = take()
    let value = parseTightValue()
    let all = SourceRange(name.range.lower, max(value.range.upper, previousEnd))
    if spelling(name).isDottedName {
      mark(.name, name.range)
    } else {
      report(.badSettingName(brief(name.range), all: brief(all), name.range))
    }
    return Argument(.setting(Name(spelling(name), range: name.range), value), range: all)
  }

  mutating func parseFlag() -> Flag {
    let token = take()
    let typed = spelling(token)
    let name = String(typed.drop { $0 == "-" })
    let isShort = !typed.hasPrefix("--")
    mark(.flag, token.range)
    if !name.isDottedName || name.contains(".") {
      report(.badFlag(brief(token.range), token.range))
    }
    var value: ValueNode?
    if isEqualSign(current), isTouching {
      value = parseTightValue()
      if isShort, let value {
        report(.shortFlagValue(typed, brief(value.range), range(from: token.range.lower)))
      }
    } else if isTouchingValue {
      _ = parseTouching(ValueNode(.word(typed), range: token.range))
    }
    return Flag(name, isShort: isShort, value: value, range: range(from: token.range.lower))
  }

  /// The value right behind an `=`, where `= < > !` belong to the word.
  mutating func parseTightValue() -> ValueNode {
    let sign = take()
    let lower = sign.range.lower + 1
    while isTouching, current.kind == .word || current.kind == .sign { take() }
    if previousEnd > lower { return parseTouchingRest(wordValue(range(from: lower))) }
    if isTouchingValue { return parseValue() }
    return parseSpacedValue(behind: sign)
  }

  /// A value with a blank between it and the `=` it belongs to.
  private mutating func parseSpacedValue(behind sign: Token) -> ValueNode {
    let place = SourceRange(previousEnd, previousEnd)
    guard current.kind.startsValue, !beginsBlock else {
      reportExpected("a value", hint: "`\"\"` is the empty text")
      return ValueNode(.missing, range: place)
    }
    let value = parseValue()
    report(
      .unexpected(
        "a blank", SourceRange(sign.range.upper, value.range.lower),
        hint: "the value stands right behind its `=`"))
    return value
  }
}

// MARK: - Signs that neighbours use

extension Parser {
  /// A sign among arguments: a redirection, a condition, an `=` with blanks around it.
  private mutating func parseMisplacedSign(behind arguments: inout [Argument]) {
    let sign = take()
    while isTouching, current.kind == .sign { take() }
    let range = range(from: sign.range.lower)
    let behind = current.kind.startsValue && !beginsBlock ? parseValue() : nil
    switch spelling(range) {
    case ">", ">>": report(.redirect(spelling(range), file: behind.map { brief($0.range) }, range))
    case "<": report(.readsFile(behind.map { brief($0.range) }, range))
    case "=": reportSpacedSetting(range, behind, &arguments)
    default: reportComparison(range, behind, &arguments)
    }
  }

  private mutating func reportSpacedSetting(
    _ sign: SourceRange, _ value: ValueNode?, _ arguments: inout [Argument]
  ) {
    guard case .value(let name) = arguments.last?.form, case .word(let text) = name.form else {
      return report(.unexpected("`=`", sign, hint: "`let name = …` names a value"))
    }
    arguments.removeLast()
    let value = value ?? ValueNode(.missing, range: SourceRange(sign.upper, sign.upper))
    report(.spacedSetting(text, value.form == .missing ? "value" : brief(value.range), sign))
    arguments.append(
      Argument(
        .setting(Name(text, range: name.range), value), range: name.range.union(value.range)))
  }

  private mutating func reportComparison(
    _ sign: SourceRange, _ value: ValueNode?, _ arguments: inout [Argument]
  ) {
    let left = arguments.popLast()
    let written = left.flatMap { left in
      value.map { brief(left.range) + " \(spelling(sign)) " + brief($0.range) }
    }
    report(.comparisonInCommand(spelling(sign), written: written, sign))
  }
}
