import CommandModel

/// Makes the bodies of requests of the records that come through the pipe.
///
/// All of them are read and checked before anything is sent; what is given as an argument
/// counts for each.
struct BodyReading {
  private let signature: CommandSignature
  private let given: Record
  private let readsReferences: Bool
  private let foreignFields: [String]

  /// Creates a reading. Only of what the person's own file says is `$env.NAME` or `@file` a
  /// place to read a secret from: what a server has sent must not choose one.
  init(
    _ signature: CommandSignature, given: Record, readsReferences: Bool,
    except foreignFields: [String]
  ) {
    self.signature = signature
    self.given = given
    self.readsReferences = readsReferences
    self.foreignFields = foreignFields
  }

  /// A body as far as it could be read, and everything that is wrong with its record.
  struct Draft {
    var body = Record()
    var mistakes: [ReadingError] = []
  }

  /// Reads a record of the pipe.
  func draft(of value: Value) -> Draft {
    guard let record = value.recordValue else {
      return Draft(mistakes: [
        ReadingError(
          code: .noTarget, message: "a \(value.typeName) is no body",
          hint: "write a record: `{name: value}`")
      ])
    }
    var draft = Draft()
    var named: Set<String> = []
    for field in record.fields {
      do throws(ReadingError) {
        let parameter = try parameter(field.name)
        named.insert(parameter.name)
        let value = parameter.isSecret ? try secrets(in: field) : field.value
        draft.body[parameter.name] = try read(value, as: parameter)
      } catch {
        draft.mistakes.append(error)
      }
    }
    for field in given.fields { draft.body[field.name] = field.value }
    for parameter in parameters
    where parameter.isRequired && draft.body[parameter.name] == nil
      && !named.contains(parameter.name)
    {
      draft.mistakes.append(missing(parameter))
    }
    return draft
  }

  /// - Throws: `ReadingError` for a place that only a file of the person's may name; sent as it
  ///   stands it would be a password that helps nobody.
  private func secrets(in field: Record.Field) throws(ReadingError) -> Value {
    if readsReferences, !foreignFields.contains(field.name) { return field.value.readingReferences }
    guard !field.value.spellsEnvironment else {
      throw ReadingError(
        message: "`\(field.name)`: `$env.…` as a text is read only in records of a file",
        hint: "`open FILE | \(signature.name)`; in a script write $env.NAME without quotes")
    }
    return field.value
  }

  private func missing(_ parameter: Parameter) -> ReadingError {
    ReadingError(
      code: .missingArgument, message: "`\(parameter.name)` is missing",
      hint: "\(signature.name) needs it: \(parameter.summary.prefix(1).lowercased())"
        + "\(parameter.summary.dropFirst().dropLast())")
  }

  private var parameters: [Parameter] { signature.parameters.filter { !$0.isFlag } }

  private func parameter(_ name: String) throws(ReadingError) -> Parameter {
    if let parameter = signature.parameter(named: name) { return parameter }
    if signature.otherSettings == .secretFields {
      return Parameter(name, .any, "", isSecret: true)
    }
    let names = parameters.map(\.name)
    throw ReadingError(
      code: .unknownParameter, message: "unknown field `\(name)` of `\(signature.name)`",
      hint: signature.misnomers[Parameter.canonical(name)]
        ?? Suggestion.hint(for: name, among: names) ?? "it takes \(names.joined(separator: ", "))")
  }

  private func read(_ value: Value, as parameter: Parameter) throws(ReadingError) -> Value {
    do {
      return try parameter.type.read(value)
    } catch {
      throw ReadingError(
        code: error.code, message: "`\(parameter.name)`: \(error.message)", hint: error.hint)
    }
  }
}
