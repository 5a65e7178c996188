/// What the rules ask about the declarations of a file.
extension SwiftFile {
  /// One `import` of the file.
  struct Import: Sendable, Hashable {
    let line: Int
    let module: String
  }

  /// The modules the file imports.
  var imports: [Import] {
    zip(1..., code).compactMap { line, text in
      let words = text.split { $0 == " " || $0 == "." }.map(String.init)
      guard let keyword = words.firstIndex(of: "import"),
        words[..<keyword].allSatisfy({ Keyword.beforeImport.contains($0) || $0.hasPrefix("@") })
      else { return nil }
      return words[(keyword + 1)...].first { !Keyword.importKinds.contains($0) }
        .map { Import(line: line, module: $0) }
    }
  }

  /// A function, its first line and how many lines it has.
  struct Function: Sendable, Hashable {
    let line: Int
    let length: Int
  }

  /// The functions and initialisers that have a body.
  var functions: [Function] {
    code.indices.compactMap { index in
      let words = Words(code[index])
      guard
        words.contains("func") || words.keyword?.hasPrefix("init") == true
      else { return nil }
      return lastLine(ofBodyFrom: index).map { Function(line: index + 1, length: $0 - index + 1) }
    }
  }

  /// The index of the line where the first `{ }` from `start` on closes; nil when a `}`
  /// comes first, as behind a requirement of a protocol.
  private func lastLine(ofBodyFrom start: Int) -> Int? {
    var (braces, brackets) = (0, 0)
    for index in start..<code.count {
      for character in code[index] {
        switch character {
        case "(", "[": brackets += 1
        case ")", "]": brackets -= 1
        case "{" where brackets == 0 || braces > 0: braces += 1
        case "}" where brackets == 0 || braces > 0:
          if braces <= 1 { return braces == 1 ? index : nil }
          braces -= 1
        default: break
        }
      }
    }
    return nil
  }

  /// The lines of `package` declarations that need a `///` and have none.
  ///
  /// Stored properties and initialisers are explained by their type; a function that a
  /// protocol requires, of the standard library or in `explained`, by that protocol.
  func undocumentedDeclarations(besides explained: Set<String>) -> [Int] {
    code.indices.filter { index in
      let words = Words(code[index]).list
      guard words.contains("package"), !words.contains("import"), !words.contains("extension"),
        let keyword = words.firstIndex(where: { !Keyword.isModifier($0) }),
        Keyword.needsComment.contains(words[keyword]),
        !Keyword.witnesses.contains(where: { code[index].contains($0) }),
        !words.dropFirst(keyword + 1).prefix(1).contains(where: explained.contains)
      else { return false }
      return !hasComment(above: index)
    }.map { $0 + 1 }
  }

  /// The names of the functions that the file's protocols require.
  var protocolRequirements: Set<String> {
    var names: Set<String> = []
    var isInside = false
    for line in code {
      let words = Words(line).list
      if words.contains("protocol"), line.contains("{") { isInside = !line.contains("}") }
      if line.hasPrefix("}") { isInside = false }
      if isInside, let function = words.firstIndex(of: "func"), function + 1 < words.count {
        names.insert(words[function + 1])
      }
    }
    return names
  }

  private func hasComment(above index: Int) -> Bool {
    let above = code[..<index].indices.reversed().first { line in
      let text = code[line].drop { $0 == " " }
      return !text.hasPrefix("@")
    }
    guard let above else { return false }
    return comments[above].drop { $0 == " " }.hasPrefix("///")
  }
}

/// The words of a line of code; brackets and signs end one.
struct Words {
  let list: [String]

  init(_ line: String) {
    list = line.split { !($0.isLetter || $0.isNumber || "_@?!".contains($0)) }.map(String.init)
  }

  func contains(_ word: String) -> Bool { list.contains(word) }

  /// The first word that is no modifier: `func`, `struct`, `init`, ….
  var keyword: String? { list.first { !Keyword.isModifier($0) } }
}

private enum Keyword {
  static let beforeImport: Set<String> = [
    "package", "public", "internal", "private", "fileprivate",
  ]
  static let importKinds: Set<String> = [
    "struct", "class", "enum", "func", "protocol", "var", "let",
  ]
  static let modifiers: Set<String> = [
    "package", "public", "internal", "private", "fileprivate", "static", "final", "indirect",
    "mutating", "nonisolated", "convenience", "required", "override", "consuming", "borrowing",
    "isolated", "set", "unsafe", "weak", "lazy",
  ]
  static let needsComment: Set<String> = [
    "struct", "class", "enum", "actor", "protocol", "typealias", "func", "subscript",
  ]
  static let witnesses = [
    "func ==", "func <", "func +", "func -", "func hash(into",
  ]

  static func isModifier(_ word: String) -> Bool { modifiers.contains(word) || word.hasPrefix("@") }
}
