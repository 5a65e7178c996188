import CommandLanguage
import CommandModel

extension LocalCommand {
  /// `operations`: the table of operations as records, for other tools.
  static let operations = LocalCommand(
    signature: CommandSignature(
      "operations", "Lists what the service can do: the table that edsh itself is made from.",
      details: ["Nothing is sent; `edsh operations -o json` is for other tools."],
      yields: .list(OperationFacts.kind.name), columns: OperationFacts.columns,
      examples: [
        Example("operations | where effect == destroys", "Lists what loses something."),
        Example("operations | where method == GET | select name path", "Lists what only reads."),
      ])
  ) { session, _, _ in
    .list(session.operations.map { .record(OperationFacts.record(of: $0)) })
  }
}

/// What is told of an operation as data.
enum OperationFacts {
  static let columns = ["name", "effect", "method", "summary"]

  static func record(of operation: Operation) -> Record {
    let signature = operation.signature
    let examples: [Value] = signature.examples.map { example in
      .record(Record([("line", .text(example.line)), ("summary", .text(example.summary))]))
    }
    let loss: Value = operation.loss.map(Value.text) ?? .null
    let takesOthers = signature.otherSettings == .secretFields
    var fields: [(String, Value)] = [
      ("name", .text(operation.name)), ("summary", .text(signature.summary)),
      ("details", .texts(signature.details)), ("effect", .text(operation.effect.name)),
      ("loses", loss), ("method", .text(operation.method.rawValue)),
      ("path", .text(operation.wholePath)), ("repeatable", .boolean(operation.isRepeatable)),
    ]
    fields += [
      ("parameters", .list(signature.parameters.map { .record(record(of: $0)) })),
      ("takes_other_fields", .boolean(takesOthers)), ("answer", .text(operation.answer.name)),
      ("kind", .text(operation.answer.kind.description)), ("columns", .texts(operation.columns)),
      ("examples", .list(examples)),
    ]
    return Record(fields, kind: kind.name)
  }

  /// The fields of an operation, for checks, completion and columns.
  static let kind = Kind(
    "operation", noun: "operations",
    fields: [
      .init("name", .text, "Its words, as they are typed."),
      .init("summary", .text, "What it does."),
      .init("details", .list, "What else there is to know."),
      .init(
        "effect", .text, "What it does to the world.", enumeration: Effect.names),
      .init("loses", .text, "What is lost by it; null where nothing is."),
      .init(
        "method", .text, "The method of its request.",
        enumeration: Operation.Method.allCases.map(\.rawValue)),
      .init("path", .text, "The path of its request, with {name} for what a call fills in."),
      .init("repeatable", .boolean, "Whether sending it twice does no more than sending it once."),
      .init("parameters", .list, "What it takes."),
      .init("takes_other_fields", .boolean, "Whether it takes fields that are not listed."),
      .init(
        "answer", .text, "How the answer becomes records.",
        enumeration: Operation.AnswerShape.names),
      .init("kind", .text, "The kind of those records."),
      .init("columns", .list, "The columns of their table."),
      .init("examples", .list, "Lines that a person could type."),
    ])

  // MARK: - Parameters

  private static func record(of parameter: Parameter) -> Record {
    let type = parameter.type.item
    var words: [String]?
    var isOpen = false
    if case .choice(let choices, let open) = type { (words, isOpen) = (choices, open) }
    var range: ClosedRange<Int>?
    if case .integer(let allowed) = type { range = allowed }
    let choices: Value = words.map(Value.texts) ?? .null
    let minimum: Value = range.map { .integer($0.lowerBound) } ?? .null
    let maximum: Value =
      range.flatMap { $0.upperBound == .max ? nil : $0.upperBound }
      .map(Value.integer) ?? .null
    let standard: Value = parameter.defaultText.map(Value.text) ?? .null
    var fields: [(String, Value)] = [
      ("name", .text(parameter.name)), ("summary", .text(parameter.summary)),
      ("form", .text(parameter.form.word)), ("place", .text(parameter.place.rawValue)),
      ("type", .text(type.word)), ("list", .boolean(parameter.type.isList)),
      ("nullable", .boolean(parameter.type.takesNull)),
    ]
    fields += [
      ("choices", choices), ("takes_other_choices", .boolean(isOpen)), ("minimum", minimum),
      ("maximum", maximum), ("required", .boolean(parameter.isRequired)),
      ("secret", .boolean(parameter.isSecret)), ("default", standard),
    ]
    return Record(fields)
  }
}

extension Operation {
  /// What is lost by it, always or with some value of a parameter.
  fileprivate var loss: String? {
    if case .destroys(let loss) = effect { return loss }
    for case .destroysWhen(let name, let value, let loss) in checks {
      return "\(name)=\(value.plainText ?? ""): \(loss)"
    }
    return nil
  }
}

extension Parameter.Form {
  /// How it is written, in a word.
  fileprivate var word: String {
    switch self {
    case .positional: "positional"
    case .rest: "rest"
    case .setting: "name=value"
    case .flag: "flag"
    }
  }
}

extension ParameterType {
  /// What one value of it is: the type of the items of a list, and of what is not null.
  fileprivate var item: ParameterType {
    switch self {
    case .list(let item), .nullable(let item): item.item
    default: self
    }
  }

  fileprivate var isList: Bool {
    switch self {
    case .list: true
    case .nullable(let type): type.isList
    default: false
    }
  }

  fileprivate var takesNull: Bool {
    if case .nullable = self { true } else { false }
  }

  fileprivate var word: String {
    switch self {
    case .identifier: "id"
    case .integer: "integer"
    case .boolean: "boolean"
    case .choice: "choice"
    case .limit: "limit"
    case .list, .nullable: "list"
    case .text, .number, .time, .duration, .field, .file, .command, .any: name
    }
  }
}

extension Value {
  fileprivate static func texts(_ texts: [String]) -> Value { .list(texts.map(Value.text)) }
}
