import CommandModel

/// The words of a text that history keeps although nobody knows the command before them, so
/// that a typo can be mended: what the vocabulary knows, short words of letters alone, and
/// small numbers.
///
/// A password may be such a word too; so nothing is kept behind a name that a secret may
/// have, nor behind a flag or the `=` of a name.
struct PlainWords {
  private var ranges: Set<SourceRange> = []

  /// What is longer looks like a token.
  private static let lettersMax = 20
  private static let digitsMax = 6
  /// Parts of names that secrets have, besides those that the check knows.
  private static let secretParts = [
    "key", "pass", "pw", "auth", "cred", "login",
  ]

  init(in source: SourceText, _ tokens: [Token], vocabulary: Vocabulary) {
    let known = vocabulary.knownWords
    let bytes = Array(source.text.utf8)
    var isBehindSecret = false
    var previous = ""
    for token in tokens {
      let spelling = source[token.range]
      defer { previous = spelling }
      // A name may stand in quotes.
      defer { if Self.maySecretFollow(spelling) { isBehindSecret = true } }
      guard token.kind == .word else { continue }
      let isValue =
        previous == "=" || previous == "," || previous.hasSuffix(":")
        || WordShape(previous) == .flag
      let isPlain = known.contains(Parameter.canonical(spelling)) || Self.isPlain(spelling)
      if isPlain, !isBehindSecret, !isValue, bytes.standsAlone(token.range) {
        ranges.insert(token.range)
      }
    }
  }

  /// Whether what stands there is such a word.
  func holds(_ range: SourceRange) -> Bool { ranges.contains(range) }

  /// Whether a name, mistyped or not, may be that of a secret.
  static func maySecretFollow(_ name: String) -> Bool {
    let folded = Parameter.canonical(name).lowercased()
    return SecretPlaces.isSecretName(folded) || secretParts.contains { folded.contains($0) }
      || Suggestion.nearest(to: folded, among: ["password", "passphrase", "secret", "token"]) != nil
  }

  private static func isPlain(_ word: String) -> Bool {
    let bytes = word.utf8
    return bytes.count <= lettersMax && bytes.allSatisfy(\.isLetter)
      || bytes.count <= digitsMax && bytes.allSatisfy(\.isDigit)
  }
}

extension [UInt8] {
  /// Whether nothing touches what stands there but brackets, and bars that a blank follows:
  /// what else does may be the rest of it.
  fileprivate func standsAlone(_ range: SourceRange) -> Bool {
    let before = self[..<range.lower].last
    let isBegun = before.map { $0.isBlank || $0.isNewline || "({[".utf8.contains($0) } ?? true
    let rest = self[range.upper...].drop { ")}];|,".utf8.contains($0) }
    return isBegun && (rest.first.map { $0.isBlank || $0.isNewline } ?? true)
  }
}

extension Vocabulary {
  /// The words that commands, fields, settings and their values are named by.
  fileprivate var knownWords: Set<String> {
    let parameters = commands.flatMap(\.parameters) + settings + sharedFlags
    let fields = kinds.flatMap(\.fields)
    let names =
      commands.flatMap(\.words) + parameters.map(\.name) + fields.map(\.name)
      + fields.flatMap(\.enumeration) + parameters.flatMap(\.type.words) + kinds.map(\.noun)
      + topics.map(\.name) + Parser.statementWords + Operator.allCases.map(\.rawValue)
    return Set(names.map { Parameter.canonical($0) })
  }
}

extension ParameterType {
  /// The words that it takes, where it lists them.
  fileprivate var words: [String] {
    switch self {
    case .choice(let words, _): words
    case .list(let type), .nullable(let type): type.words
    default: []
    }
  }
}
