import CommandModel

/// What was given of a command up to the cursor, by its tokens alone.
struct GivenArguments {
  /// The parameters that were given by their names.
  private(set) var names: Set<String> = []
  /// How many values stand at places of their own.
  private(set) var plainCount = 0
  /// The parameter whose value is at the cursor: behind `name=`, `--name=` or `--name `.
  private(set) var awaited: Parameter?

  private let site: CompletionSite
  private var rest: ArraySlice<Token> = []

  /// Reads what stands behind the words of the command; nothing where it is unknown.
  init(
    in element: CompletionSite.Element,
    of command: (signature: CommandSignature, wordCount: Int)?, at site: CompletionSite,
    sharedFlags: [Parameter]
  ) {
    self.site = site
    guard let command else { return }
    rest = element.dropFirst(command.wordCount)
    // The items of a list are values of what stands before it.
    if site.isInList, rest.last?.kind == .bracketOpen { rest = rest.dropLast() }
    let flags = command.signature.namedByFlags + sharedFlags
    while let token = rest.popFirst() {
      let typed = site.spelling(token)
      if token.kind == .comma || token.kind == .sign { continue }
      if token.kind == .word, WordShape(typed) == .flag {
        take(flags.first { $0.isMeant(byFlag: typed) }, behind: token)
      } else if sign(behind: token) != nil {
        take(command.signature.parameter(named: typed), behind: token)
      } else {
        plainCount += 1
      }
    }
  }

  /// Takes the value of a parameter whose name or flag was taken.
  private mutating func take(_ parameter: Parameter?, behind name: Token) {
    if let parameter { names.insert(parameter.name) }
    if let sign = sign(behind: name) {
      rest = rest.dropFirst()
      if let value = rest.first, value.range.lower == sign.range.upper {
        rest = rest.dropFirst()
      } else if rest.isEmpty, site.touches(sign) || site.isInList {
        awaited = parameter
      }
    } else if let parameter, !parameter.isSwitch {
      if rest.popFirst() == nil, !site.touches(name) { awaited = parameter }
    }
  }

  /// The `=` that touches a name.
  private func sign(behind name: Token) -> Token? {
    rest.first.flatMap { $0.kind == .sign && $0.range.lower == name.range.upper ? $0 : nil }
  }

  /// The parameter of the plain value that comes next; nil where none is known.
  func next(of signature: CommandSignature, hasInput: Bool) -> Parameter? {
    let rest = signature.parameters.first { $0.form == .rest }
    let positional = signature.parameters.filter { $0.form == .positional }
    if let target = signature.targetParameter, positional.count == 1, rest == nil {
      // Ids stand side by side, and come from the pipe where there is one.
      return hasInput ? nil : target
    }
    return plainCount < positional.count ? positional[plainCount] : rest
  }
}

extension Parameter {
  /// As a flag is typed: `--max-time`.
  var typedFlag: String { "--" + name.replacing("_", with: "-") }

  /// Whether `typed`, with its dashes, names this parameter.
  func isMeant(byFlag typed: String) -> Bool {
    let name = typed.drop { $0 == "-" }
    if typed.hasPrefix("--") { return isNamed(name) }
    guard case .flag(let short) = form else { return false }
    return short.map(String.init) == String(name)
  }
}

extension CommandSignature {
  /// The parameters that are given as `--name value`.
  var namedByFlags: [Parameter] { parameters.filter { $0.isFlag || namesPositionals } }
}
