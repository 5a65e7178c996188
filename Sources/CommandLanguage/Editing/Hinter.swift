import CommandModel

/// What may follow a text that is being typed, as one line for the eye.
package struct UsageHint: Sendable, Hashable {
  /// As it is shown: `ID…`, `should_sync=… sync_frequency=…`.
  package let shown: String
  /// What of it can be typed as it stands: `should_sync=`; empty for a placeholder.
  package let taken: String
}

/// Says what a command, a stage or a statement takes next, from the tables alone.
package enum Hinter {
  /// What comes next behind a text that ends in a blank, or in the `=` of a name; nil where
  /// nothing is known, or anything may come.
  ///
  /// `forms` are those of statements by their word: `for NAME in VALUE { … }`.
  package static func hint(
    for text: String, vocabulary: Vocabulary, forms: [String: String] = [:]
  ) -> UsageHint? {
    guard let last = text.utf8.last, last.isBlank || last == UInt8(ascii: "=") else { return nil }
    let site = CompletionSite(Array(text.utf8), vocabulary)
    guard site.partial.isEmpty, !site.isOpaque else { return nil }
    let offers = CompletionOffers(
      site: site, vocabulary: vocabulary, session: Completer.Session())
    if let setting = offers.assignedSetting { return UsageHint(valueOf: setting) }
    return statementHint(at: site, forms) ?? offers.hint
  }

  // MARK: - Statements

  /// What is left of the form of a statement, as long as only words of it were typed.
  private static func statementHint(
    at site: CompletionSite, _ forms: [String: String]
  ) -> UsageHint? {
    guard site.elements.count == 1, let tokens = site.elements.first,
      let form = tokens.first.flatMap({ forms[site.spelling($0)] })
    else { return nil }
    let words = form.dropFirst(site.spelling(tokens[0]).count + 1).withoutBrackets
      .split(separator: " ")
    let typedCount = tokens.count - 1
    // What may be left out cannot be told from what comes behind it.
    guard typedCount == 0 || words.first?.hasPrefix("[") == false,
      tokens.allSatisfy({ $0.kind == .word }), typedCount < words.count
    else { return nil }
    return UsageHint(shown: words.dropFirst(typedCount).joined(separator: " "), taken: "")
  }
}

// MARK: - Commands

extension CompletionOffers {
  fileprivate var hint: UsageHint? {
    guard let command, let first = element.first else { return nil }
    let signature = command.signature
    if Parser.isFilter(site.spelling(first)) {
      return element.count == 1 ? expressionHint(of: signature) : nil
    }
    // A noun alone wants a verb before anything else.
    guard command.wordCount == signature.words.count || !isHead else { return nil }
    if let awaited = given.awaited { return UsageHint(valueOf: awaited) }
    guard let next = given.next(of: signature, hasInput: !isHead), !isSatisfied(next) else {
      return UsageHint(namesOf: namesLeft(of: signature)) ?? blockHint(of: signature)
    }
    let isMany = next.form == .rest || next.name == signature.targetParameter?.name
    return UsageHint(shown: next.name.uppercased() + (isMany ? "…" : ""), taken: "")
  }

  /// Whether a parameter that takes several values has one.
  private func isSatisfied(_ parameter: Parameter) -> Bool {
    given.plainCount > 0 && (parameter.form == .rest || parameter.type.identifiedKind != nil)
  }

  /// The settings that were not given yet, those first that must be, and flags that must be.
  private func namesLeft(of signature: CommandSignature) -> [Parameter] {
    let left = signature.parameters.filter { parameter in
      let isNamed = parameter.form == .setting || parameter.isFlag && parameter.isRequired
      return isNamed && !given.names.contains(parameter.name)
    }
    return left.filter(\.isRequired) + left.filter { !$0.isRequired }
  }

  /// How the first example of a stage goes on behind its word.
  private func expressionHint(of signature: CommandSignature) -> UsageHint? {
    let stages = signature.examples.first?.line.split(separator: " | ") ?? []
    let stage = stages.first { $0.hasPrefix(signature.name + " ") }
    return stage.map {
      UsageHint(shown: String($0.dropFirst(signature.name.count + 1)), taken: "")
    }
  }

  private func blockHint(of signature: CommandSignature) -> UsageHint? {
    let hasBlock = element.contains { $0.kind == .braceOpen }
    return signature.takesBlock && !hasBlock ? UsageHint(shown: "{ … }", taken: "{ ") : nil
  }
}

extension UsageHint {
  /// So many parameters are named at once; the list of them is for Tab.
  private static let namesMax = 3

  /// What stands for the value of a parameter.
  fileprivate init(valueOf parameter: Parameter) {
    if parameter.isSecret {
      self.init(shown: "?", taken: "?")
    } else if case .choice(let words, _) = parameter.type, words.count > 6 {
      self.init(shown: words.prefix(3).joined(separator: "|") + "|…", taken: "")
    } else {
      let name = parameter.type.name
      self.init(shown: name.contains("|") ? name : name.uppercased(), taken: "")
    }
  }

  /// Names of parameters, of which the first can be taken; nil where there is none.
  fileprivate init?(namesOf parameters: [Parameter]) {
    guard let first = parameters.first else { return nil }
    let shown = parameters.prefix(UsageHint.namesMax).map { parameter in
      parameter.isFlag
        ? "\(parameter.typedFlag) \(parameter.type.name.uppercased())" : "\(parameter.name)=…"
    }
    let more = parameters.count > UsageHint.namesMax ? " …" : ""
    self.init(
      shown: shown.joined(separator: " ") + more,
      taken: first.isFlag ? first.typedFlag + " " : "\(first.name)=")
  }
}

extension StringProtocol {
  /// The text without what may be left out; where that is all there is, what stands in it.
  fileprivate var withoutBrackets: String {
    if hasPrefix("["), hasSuffix("]"), !dropFirst().contains("[") {
      return String(dropFirst().dropLast())
    }
    return firstRange(of: " [").map { String(self[..<$0.lowerBound]) } ?? String(self)
  }
}
