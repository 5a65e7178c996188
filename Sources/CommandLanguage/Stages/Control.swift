import CommandModel

/// The commands that steer a script.
enum ControlCommand: String, CaseIterable {
  case print, fail, exit, include

  /// The control command that a signature is; nil for any other.
  init?(_ signature: CommandSignature) { self.init(rawValue: signature.name) }

  static let signatures = allCases.map(\.signature)

  /// Whose values are words for a person, so that a bare word keeps its spelling.
  var takesWords: Bool { self == .print || self == .fail }

  var signature: CommandSignature {
    switch self {
    case .print:
      CommandSignature(
        "print", "Writes values with blanks between them.",
        parameters: [
          Parameter(
            "value", .any, "What is written; lists and records as JSON.", form: .rest,
            place: .local),
          .flag("error", .boolean, "Write to standard error."),
        ], yields: .nothing,
        examples: [Example(#"print "project $project_id""#, "Writes one line.")])
    case .fail:
      CommandSignature(
        "fail", "Ends the script with a message.",
        parameters: [
          Parameter(
            "message", .any, "What went wrong.", form: .rest, place: .local, isRequired: true)
        ], yields: .nothing,
        examples: [Example(#"fail "too many failures""#, "Stops with status 1.")])
    case .exit:
      CommandSignature(
        "exit", "Leaves edsh, or ends the script.",
        parameters: [
          .positional(
            "status", .integer(0...255), "The exit status; without it, what the runs say.",
            isRequired: false)
        ], yields: .nothing, examples: [Example("exit 3", "Leaves with status 3.")])
    case .include:
      CommandSignature(
        "include", "Runs another script as if it stood here.",
        details: ["The path is literal and relative to the including script."],
        parameters: [.positional("path", .file, "The script.")], yields: .nothing,
        examples: [Example("include common.edsh", "Runs what several scripts share.")])
    }
  }
}
