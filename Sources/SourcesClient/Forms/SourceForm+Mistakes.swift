package import CommandModel

extension SourceForm {
  /// Everything that is wrong with a payload, as far as the form tells: fields it has not
  /// got, what is missing, values that do not fit.
  ///
  /// `form` says which parameter holds the payload, and what may stand in it besides.
  package func mistakes(in payload: Record, of form: Operation.Form) -> [Diagnostic] {
    var check = FormCheck(extras: [Self.tables] + form.extras.map(\.name))
    // Credentials that were stored before stand for fields that are missing.
    check.isWhole = payload[Self.storedCredentials]?.isNull ?? true
    check.check(payload, fields: fields, below: form.parameter, isOutermost: true)
    return check.mistakes
  }
}

/// Compares a payload with a form.
private struct FormCheck {
  let extras: [String]
  var isWhole = true
  var mistakes: [Diagnostic] = []

  init(extras: [String]) { self.extras = extras }

  mutating func check(
    _ record: Record, fields: [SourceForm.Field], below path: String, isOutermost: Bool = false
  ) {
    let extras = isOutermost ? extras : []
    for entry in record.fields {
      if let field = fields.first(where: { $0.isNamed(entry.name) }) {
        check(entry.value, as: field, at: "\(path).\(entry.name)")
      } else if !extras.contains(Parameter.canonical(entry.name)) {
        complainAboutUnknown(entry.name, below: path, fields.map(\.name) + extras)
      }
    }
    guard isWhole else { return }
    for field in fields where field.mustBeGiven {
      let given = record.fields.first { field.isNamed($0.name) }?.value
      if given == nil || given?.isEmpty == true { complainAboutMissing(field, below: path) }
    }
  }

  private mutating func check(_ value: Value, as field: SourceForm.Field, at path: String) {
    // What a plan does not ask for stands as `…`.
    if value.isNull || value == "…" || SecretReference(value) != nil { return }
    switch field.content {
    case .text(let input):
      if input.isNumber, !value.isEmpty, !value.spellsNumber {
        report(.badValue, "`\(path)` is no number", hint: "\(field.label) takes a number")
      }
    case .login:
      if !value.spellsNumber {
        report(.badValue, "`\(path)` is no number", hint: "it is the number of a login")
      }
    case .select(let options, _, _): check(value, among: options, at: path)
    case .group(let inner, _):
      guard let record = value.recordValue else {
        return report(
          .badValue, "`\(path)` is no record", hint: "write `{enabled: true, …}`, or leave it out")
      }
      let isOn = record["enabled"].map { $0.isOn == true } ?? true
      let rest = Record(
        record.fields.filter { $0.name != "enabled" }.map { ($0.name, $0.value) })
      if isOn { check(rest, fields: inner, below: path) }
    case .file, .other: break
    }
  }

  private mutating func check(
    _ value: Value, among options: [SourceForm.Option], at path: String
  ) {
    let words = options.map(\.value)
    guard SourceForm.Content.isNested(options) else {
      let spelling = value.plainText?.lowercased()
      if !words.contains(where: { $0.lowercased() == spelling }) {
        complainAboutChoice(value, words, at: path)
      }
      return
    }
    guard let record = value.recordValue else {
      return report(
        .badValue, "`\(path)` is no record",
        hint: "write `{selection: \(words.joined(separator: "|")), …}`")
    }
    let selection = record["selection"] ?? .null
    guard let option = options.first(where: { $0.value == selection.plainText }) else {
      return complainAboutChoice(selection, words, at: path + ".selection")
    }
    let rest = Record(
      record.fields.filter { $0.name != "selection" }.map { ($0.name, $0.value) })
    check(rest, fields: option.fields, below: path)
  }

  // MARK: - Words

  private mutating func complainAboutUnknown(
    _ name: String, below path: String, _ names: [String]
  ) {
    let place = "\(path).\(SafeText.clean(name, limit: 100))"
    report(
      .unknownField, "unknown field `\(place)`",
      hint: Suggestion.hint(for: name, among: names)
        ?? "it takes \(names.joined(separator: ", "))")
  }

  private mutating func complainAboutMissing(_ field: SourceForm.Field, below path: String) {
    report(
      .missingArgument, "`\(path).\(field.name)` is missing", hint: "it is the field \(field.label)"
    )
  }

  private mutating func complainAboutChoice(_ value: Value, _ words: [String], at path: String) {
    // A value that may be a secret in the wrong place is not repeated.
    report(
      .badValue, "`\(path)` has a value that is none of its choices",
      hint: value.textValue.flatMap { Suggestion.hint(for: $0, among: words) }
        ?? "it takes \(words.joined(separator: ", "))")
  }

  private mutating func report(_ code: ErrorCode, _ message: String, hint: String) {
    mistakes.append(Diagnostic(code: code, message, hint: hint))
  }
}

extension SourceForm.Field {
  /// Whether a payload without it is refused; a choice with a default is made by the server.
  fileprivate var mustBeGiven: Bool {
    guard isRequired else { return false }
    switch content {
    case .select(let options, let preset, _):
      return preset == nil || SourceForm.Content.isNested(options)
    case .group: return false
    case .text, .login, .file, .other: return true
    }
  }
}

extension Value {
  fileprivate var isEmpty: Bool { plainText?.isEmpty == true }

  /// Whether it is a number, or a text that spells one, as the server stores it.
  fileprivate var spellsNumber: Bool {
    if case .number = self { return true }
    return textValue.flatMap { Int($0) } != nil
  }
}
