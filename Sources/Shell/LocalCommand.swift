package import CommandLanguage
import CommandModel
import RunEngine
import SourcesClient

/// A command of edsh itself: its face, and what it does.
struct LocalCommand: Sendable {
  let signature: CommandSignature
  let run: @Sendable (Session, Call, Records?) async throws -> Records

  /// Every command that is neither an operation of the service nor a stage.
  static let all: [LocalCommand] = [
    .wait, .open, .save, .to, .export, .fmt, .help, .explain, .login, .runsList, .runsShow,
    .runsResume, .runsReport, .runsDelete, .runsPrune, .runsMerge,
  ]

  /// The commands by their names.
  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.signature.name, $0) })
}

extension Vocabulary {
  /// Everything that can be typed: operations, stages, and commands of edsh itself.
  package static let edsh = Vocabulary(
    commands: Catalogue.operations.map(\.signature) + LocalCommand.all.map(\.signature)
      + Stages.signatures,
    kinds: Catalogue.kinds + [RunFacts.kind], settings: Setting.all.map(\.parameter))
}
