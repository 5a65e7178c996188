import CommandLanguage
import CommandModel

extension LocalCommand {
  // What belongs to the durable journal parses, and says that it is not there yet;
  // the checker refuses it before `run` could be reached.

  static let runsList = later("runs list", "Lists the runs of this server and project.")
  static let runsShow = later(
    "runs show", "The result records of a run.",
    [.positional("run", .text, "The run's id, or last.")])
  static let runsResume = later(
    "runs resume", "Goes on with a run that was stopped.",
    [.positional("run", .text, "The run's id, or last.")])

  private static func later(
    _ words: String, _ summary: String, _ parameters: [Parameter] = []
  ) -> LocalCommand {
    LocalCommand(
      signature: CommandSignature(
        words, summary, parameters: parameters, yields: .list(nil), availability: .later)
    ) { _, call, _ in
      throw Problem(.usage, code: .notYet, "`\(call.command.name)` is not there yet")
    }
  }
}
