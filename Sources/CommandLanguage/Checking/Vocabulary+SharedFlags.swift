package import CommandModel

extension Vocabulary {
  /// The flags that every command, filter and value takes.
  package var sharedFlags: [Parameter] { [outputFlag, .help] }

  var outputFlag: Parameter {
    .flag("output", setting("output")?.type ?? .text, "The format of the result.", short: "o")
  }
}

extension Parameter {
  /// `--help`: the help of the command instead of its work.
  static let help = flag("help", .boolean, "Shows this help.", short: "h")
}
