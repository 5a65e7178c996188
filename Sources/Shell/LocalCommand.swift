package import CommandLanguage
package import CommandModel
import RunEngine
import SourcesClient

/// A command of edsh itself: its face, and what it does.
struct LocalCommand: Sendable {
  let signature: CommandSignature
  let run: @Sendable (Session, Call, Records?) async throws -> Records

  /// Every command that is neither an operation of the service nor a stage.
  static let all: [LocalCommand] = [
    .health, .wait, .open, .save, .to, .plot, .export, .fmt, .help, .explain, .operations, .login,
    .runsList, .runsShow, .runsResume, .runsReport, .runsDelete, .runsPrune, .runsMerge,
    .edit, .historyList, .historySearch, .historyClear,
  ]

  /// The commands by their names.
  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.signature.name, $0) })
}

extension Vocabulary {
  /// Everything that can be typed: operations, stages, and commands of edsh itself.
  package init(operations: [Operation]) {
    self.init(
      commands: operations.map(\.signature) + LocalCommand.all.map(\.signature)
        + Stages.signatures,
      kinds: Catalogue.kinds + [RunFacts.kind, OperationFacts.kind, HistoryEntry.kind],
      settings: Setting.all.map(\.parameter),
      topics: HelpTopic.all.map { Topic($0.name, $0.summary) })
  }

  /// That of the operations there are.
  package static let edsh = Vocabulary(operations: Catalogue.operations)
}
