package import CommandModel

/// A transformation of records that the language itself brings along.
///
/// Its arguments are read when the pipeline begins, not for each record.
protocol Stage: Sendable {
  static var signature: CommandSignature { get }

  /// Creates the stage from arguments that its signature's parameters have read.
  init(_ arguments: Record)

  /// The fields it looks at.
  var fields: [FieldPath] { get }
  /// What is known about the records behind it.
  func flow(after flow: Flow) -> Flow
  func apply(to records: Records) -> Records
}

extension Stage {
  var fields: [FieldPath] { [] }
  func flow(after flow: Flow) -> Flow { flow }
}

/// The language's own commands.
package enum Stages {
  /// The stages that need nothing but their arguments.
  static let plain: [any Stage.Type] = [
    SelectStage.self, SortStage.self, FirstStage.self, LastStage.self, CountStage.self,
    UniqueStage.self, FlattenStage.self, TotalStage<Sum>.self, TotalStage<Minimum>.self,
    TotalStage<Maximum>.self, TotalStage<Average>.self,
  ]

  /// The stage that a command is; nil for any other command.
  static func named(_ name: String) -> (any Stage.Type)? { byName[name] }

  private static let byName = Dictionary(
    uniqueKeysWithValues: plain.map { ($0.signature.name, $0) })

  /// All commands of the language itself, for the vocabulary.
  package static let signatures =
    [WhereStage.signature, ExtendStage.signature, AssertStage.signature, EachStage.signature]
    + plain.map { $0.signature } + ControlCommand.signatures
}

extension Parameter {
  /// The fields of a stage that takes any number of them.
  static func fields(_ summary: String, isRequired: Bool) -> Parameter {
    Parameter(
      "field", .field, summary, form: .rest, place: .local, isRequired: isRequired)
  }

  /// How many records a stage lets through.
  static let count = positional(
    "n", .integer(0...Int.max), "How many; without it, one thing instead of a list.",
    isRequired: false)
}

extension Record {
  /// The field paths among the arguments of a stage.
  func paths(_ name: String) -> [FieldPath] {
    (self[name]?.listValue ?? self[name].map { [$0] } ?? [])
      .compactMap { $0.textValue.map { FieldPath($0) } }
  }
}

extension Value {
  /// The value at a path; null where there is none.
  func lookup(_ path: FieldPath) -> Value {
    guard case .record(let record) = self else { return .null }
    return path.value(in: record) ?? .null
  }
}
