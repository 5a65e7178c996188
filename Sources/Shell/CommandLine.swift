import CommandLanguage
import CommandModel
import Rendering

/// What the process was asked to do: its own flags, and what to run.
struct CommandLine: Sendable {
  /// What to run.
  enum Task: Sendable, Hashable {
    /// The shell, or standard input when that is no terminal.
    case shell
    /// `edsh WORD…`, each word one value.
    case command([String])
    /// `-c`, as often as it was given.
    case lines([String])
    /// `run FILE`, and the words behind it that are no flags of edsh.
    case script(path: String, arguments: [String])
    /// `run --plan FILE`: a part of a frozen plan.
    case plan(path: String)
    case help
    case version
    /// `--generate`: a text about edsh itself.
    case generate(GeneratedText)
  }

  private(set) var task = Task.shell
  /// Values for settings, by setting name; each fits its setting.
  var settings: [String: String] = [:]
  var profile: String?
  var isDemo = false
  /// Whether nothing that changes anything is sent: `--dry-run`.
  var plansOnly = false
  /// Where the plan is written to that `--dry-run` makes.
  var planTarget: String?
  /// What else is known of the plan that is carried out.
  var plan = PlanChoice()
  /// The folder of the journal, the locks and the limits, where it is not the usual one.
  var stateFolder: String?
  var saysYes = false
  var keepsGoing = false
  var takesNoInput = false
  var isQuiet = false
  var isVerbose = false
  var readsNoRC = false
  var errorForm = DiagnosticRenderer.Form.text
}

extension CommandLine {
  /// Reads the process's arguments, the program's name not among them.
  ///
  /// `isFile` says whether a word that is no command names a file.
  ///
  /// - Throws: `Problem` of usage.
  init(
    _ arguments: [String], vocabulary: Vocabulary, isFile: (String) -> Bool = { _ in false }
  ) throws {
    try readTask(arguments[...], vocabulary: vocabulary, isFile: isFile)
    try checkPlanFlags()
  }

  private mutating func readTask(
    _ arguments: ArraySlice<String>, vocabulary: Vocabulary, isFile: (String) -> Bool
  ) throws {
    var rest = arguments
    try readFlags(&rest)
    guard let first = rest.first else { return }
    guard task == .shell else { throw task.refusal(of: first) }
    if first == "run" {
      rest.removeFirst()
      try readScript(&rest)
      return
    }
    let isScript = first == "-" || first.hasSuffix(".edsh") || isFile(first)
    guard !isScript || vocabulary.begins(with: first) else { throw CommandLine.noCommand(first) }
    guard !first.contains(" ") else { throw CommandLine.lineAsWord(first) }
    try readCommand(&rest, vocabulary: vocabulary)
  }

  /// How errors are to be told where the arguments themselves are wrong.
  static func errorForm(in arguments: [String]) -> DiagnosticRenderer.Form {
    let isJSON = arguments.contains("--errors=json") || arguments.contains(["--errors", "json"])
    return isJSON ? .json : .text
  }

  /// Takes what to run: one thing, which may be several lines.
  ///
  /// - Throws: `Problem` when there is something else to run already.
  mutating func choose(_ chosen: Task, by flag: String) throws {
    switch (task, chosen) {
    case (.shell, _): task = chosen
    case (.lines(let earlier), .lines(let more)): task = .lines(earlier + more)
    case (.help, _): return
    case (.lines, .help), (.version, .help), (.generate, .help): task = .help
    case (.version, .version): return
    case (.lines, _), (.version, _), (.generate, _), (.command, _), (.script, _), (.plan, _):
      throw Problem(
        .usage, code: .badFlag, "`\(flag)` cannot stand beside \(task.name)",
        hint: "give one of the two")
    }
  }

  /// `run FILE`, with flags of edsh on either side; other flags are the script's.
  private mutating func readScript(_ rest: inout ArraySlice<String>) throws {
    task = .script(path: "", arguments: [])
    if rest.prefix(while: { $0.hasPrefix("-") }).contains(where: CommandLine.helpFlags.contains) {
      task = .help
      return
    }
    try readFlags(&rest, ProcessFlag.all + ProcessFlag.ofPlans)
    if let path = plan.path {
      task = .plan(path: path)
      if let word = rest.first { throw task.refusal(of: word) }
      return
    }
    guard let path = rest.popFirst() else {
      throw Problem(
        .usage, code: .missingArgument, "`run` needs a file",
        hint: "edsh run nightly.edsh, or edsh run - for standard input")
    }
    var own: [String] = []
    while let word = rest.first {
      if !CommandLine.helpFlags.contains(word), ProcessFlag.named(word) != nil {
        try readFlag(&rest)
      } else {
        own.append(word)
        rest.removeFirst()
      }
    }
    let wantsHelp = own.contains(where: CommandLine.helpFlags.contains)
    task = .script(path: path, arguments: wantsHelp ? ["--help"] : own)
  }

  private static let helpFlags: Set<String> = ["--help", "-h"]

