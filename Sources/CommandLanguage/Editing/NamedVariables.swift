/// The variables that a text names itself, up to the cursor: those of `let`, `param`, `for`
/// and `catch`, and what `def` takes.
///
/// They are offered before the text is run, so the words of a mistake may be among them.
enum NamedVariables {
  static func names(in tokens: some Sequence<Token>, spelling: (Token) -> String) -> [String] {
    var names: [String] = []
    var previous = ""
    // What the parentheses of a `def` hold; a name with a value behind it stays the name.
    var isInFormals = false
    var isDefined = false
    for token in tokens {
      let text = spelling(token)
      if token.kind == .word {
        let isNamed = ["let", "param", "for", "catch"].contains(previous)
        if isNamed || isInFormals && previous != "=" { names.append(text) }
        isDefined = isDefined ? true : previous == "def"
      }
      if token.kind == .parenOpen { isInFormals = isDefined }
      if token.kind == .parenClose || token.kind == .braceOpen {
        (isInFormals, isDefined) = (false, false)
      }
      previous = text
    }
    return names
  }
}
