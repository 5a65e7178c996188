package import CommandModel

/// Everything the language is told about its world: the commands, the kinds of
/// records and the settings. Parser, checker, completion and help are functions of it.
package struct Vocabulary: Sendable {
  /// Operations of the service, stages, and commands of edsh itself.
  package let commands: [CommandSignature]
  package let kinds: [Kind]
  /// Session settings, each described as a parameter; a secret one can be asked for only.
  package let settings: [Parameter]
  /// What help explains besides all these.
  package let topics: [Topic]
  /// The flags that every command, filter and value takes.
  package let sharedFlags: [Parameter]
  /// The one of them that chooses the format.
  let outputFlag: Parameter
  /// The signatures by their name with `_` for `-`.
  private let byName: [String: CommandSignature]
  private let kindsByName: [String: Kind]
  private let settingsByName: [String: Parameter]

  /// A page of help about what is no command.
  package struct Topic: Sendable {
    package let name: String
    package let summary: String

    /// A topic, with what it is about in a few words.
    package init(_ name: String, _ summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  /// A world of these.
  package init(
    commands: [CommandSignature], kinds: [Kind], settings: [Parameter], topics: [Topic] = []
  ) {
    self.commands = commands
    self.kinds = kinds
    self.settings = settings
    self.topics = topics
    outputFlag = .flag(
      "output", settings.first { $0.name == "output" }?.type ?? .text,
      "The format of the result.", short: "o")
    sharedFlags = [outputFlag, .help]
    byName = Dictionary(
      commands.map { (Parameter.canonical($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    kindsByName = Dictionary(
      kinds.map { ($0.name.description, $0) }, uniquingKeysWith: { first, _ in first })
    settingsByName = Dictionary(
      settings.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The same world with further commands, such as those that a script has defined; a name that
  /// is taken keeps its meaning.
  package func including(_ further: [CommandSignature]) -> Vocabulary {
    further.isEmpty
      ? self
      : Vocabulary(
        commands: commands + further, kinds: kinds, settings: settings, topics: topics)
  }

  /// The command of exactly these words; `-` and `_` are the same.
  package func command(_ words: some Sequence<String>) -> CommandSignature? {
    // An array, whose way to be joined the start has found already.
    byName[Parameter.canonical(Array(words).joined(separator: " "))]
  }

  /// The longest command that begins `words`, and how many words that took.
  package func longestCommand(in words: [String]) -> (signature: CommandSignature, count: Int)? {
    for count in stride(from: words.count, to: 0, by: -1) {
      if let signature = command(words.prefix(count)) { return (signature, count) }
    }
    return nil
  }

  /// The command that a verb without a noun means for records of `kind`: `reload`
  /// for sources is `sources reload`, `webhook info` is `sources webhook info`.
  ///
  /// Records of a kind without commands of its own stand for what they point at: `reload`
  /// for jobs is `schemas reload`.
  package func verb(_ words: [String], for kind: KindName) -> CommandSignature? {
    nouns(for: kind).lazy.compactMap { self.command([$0] + words) }.first
  }

  /// The nouns whose verbs records of `kind` take, the first that has one wins.
  func nouns(for kind: KindName) -> [String] {
    guard let kind = self.kind(kind) else { return [] }
    return hasNoun(kind.noun)
      ? [kind.noun] : kind.links.compactMap { self.kind($0.kind)?.noun }
  }

  /// How many of the leading `words` are the longest verb of some noun.
  func longestVerb(in words: [String]) -> Int? {
    stride(from: words.count, to: 0, by: -1).first { count in
      !nouns(with: Array(words.prefix(count))).isEmpty
    }
  }

  /// The nouns that have a verb.
  func nouns(with verb: [String]) -> [String] {
    kinds.map(\.noun).filter { command([$0] + verb) != nil }
  }

  /// The kind of a name; nil for one that the vocabulary has not got.
  package func kind(_ name: KindName) -> Kind? { kindsByName[name.description] }

  /// The kind whose commands begin with `noun`.
  package func kind(ofNoun noun: String) -> Kind? {
    kinds.first { $0.noun == Parameter.canonical(noun) }
  }

  package func setting(_ typed: some StringProtocol) -> Parameter? {
    settingsByName[Parameter.canonical(typed)]
  }
}

extension Parameter {
  /// `--help`: the help of the command instead of its work.
  static let help = flag("help", .boolean, "Shows this help.", short: "h")
}
