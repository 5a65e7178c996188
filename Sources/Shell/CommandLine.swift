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
    case help
    case version
  }

  var task = Task.shell
  /// Values for settings, by setting name.
  var settings: [String: String] = [:]
  var profile: String?
  var isDemo = false
  var saysYes = false
  var keepsGoing = false
  var takesNoInput = false
  var isQuiet = false
  var isVerbose = false
  var readsNoRC = false
  var errorForm = DiagnosticRenderer.Form.text
}

/// One flag of the process itself.
struct ProcessFlag: Sendable {
  let parameter: Parameter
  /// What giving it does; the text is its value, empty for a switch.
  let apply: @Sendable (inout CommandLine, String) throws -> Void

  static func flag(
    _ name: String, _ type: ParameterType, _ summary: String, short: Character? = nil,
    apply: @escaping @Sendable (inout CommandLine, String) throws -> Void
  ) -> ProcessFlag {
    ProcessFlag(parameter: .flag(name, type, summary, short: short), apply: apply)
  }

  /// Every flag that `edsh` itself takes; help and completion are made from it.
  static let all: [ProcessFlag] =
    Setting.all.filter(\.isFlag).map { setting in
      flag(setting.name, setting.parameter.type, setting.parameter.summary) {
        $0.settings[setting.name] = $1
      }
    } + [
      flag("profile", .text, "The profile of config.toml to use.") { $0.profile = $1 },
      flag("output", .text, "The format of results.", short: "o") { $0.settings["output"] = $1 },
      flag("c", .text, "Run this line; may be given again.", short: "c") { line, text in
        if case .lines(let earlier) = line.task {
          line.task = .lines(earlier + [text])
        } else {
          line.task = .lines([text])
        }
      },
      flag("demo", .boolean, "Start the built-in demo server and use it.") { line, _ in
        line.isDemo = true
      },
      flag("dry_run", .boolean, "Send nothing that changes anything; not there yet.") { _, _ in
        throw Problem(.usage, code: "not-yet", "`--dry-run` is not there yet")
      },
      flag("yes", .boolean, "Do not ask.", short: "y") { line, _ in line.saysYes = true },
      flag("keep_going", .boolean, "Do not stop a script at its first error.") { line, _ in
        line.keepsGoing = true
      },
      flag("no_input", .boolean, "Never ask anything.") { line, _ in line.takesNoInput = true },
      flag("quiet", .boolean, "No progress, notes or summaries.", short: "q") { line, _ in
        line.isQuiet = true
      },
      flag("verbose", .boolean, "Name every request on standard error.", short: "v") { line, _ in
        line.isVerbose = true
      },
      flag("no_color", .boolean, "No colours.") { line, _ in line.settings["color"] = "never" },
      flag("no_rc", .boolean, "Read no configuration file.") { line, _ in line.readsNoRC = true },
      flag(
        "errors", .choice(DiagnosticRenderer.Form.allCases.map(\.rawValue), isOpen: false),
        "How errors are written."
      ) { $0.errorForm = DiagnosticRenderer.Form(rawValue: $1) ?? .text },
      flag("version", .boolean, "Print the version and leave.") { line, _ in
        line.task = .version
      },
      flag("help", .boolean, "Print help and leave.", short: "h") { line, _ in line.task = .help },
    ]
}

extension CommandLine {
  /// Reads the process's arguments, the program's name not among them.
  ///
  /// - Throws: `Problem` of usage.
  init(_ arguments: [String], vocabulary: Vocabulary) throws {
    var rest = arguments[...]
    try readFlags(&rest, until: { !$0.hasPrefix("-") || $0 == "-" })
    guard let first = rest.first else { return }
    guard task == .shell else {
      throw Problem(
        .usage, code: "extra-word", "unexpected `\(first)` after the line to run",
        hint: "quote the whole line: -c '… | …'")
    }
    if first == "run" {
      rest.removeFirst()
      try readScript(&rest)
    } else {
      try readCommand(&rest, vocabulary: vocabulary)
    }
  }