  /// The words of one command; flags of edsh that the command has not got are edsh's.
  private mutating func readCommand(
    _ rest: inout ArraySlice<String>, vocabulary: Vocabulary
  ) throws {
    task = .command([])
    let leading = rest.prefix { !$0.hasPrefix("-") }
    let command = vocabulary.longestCommand(in: Array(leading))?.signature
    var words: [String] = []
    while let word = rest.first {
      let isShared = vocabulary.sharedFlags.contains { $0.isTyped(word.withoutValue) }
      let isCommands = isShared || command.map { $0.takes(flag: word) } ?? true
      if !isCommands, ProcessFlag.named(word) != nil {
        try readFlag(&rest)
      } else {
        words.append(word)
        rest.removeFirst()
      }
    }
    task = .command(words)
  }

  /// Flags of edsh up to the first word that is none; `--` ends them too.
  private mutating func readFlags(
    _ rest: inout ArraySlice<String>, _ flags: [ProcessFlag] = ProcessFlag.all
  ) throws {
    while let word = rest.first, word.hasPrefix("-"), word != "-" {
      if word == "--" {
        rest.removeFirst()
        return
      }
      try readFlag(&rest, flags)
    }
  }

  /// One flag and its value.
  private mutating func readFlag(
    _ rest: inout ArraySlice<String>, _ flags: [ProcessFlag] = ProcessFlag.all
  ) throws {
    guard let word = rest.popFirst() else { return }
    guard let flag = ProcessFlag.named(word, among: flags) else {
      throw CommandLine.unknown(word, among: flags)
    }
    let name = flag.parameter.typedName
    let given = word.firstIndex(of: "=").map { String(word[word.index(after: $0)...]) }
    if flag.parameter.isSwitch {
      guard given == nil else {
        throw Problem(
          .usage, code: .badFlag, "`\(name)` takes no value", hint: "write `\(name)`")
      }
      try flag.apply(&self, "")
      return
    }
    guard let value = given ?? rest.popFirst() else {
      throw Problem(
        .usage, code: .missingArgument, "`\(name)` needs a value",
        hint: "\(name) \(flag.parameter.placeholder ?? "")")
    }
    if case .choice(let words, _) = flag.parameter.type, !words.contains(value) {
      throw Problem(
        .usage, code: .badFlag, "`\(name)` cannot be `\(value)`",
        hint: "one of \(words.joined(separator: ", "))")
    }
    try flag.apply(&self, value)
  }

  private static func unknown(_ word: String, among flags: [ProcessFlag]) -> Problem {
    let bare = word.withoutValue
    if ProcessFlag.named(word, among: ProcessFlag.ofPlans) != nil {
      return Problem(
        .usage, code: .badFlag, "`\(bare)` stands only behind `run`, before a file",
        hint: PlanChoice.usage)
    }
    let names = flags.map(\.parameter.typedName)
    return Problem(
      .usage, code: .unknownFlag, "unknown flag `\(bare)`",
      hint: Suggestion.nearest(to: bare, among: names).map { "did you mean `\($0)`?" }
        ?? "edsh --help lists them")
  }

  /// `edsh "sources list | count"`: what was meant as a line came as one word.
  private static func lineAsWord(_ line: String) -> Problem {
    Problem(
      .usage, code: .unknownCommand, "a whole line came as one word",
      hint: "edsh -c '\(line)' runs a line")
  }

  private static func noCommand(_ word: String) -> Problem {
    Problem(
      .usage, code: .unknownCommand, "`\(word)` is no command",
      hint: word == "-"
        ? "edsh run - runs standard input" : "edsh run \(word) runs a script")
  }
}

extension CommandLine.Task {
  /// As a message names it.
  fileprivate var name: String {
    switch self {
    case .shell: "the shell"
    case .command: "a command"
    case .lines: "`-c`"
    case .script: "`run`"
    case .plan: "`--plan`"
    case .help: "`--help`"
    case .version: "`--version`"
    case .generate: "`--generate`"
    }
  }

  /// Why no word may follow.
  fileprivate func refusal(of word: String) -> Problem {
    let hint =
      switch self {
      case .lines: "quote the whole line: -c '… | …'"
      case .help: "edsh help \(word)"
      case .plan: "a plan is frozen and takes no arguments: \(PlanChoice.usage)"
      case .shell, .command, .script, .version, .generate: "edsh \(word), without it"
      }
    return Problem(.usage, code: .extraWord, "unexpected `\(word)` behind \(name)", hint: hint)
  }
}

extension Vocabulary {
  /// Whether a command or a statement begins with this word.
  fileprivate func begins(with word: String) -> Bool {
    commands.contains { $0.words.first.map(Parameter.canonical) == Parameter.canonical(word) }
      || StatementHelp.all.contains { $0.word == word }
  }
}

extension CommandSignature {
  /// Whether a word such as `--limit=5` or `-o` is a flag of this command.
  fileprivate func takes(flag word: String) -> Bool {
    guard word.hasPrefix("-") else { return true }
    return parameters.contains { $0.isFlag && $0.isTyped(word.withoutValue) }
  }
}
