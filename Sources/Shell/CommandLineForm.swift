import CommandModel

/// One way to call edsh.
struct CommandLineForm: Sendable {
  /// A piece of it.
  enum Part: Sendable, Hashable {
    /// Is typed as it stands.
    case word(String)
    /// Stands for what a person chooses.
    case argument(String)
    case optional([Part])

    var text: String {
      switch self {
      case .word(let text), .argument(let text): text
      case .optional(let parts): "[" + parts.map(\.text).joined(separator: " ") + "]"
      }
    }
  }

  /// What stands behind `edsh`.
  let parts: [Part]
  /// A fragment without an end: a form is a row of a list.
  let summary: String
  let examples: [Example]

  /// As a person types it: `edsh run FILE [--param VALUE]`.
  var text: String { (["edsh"] + parts.map(\.text)).joined(separator: " ") }

  static let all = [
    CommandLineForm(
      parts: [], summary: "the shell; standard input no terminal: run it as a script",
      examples: [Example("edsh --demo", "Opens the shell on the built-in demo server.")]),
    CommandLineForm(
      parts: [.argument("WORD…")], summary: "one command: edsh sources list -o csv",
      examples: [Example("edsh sources list -o csv", "Writes the sources as CSV.")]),
    CommandLineForm(
      parts: [.word("-c"), .argument("'LINE'")],
      summary: "a line with pipes; may be given again",
      examples: [
        Example(
          "edsh --yes -c 'sources list | where status == Failed | reload | wait'",
          "Reloads what failed, and waits for the end.")
      ]),
    CommandLineForm(
      parts: [
        .word("run"), .argument("FILE"), .optional([.word("--param"), .argument("VALUE")]),
      ], summary: "a script; - is standard input",
      examples: [
        Example("edsh run nightly.edsh --max 500", "Runs a script whose param max is 500."),
        Example(
          "edsh --dry-run --plan-to plan.jsonl run nightly.edsh",
          "Freezes what it would send."),
      ]),
    CommandLineForm(
      parts: [
        .word("run"), .word("--plan"), .argument("FILE"), .word("--shard"), .argument("I/N"),
      ], summary: "a part of a frozen plan",
      examples: [
        Example(
          "edsh run --plan plan.jsonl --shard 0/4", "Does the first quarter of what it froze.")
      ]),
  ]
}

extension CommandLine {
  /// `run`, a word of the command line alone, as the commands are described.
  static let run = CommandSignature(
    "run", "Runs a script, or a part of a frozen plan.",
    parameters: [.positional("file", .file, "The script; - is standard input.")]
      + ProcessFlag.ofPlans.map(\.parameter),
    yields: .nothing)
}