  /// `run FILE`, with flags of edsh on either side; other flags are the script's.
  private mutating func readScript(_ rest: inout ArraySlice<String>) throws {
    try readFlags(&rest, until: { !$0.hasPrefix("-") || $0 == "-" })
    guard let path = rest.popFirst() else {
      throw Problem(
        .usage, code: "missing-argument", "`run` needs a file",
        hint: "edsh run nightly.edsh, or edsh run - for standard input")
    }
    var own: [String] = []
    var wantsHelp = false
    while let word = rest.first {
      if word == "--help" || word == "-h" {
        wantsHelp = true
        own.append("--help")
        rest.removeFirst()
      } else if ProcessFlag.named(word) != nil {
        try readFlag(&rest)
      } else {
        own.append(word)
        rest.removeFirst()
      }
    }
    task = .script(path: path, arguments: wantsHelp ? ["--help"] : own)
  }

  /// The words of one command; flags of edsh that the command has not got are edsh's.
  private mutating func readCommand(
    _ rest: inout ArraySlice<String>, vocabulary: Vocabulary
  ) throws {
    let leading = rest.prefix { !$0.hasPrefix("-") }
    let command = vocabulary.longestCommand(in: Array(leading))?.signature
    var words: [String] = []
    while let word = rest.first {
      let isCommands = command.map { $0.takes(flag: word) } ?? true
      if !isCommands, ProcessFlag.named(word) != nil {
        try readFlag(&rest)
      } else {
        words.append(word)
        rest.removeFirst()
      }
    }
    task = .command(words)
  }

  private mutating func readFlags(
    _ rest: inout ArraySlice<String>, until isOver: (String) -> Bool
  ) throws {
    while let word = rest.first, !isOver(word) {
      if word == "--" {
        rest.removeFirst()
        return
      }
      try readFlag(&rest)
    }
  }

  /// One flag and its value.
  private mutating func readFlag(_ rest: inout ArraySlice<String>) throws {
    guard let word = rest.popFirst() else { return }
    guard let flag = ProcessFlag.named(word) else { throw CommandLine.unknown(word) }
    let name = flag.parameter.typedName
    let given = word.firstIndex(of: "=").map { String(word[word.index(after: $0)...]) }
    if flag.parameter.isSwitch {
      guard given == nil else {
        throw Problem(.usage, code: "bad-flag", "\(name) takes no value", hint: "write \(name)")
      }
      try flag.apply(&self, "")
      return
    }
    guard let value = given ?? rest.popFirst() else {
      throw Problem(
        .usage, code: "missing-argument", "\(name) needs a value",
        hint: "\(name) \(flag.parameter.type.name.uppercased())")
    }
    if case .choice(let words, _) = flag.parameter.type, !words.contains(value) {
      throw Problem(
        .usage, code: "bad-flag", "\(name) cannot be `\(value)`",
        hint: "one of \(words.joined(separator: ", "))")
    }
    try flag.apply(&self, value)
  }

  private static func unknown(_ word: String) -> Problem {
    let bare = word.split(separator: "=").first.map(String.init) ?? word
    let names = ProcessFlag.all.map(\.parameter.typedName)
    return Problem(
      .usage, code: "unknown-flag", "unknown flag `\(bare)`",
      hint: Suggestion.nearest(to: bare, among: names).map { "did you mean `\($0)`?" }
        ?? "edsh --help lists them")
  }
}

extension ProcessFlag {
  /// The flag that a word such as `--host=us` or `-o` means.
  static func named(_ word: String) -> ProcessFlag? {
    let bare = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
    return all.first { $0.parameter.isTyped(bare) }
  }
}

extension Parameter {
  /// The flag as a person types it: `--dry-run`, `-c`.
  var typedName: String {
    name.count == 1 ? "-\(name)" : "--" + name.replacing("_", with: "-")
  }

  /// Whether a word such as `--dry-run` or `-o` is this flag.
  func isTyped(_ word: String) -> Bool {
    if word.hasPrefix("--") { return name.count > 1 && isNamed(word.dropFirst(2)) }
    guard word.hasPrefix("-"), word.count == 2, let letter = word.last else { return false }
    return form == .flag(short: letter)
  }
}

extension CommandSignature {
  /// Whether a word such as `--limit=5` or `-o` is a flag of this command.
  func takes(flag word: String) -> Bool {
    guard word.hasPrefix("-") else { return true }
    let bare = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
    return parameters.contains { $0.isFlag && $0.isTyped(bare) }
  }
}
