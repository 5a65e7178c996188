import CommandLanguage
import CommandModel
import Rendering

/// One flag of the process itself.
struct ProcessFlag: Sendable {
  let parameter: Parameter
  /// What giving it does; the text is its value, empty for a switch.
  let apply: @Sendable (inout CommandLine, String) throws -> Void

  /// Every flag that `edsh` itself takes; help and completion are made from it.
  static let all = Setting.all.compactMap(ProcessFlag.init(setting:)) + own

  /// The flag that a word such as `--host=us` or `-o` means.
  static func named(_ word: String, among flags: [ProcessFlag] = all) -> ProcessFlag? {
    flags.first { $0.parameter.isTyped(word.withoutValue) }
  }

  /// The flag that gives a setting; nil for a setting that has none.
  private init?(setting: Setting) {
    guard let parameter = setting.flagParameter else { return nil }
    self.init(parameter: parameter) { line, text in
      _ = try setting.read(text, called: parameter.typedName)
      line.settings[setting.name] = text
    }
  }

  private init(
    parameter: Parameter, apply: @escaping @Sendable (inout CommandLine, String) throws -> Void
  ) {
    self.parameter = parameter
    self.apply = apply
  }

  static func flag(
    _ name: String, _ type: ParameterType, _ summary: String, short: Character? = nil,
    apply: @escaping @Sendable (inout CommandLine, String) throws -> Void
  ) -> ProcessFlag {
    ProcessFlag(parameter: .flag(name, type, summary, short: short), apply: apply)
  }

  /// The flags that give no setting.
  private static let own: [ProcessFlag] = [
    flag("profile", .text, "The profile of config.toml to use.") { $0.profile = $1 },
    flag("c", .text, "Run this line; may be given again.", short: "c") {
      try $0.choose(.lines([$1]), by: "-c")
    },
    flag("demo", .boolean, "Start the built-in demo server and use it.") { line, _ in
      line.isDemo = true
    },
    flag("dry_run", .boolean, "Show what would be sent; send nothing that changes anything.") {
      line, _ in
      line.plansOnly = true
    },
    flag("plan_to", .file, "With --dry-run: freeze the plan in this file, for shards.") {
      $0.planTarget = $1
    },
    flag("state", .file, "The folder of journal, locks and limits.") { $0.stateFolder = $1 },
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
    flag(
      "generate", .choice(GeneratedText.allCases.map(\.rawValue), isOpen: false),
      "Print the man page, a shell's completion, or a page of the documentation, and leave."
    ) { line, name in
      guard let page = GeneratedText(rawValue: name) else {
        preconditionFailure("`\(name)` is a choice of --generate and no text that is generated")
      }
      try line.choose(.generate(page), by: "--generate")
    },
    flag("version", .boolean, "Print the version and leave.") { line, _ in
      try line.choose(.version, by: "--version")
    },
    flag("help", .boolean, "Print help and leave.", short: "h") { line, _ in
      try line.choose(.help, by: "--help")
    },
  ]
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

extension String {
  /// `--host` of `--host=us`.
  var withoutValue: String { String(prefix { $0 != "=" }) }
}
