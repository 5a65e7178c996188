package import CommandModel

/// A form on its way to be filled in: which question comes next, and what the answers make.
package struct FormFilling: Sendable {
  private let fields: [SourceForm.Field]
  /// By the place of the field; null where a field is left out.
  private var answers: [[String]: Value] = [:]
  /// What was answered before, for a form that is gone through again.
  private var former: [[String]: Value] = [:]
  /// What was given that is no field of the form.
  private let rest: Record

  /// Begins with what is given already, which is not asked for.
  package init(_ form: SourceForm, given: Record = Record()) {
    fields = form.fields
    rest = Record(
      given.fields.filter { entry in !form.fields.contains { $0.isNamed(entry.name) } }
        .map { ($0.name, $0.value) })
    take(given, as: fields, at: [])
  }

  private mutating func take(_ given: Record, as fields: [SourceForm.Field], at path: [String]) {
    for field in fields {
      guard let value = given.fields.first(where: { field.isNamed($0.name) })?.value else {
        continue
      }
      let place = path + [field.name]
      let inner = SecretReference(value) == nil ? value.recordValue : nil
      let answer: Value
      switch field.content {
      case .text, .login, .file, .other: answer = value
      case .select: answer = (inner?["selection"] ?? value).plainText.map(Value.text) ?? .null
      case .group: answer = inner?["enabled"].map { $0.isOn } ?? true
      }
      answers[place] = answer
      if let inner { take(inner, as: field.content.fields(behind: answer), at: place) }
    }
  }

  // MARK: - Asking

  /// The next question; nil when everything is answered.
  package var next: FormQuestion? { firstOpen(of: fields, at: []) }

  private func firstOpen(of fields: [SourceForm.Field], at path: [String]) -> FormQuestion? {
    for field in fields {
      let place = path + [field.name]
      guard let answer = answers[place] else {
        return FormQuestion(
          path: place, field: field, preset: former[place] ?? field.content.preset)
      }
      let inner = field.content.fields(behind: answer)
      if let question = firstOpen(of: inner, at: place) { return question }
    }
    return nil
  }

  /// Takes an answer; nil leaves the field out.
  package mutating func answer(_ question: FormQuestion, with value: Value?) {
    answers[question.path] = value ?? .null
  }

  /// Asks everything again; what was answered is the default from now on.
  package mutating func reopen() {
    former = answers.filter { !$0.value.isNull }
    answers = [:]
  }

  // MARK: - The result

  /// What the answers make, as the server takes it (contract, section 4.6).
  package var payload: Record {
    var payload = record(of: fields, at: [])
    for field in rest.fields { payload[field.name] = field.value }
    return payload
  }

  private func record(of fields: [SourceForm.Field], at path: [String]) -> Record {
    var record = Record()
    for field in fields {
      let place = path + [field.name]
      guard let answer = answers[place], !answer.isNull else { continue }
      let inner = self.record(of: field.content.fields(behind: answer), at: place)
      record[field.name] = field.content.value(of: answer, with: inner)
    }
    return record
  }
}

extension SourceForm.Content {
  /// What an empty answer means before anything was answered.
  fileprivate var preset: Value? {
    switch self {
    case .select(let options, let preset, _):
      preset.flatMap { preset in
        options.contains { $0.value == preset } ? .text(preset) : nil
      }
    case .group(_, let isOnByDefault): .boolean(isOnByDefault)
    case .text, .login, .file, .other: nil
    }
  }

  /// The value of a field that was answered; nil where leaving it out says the same.
  func value(of answer: Value, with inner: Record) -> Value? {
    switch self {
    case .text, .login, .file, .other: return answer
    case .select(let options, _, let converter):
      guard Self.isNested(options) else {
        return converter?.value(of: answer.plainText ?? "") ?? answer
      }
      return .record(Record([("selection", answer)]).adding(inner))
    case .group(_, let isOnByDefault):
      if answer == true { return .record(Record([("enabled", true)]).adding(inner)) }
      return isOnByDefault ? .record(["enabled": false]) : nil
    }
  }
}

extension Record {
  fileprivate func adding(_ other: Record) -> Record {
    Record((fields + other.fields).map { ($0.name, $0.value) })
  }
}

extension Value {
  /// Whether a switch is on, also as the server stores it.
  var isOn: Value {
    .boolean(booleanValue ?? (textValue.flatMap { Value(spellingTruth: $0) } == true))
  }
}
