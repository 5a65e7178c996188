import CommandLanguage
import CommandModel

/// Help texts, made from the tables of commands, statements and settings and from
/// nothing else.
struct HelpText {
  let vocabulary: Vocabulary
  let layout: HelpLayout

  init(vocabulary: Vocabulary, width: Int) {
    self.vocabulary = vocabulary
    layout = HelpLayout(width: width)
  }

  /// Everything that is there: nouns with their verbs, then what is one word.
  func overview() -> String {
    let commands = vocabulary.commands
    let nouns = commands.filter { $0.words.count > 1 }
    let nounRows = nouns.map { $0.words[0] }.uniqued().map { noun in
      let verbs = nouns.filter { $0.words[0] == noun }.map { Array($0.words.dropFirst()) }
      return (noun, HelpText.grouped(verbs).joined(separator: " "))
    }
    let single = commands.filter { $0.words.count == 1 }
    return [
      "edsh, the shell for PostHog's external data sources",
      layout.section("commands about things", rows: nounRows),
      layout.section("stages and commands", rows: single.map { ($0.name, $0.summary) }),
      layout.section("statements", rows: StatementHelp.all.map { ($0.word, $0.summary) }),
      """
      a | b           sends the records of a through b: sources list | where status == Failed
      NAME --help     explains a command, as help NAME does: help sources reload
      help settings   lists what set changes
      help keys       lists the keys of the prompt
      """,
    ].joined(separator: "\n\n") + "\n"
  }

  /// Verbs, those that begin with the same word as one: `webhook…`.
  private static func grouped(_ verbs: [[String]]) -> [String] {
    verbs.map { $0[0] }.uniqued().map { first in
      verbs.contains { $0[0] == first && $0.count > 1 } ? "\(first)…" : first
    }
  }

  /// What these words name is explained; several commands that fit are listed.
  ///
  /// - Throws: `Problem` when there is none.
  func text(for words: [String]) throws -> String {
    if words.isEmpty { return overview() }
    if let command = vocabulary.command(words) { return text(for: command) }
    if let topic = topic(of: words) { return topic }
    let typed = Parameter.canonical(words.joined(separator: " "))
    let candidates = vocabulary.commands.filter {
      Parameter.canonical($0.name).hasPrefix(typed + " ")
        || $0.words.last.map(Parameter.canonical) == typed
    }
    if candidates.count == 1, let only = candidates.first { return text(for: only) }
    guard !candidates.isEmpty else { throw unknown(words.joined(separator: " ")) }
    return layout.section("commands", rows: candidates.map { ($0.name, $0.summary) }) + "\n"
  }

  /// The help of a topic, of a statement or of one setting.
  private func topic(of words: [String]) -> String? {
    if let topic = HelpTopic.all.first(where: { [$0.name] == words }) { return topic.text(self) }
    let isBehindSet = words.count == 2 && StatementHelp.named(words[0])?.takesSetting == true
    guard words.count == 1 || isBehindSet, let word = words.last else { return nil }
    if !isBehindSet, let statement = StatementHelp.named(word) { return text(for: statement) }
    return Setting.named(word).map(text(for:))
  }

  private func unknown(_ name: String) -> Problem {
    let commands = vocabulary.commands.flatMap { $0.words + [$0.name] }.uniqued()
    let topics = StatementHelp.all.map(\.word) + Setting.all.map(\.name) + HelpTopic.all.map(\.name)
    let nearest = Suggestion.nearest(to: name, among: commands + topics)
    return Problem(
      .usage, code: .unknownCommand, "no help for `\(name)`",
      hint: nearest.map { "did you mean `help \($0)`?" } ?? "`help` alone lists the commands")
  }
}

/// What `edsh --help` prints.
struct ProcessHelp {
  static let summary =
    "The External Data shell: explores, reloads and watches PostHog's data sources."

  static func text(width: Int, vocabulary: Vocabulary) -> String {
    let flags = CommandSignature(
      "edsh", summary,
      parameters: (ProcessFlag.all + ProcessFlag.ofPlans).map(\.parameter), yields: .nothing)
    let forms = CommandLineForm.all
    let indent = (forms.map(\.text.count).max() ?? 0) + 1
    let lines = forms.map { form in
      form.text + String(repeating: " ", count: indent - form.text.count) + form.summary
    }
    let body = HelpText(vocabulary: vocabulary, width: width).text(for: flags)
    return lines.joined(separator: "\n") + "\n\n" + body.drop { $0 != "\n" }.drop { $0 == "\n" }
      + "\nedsh help lists the commands; edsh --demo tries everything without an account\n"
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it first stood.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
