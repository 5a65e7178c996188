import CommandLanguage
import CommandModel

/// What may be typed behind `edsh` in another shell, and where.
///
/// The scripts of the shells are this table as `case` statements, and a few lines that
/// find the place of the cursor.
struct CompletionTable {
  /// Something to choose, and what it is.
  struct Word: Hashable {
    let text: String
    let summary: String
  }

  /// What a value can be; nil wherever nobody knows.
  enum Offer: Hashable {
    case words([Word])
    case files
  }

  /// A value at a place: behind a flag, behind `name=`, or as the n-th plain word.
  struct Slot {
    /// `--limit`, `search=`, `1`, or `*` for all plain words that are left.
    let key: String
    let offer: Offer?
  }

  /// Some words of a command, and what may follow them.
  struct Place {
    /// Joined by blanks, with `-` for `_`; empty right behind `edsh`.
    let words: String
    var next: [Word]
    var flags: [Word] = []
    /// The spellings of flags that stand alone.
    var switches: [String] = []
    /// `search=`.
    var names: [Word] = []
    /// Everything that takes a value, flags among them.
    var slots: [Slot] = []

    init(words: String, next: [Word] = []) {
      self.words = words.replacing("_", with: "-")
      self.next = next
    }
  }

  /// The flags of edsh itself, which may stand at every place.
  let options: Place
  let places: [Place]
  /// What may stand before a command and says how to run it: `plan`.
  let prefixes: [String]

  init(vocabulary: Vocabulary) {
    let commands = vocabulary.commands + [CommandLine.run]
    let statements = StatementHelp.all
    var options = Place(words: "")
    options.take(ProcessFlag.all.map(\.parameter))
    self.options = options
    prefixes = statements.filter(\.isPrefix).map(\.word)
    let maker = Maker(commands: commands, shared: vocabulary.sharedFlags)
    // What needs records from a pipe cannot begin a line of another shell.
    let first = maker.next(behind: [], among: commands.filter { $0.input != .values })
    let prefixWords = statements.filter(\.isPrefix).map(\.asWord)
    let start = Place(words: "", next: first + prefixWords)
    let explained = maker.explained(settings: vocabulary.settings, statements)
    // A flag of edsh itself is offered everywhere already.
    places = CompletionTable.merged([start] + maker.places + explained).map { place in
      var place = place
      place.flags.removeAll { flag in options.flags.contains { $0.text == flag.text } }
      return place
    }
  }

  /// Each place once, with all that may follow there.
  private static func merged(_ places: [Place]) -> [Place] {
    var merged: [Place] = []
    for place in places {
      if let index = merged.firstIndex(where: { $0.words == place.words }) {
        merged[index].next += place.next
      } else {
        merged.append(place)
      }
    }
    return merged
  }
}

extension CompletionTable.Place {
  /// Takes the parameters of a command.
  fileprivate mutating func take(_ parameters: [Parameter]) {
    for flag in parameters.filter(\.isFlag) {
      let spellings = [flag.typedName, flag.typedLetter].compactMap(\.self)
      flags += spellings.map { .init(text: $0, summary: flag.summary) }
      if flag.isSwitch {
        switches += spellings
      } else {
        slots += spellings.map { .init(key: $0, offer: .init(flag.type)) }
      }
    }
    for setting in parameters.filter({ $0.form == .setting }) {
      names.append(.init(text: setting.name + "=", summary: setting.summary))
      slots.append(.init(key: setting.name + "=", offer: .init(setting.type)))
    }
    let positional = parameters.filter { $0.form == .positional }
    slots += zip(1..., positional).map { .init(key: String($0), offer: .init($1.type)) }
    if let rest = parameters.first(where: { $0.form == .rest }) {
      slots.append(.init(key: "*", offer: .init(rest.type)))
    }
  }
}

extension CompletionTable.Offer {
  /// Nil for a type whose values nobody can list.
  fileprivate init?(_ type: ParameterType) {
    switch type {
    case .boolean: self = .words(["true", "false"].map { .init(text: $0, summary: "") })
    case .choice(let words, _): self = .words(words.map { .init(text: $0, summary: "") })
    case .list(let item), .nullable(let item): self.init(item)
    case .file: self = .files
    // What help explains has places of its own.
    case .command: return nil
    case .text, .identifier, .integer, .number, .time, .duration, .field, .limit, .any: return nil
    }
  }
}

extension StatementHelp {
  fileprivate var asWord: CompletionTable.Word { .init(text: word, summary: summary) }
}

/// Makes the places of commands.
private struct Maker {
  let commands: [CommandSignature]
  let shared: [Parameter]

  /// Every beginning of a command's name, each once, in the order of the table.
  private var beginnings: [[String]] {
    commands.flatMap { command in
      (1...command.words.count).map { Array(command.words.prefix($0)) }
    }.uniqued()
  }

  var places: [CompletionTable.Place] {
    beginnings.map { words in
      var place = CompletionTable.Place(words: words.joined(separator: " "))
      place.next = next(behind: words, among: commands)
      // A noun alone is its `list`.
      if let command = command(words) ?? command(words + ["list"]) {
        place.take(command.parameters + shared)
      }
      return place
    }
  }

  /// The words that may follow `words` in the names of commands.
  func next(
    behind words: [String], among commands: [CommandSignature]
  ) -> [CompletionTable.Word] {
    let longer = commands.filter {
      $0.words.count > words.count && Array($0.words.prefix(words.count)) == words
    }
    return longer.map { $0.words[words.count] }.uniqued().map { word in
      let whole = longer.first { $0.words.dropFirst(words.count) == [word] }
      // A noun is told by its verbs.
      let verbs = longer.filter { $0.words[words.count] == word }
        .compactMap { $0.words.dropFirst(words.count + 1).first }.uniqued()
      return .init(text: word, summary: whole?.summary ?? verbs.joined(separator: ", "))
    }
  }

  /// The places behind what takes the words of a command: `help sources`.
  func explained(
    settings: [Parameter], _ statements: [StatementHelp]
  ) -> [CompletionTable.Place] {
    let explainers = commands.filter { command in
      command.parameters.contains { $0.type == .command }
    }
    let settingWords = settings.map { CompletionTable.Word(text: $0.name, summary: $0.summary) }
    return explainers.flatMap { explainer -> [CompletionTable.Place] in
      let name = explainer.name
      let ofCommands = ([[]] + beginnings).map { words in
        var next = next(behind: words, among: commands)
        if words.isEmpty { next += statements.map(\.asWord) }
        return CompletionTable.Place(
          words: ([name] + words).joined(separator: " "), next: next)
      }
      let ofSettings = statements.filter(\.takesSetting).map {
        CompletionTable.Place(words: "\(name) \($0.word)", next: settingWords)
      }
      return ofCommands + ofSettings
    }
  }

  private func command(_ words: [String]) -> CommandSignature? {
    commands.first { $0.words == words }
  }
}
