import CommandModel

/// Makes the bodies of requests of the records that come through the pipe.
///
/// All of them are read and checked before anything is sent; what is given as an argument
/// counts for each.
struct BodyReading {
  private let signature: CommandSignature
  private let given: Record

  init(_ signature: CommandSignature, given: Record) {
    self.signature = signature
    self.given = given
  }

  /// The bodies, each complete.
  ///
  /// - Throws: `Problem` that names every mistake and the record it is in.
  func bodies(of values: [Value], at range: SourceRange) throws(Problem) -> [Record] {
    var diagnostics: [Diagnostic] = []
    var bodies: [Record] = []
    for (index, value) in values.enumerated() {
      let place = values.count == 1 ? "the record" : "record \(index + 1)"
      do throws(ReadingError) {
        bodies.append(try body(of: value))
      } catch {
        diagnostics.append(
          Diagnostic(error.code, "\(place): \(error.message)", at: range, hint: error.hint))
      }
    }
    guard diagnostics.isEmpty else { throw Problem(.usage, diagnostics) }
    return bodies
  }

  private func body(of value: Value) throws(ReadingError) -> Record {
    guard let record = value.recordValue else {
      throw ReadingError(
        code: .noTarget, message: "a \(value.typeName) is no body",
        hint: "write a record: `{name: value}`")
    }
    var body = Record()
    for field in record.fields {
      let parameter = try parameter(field.name)
      let value = parameter.isSecret ? field.value.readingReferences : field.value
      body[parameter.name] = try read(value, as: parameter)
    }
    for field in given.fields { body[field.name] = field.value }
    for parameter in parameters where parameter.isRequired && body[parameter.name] == nil {
      throw ReadingError(
        code: .missingArgument, message: "`\(parameter.name)` is missing",
        hint: "\(signature.name) needs it: \(parameter.summary.prefix(1).lowercased())"
          + "\(parameter.summary.dropFirst().dropLast())")
    }
    return body
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
