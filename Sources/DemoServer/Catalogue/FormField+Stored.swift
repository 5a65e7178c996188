import CommandModel

/// What a source keeps of what was typed into its form, and what it never shows again.
extension FormField {
  /// What may be shown of an answer to the field, every leaf as text; nil for secrets and
  /// accounts.
  func kept(of answer: Value) -> Value? {
    switch kind {
    case .input(_, _, let isSecret, _): isSecret ? nil : FormField.text(of: answer)
    case .select(_, _, let options):
      answer.recordValue.map { answer in
        let option = options.first { answer["selection"] == .text($0.value) }
        return FormField.kept(of: answer, "selection", option?.fields ?? [])
      } ?? FormField.text(of: answer)
    case .switchGroup(_, let fields):
      answer.recordValue.map { FormField.kept(of: $0, "enabled", fields) }
    case .sshTunnel: answer.recordValue.map(FormField.keptTunnel)
    case .oauth, .file: nil
    }
  }

  /// The names of everything secret in the field, however deep.
  var secretNames: Set<String> {
    switch kind {
    case .input(_, _, let isSecret, _): isSecret ? [name] : []
    case .select(_, _, let options):
      options.flatMap { $0.fields ?? [] }.reduce(into: []) { $0.formUnion($1.secretNames) }
    case .switchGroup(_, let fields): fields.reduce(into: []) { $0.formUnion($1.secretNames) }
    case .file: [name]
    case .sshTunnel: FormField.tunnelSecrets
    case .oauth: [name]
    }
  }

  /// Whether an answer has to be an object.
  var isGroup: Bool {
    switch kind {
    case .select(_, .none, _), .switchGroup, .sshTunnel: true
    case .select, .input, .oauth, .file: false
    }
  }

  private static let tunnelSecrets: Set<String> = ["password", "private_key", "passphrase"]

  private static func kept(of answer: Record, _ switchName: String, _ fields: [FormField]) -> Value
  {
    var kept = Record()
    kept[switchName] = answer[switchName].flatMap(text)
    for field in fields { kept[field.name] = answer[field.name].flatMap(field.kept) }
    return .record(kept)
  }

  /// The parts of a tunnel that are objects themselves are stored as they come.
  private static func keptTunnel(_ tunnel: Record) -> Value {
    var kept = Record()
    for field in tunnel.fields {
      let inner = field.value.recordValue?.fields.filter { !tunnelSecrets.contains($0.name) }
      kept[field.name] = inner.map { .record(Record(uniqueFields: $0)) } ?? text(of: field.value)
    }
    return .record(kept)
  }

  /// The column encrypts each leaf as text, in the spelling of the server's language.
  private static func text(of leaf: Value) -> Value? {
    if let flag = leaf.booleanValue { return flag ? "True" : "False" }
    return leaf.isNull ? .null : leaf.plainText.map(Value.text)
  }
}
