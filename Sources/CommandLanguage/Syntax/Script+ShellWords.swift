package import CommandModel

extension Script {
  /// One command made of the arguments of the process, `edsh sources list -o csv`.
  ///
  /// Each word is one value and is not parsed again. Flags, `name=value` and `@file`
  /// keep their meaning, and `plan` and `watch` may stand before the command.
  ///
  /// - Returns: the script and the line that stands for it, which its ranges point into.
  package static func fromShellWords(
    _ words: [String], vocabulary: Vocabulary
  ) -> (script: Script, source: SourceText) {
    var line = ShellLine()
    let parts = words.map { line.append($0) }
    let prefixes = line.prefixes(of: parts[...])
    let rest = Array(parts.dropFirst(prefixes.taken))
    let whole = SourceRange(0, line.text.utf8.count)
    let element = Element(line.command(of: rest, vocabulary, whole), range: whole)
    let pipeline = Pipeline(prefixes: prefixes.found, [element], range: whole)
    let statements = words.isEmpty ? [] : [Statement(.pipeline(pipeline), range: whole)]
    return (Script(statements, range: whole), SourceText(line.text))
  }
}

/// The line that shell words stand for, quoted where the language would need it.
private struct ShellLine {
  private(set) var text = ""

  struct Part {
    let word: String
    let argument: Argument
    var name: Name { Name(word, range: argument.range) }
    var isWord: Bool { if case .value = argument.form { true } else { false } }
  }

  mutating func append(_ word: String) -> Part {
    if !text.isEmpty { text += " " }
    return Part(word: word, argument: argument(word))
  }

  private mutating func argument(_ word: String) -> Argument {
    let start = text.utf8.count
    let form = flag(word, from: start) ?? setting(word) ?? .value(value(word[...]))
    return Argument(form, range: SourceRange(start, text.utf8.count))
  }

  private mutating func flag(_ word: String, from start: Int) -> Argument.Form? {
    let typed = word.prefix { $0 != "=" }
    let isShort = !typed.hasPrefix("--")
    guard WordShape(typed) == .flag, !isShort || typed == word[...] else { return nil }
    text += typed
    let value = assigned(in: word, behind: typed)
    let name = String(typed.drop { $0 == "-" })
    let range = SourceRange(start, text.utf8.count)
    return .flag(Flag(name, isShort: isShort, value: value, range: range))
  }

  private mutating func setting(_ word: String) -> Argument.Form? {
    let typed = word.prefix { $0 != "=" }
    guard typed.isDottedName else { return nil }
    let start = text.utf8.count
    guard word.utf8.count > typed.utf8.count else { return nil }
    text += typed
    let name = Name(String(typed), range: SourceRange(start, text.utf8.count))
    return assigned(in: word, behind: typed).map { .setting(name, $0) }
  }

  private mutating func assigned(in word: String, behind name: Substring) -> ValueNode? {
    guard name.endIndex < word.endIndex else { return nil }
    text += "="
    return value(word[name.endIndex...].dropFirst())
  }

  private mutating func value(_ word: Substring) -> ValueNode {
    let start = text.utf8.count
    let isFile = word.utf8.count > 1 && word.hasPrefix("@")
    let spelling = isFile ? word.dropFirst() : word
    if isFile { text += "@" }
    let inner = text.utf8.count
    text += spelling.quotedWhereNeeded
    let end = text.utf8.count
    let node = ValueNode(.word(String(spelling)), range: SourceRange(inner, end))
    return isFile ? ValueNode(.file(node), range: SourceRange(start, end)) : node
  }

  func prefixes(of parts: ArraySlice<Part>) -> (found: [Prefix], taken: Int) {
    var found: [Prefix] = []
    var rest = parts
    while let first = rest.first, ["plan", "watch"].contains(first.word) {
      rest = rest.dropFirst()
      guard first.word == "watch" else {
        found.append(Prefix(.plan, range: first.argument.range))
        continue
      }
      let every = rest.first.flatMap { DurationText.parse($0.word) }
      if every != nil { rest = rest.dropFirst() }
      found.append(Prefix(.watch(every: every), range: first.argument.range))
    }
    return (found, rest.startIndex - parts.startIndex)
  }

  func command(
    of parts: [Part], _ vocabulary: Vocabulary, _ whole: SourceRange
  ) -> Element.Form {
    let leading = parts.prefix(while: \.isWord)
    guard let first = leading.first else { return .missing }
    let match = vocabulary.longestCommand(in: leading.map(\.word))
    let count = match?.count ?? vocabulary.longestVerb(in: leading.map(\.word))
    let words = count.map { Array(leading.prefix($0)) } ?? [first]
    let arguments = parts.dropFirst(words.count).map(\.argument)
    return .command(Command(words: words.map(\.name), arguments: arguments, range: whole))
  }
}
