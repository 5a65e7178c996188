import CommandModel

extension Source {
  /// Changes some settings of the connection; the secrets that are not sent are kept.
  mutating func reconnect(with given: Record) throws(Refusal) {
    for group in type.fields.filter(\.isGroup) {
      guard let value = given[group.name], value.recordValue == nil else { continue }
      throw .invalidField("job_inputs__\(group.name)", "Must be an object.")
    }
    let change = Connection(type, given)
    try checkHosts(of: change)
    if let complaint = change.complaint { throw .invalidField(nil, complaint) }
    var merged = inputs.recordValue ?? Record()
    for field in change.storedInputs.fields {
      let old = merged[field.name]?.value(at: "selection")
      // Another choice of a group brings other fields with it.
      if old != field.value.value(at: "selection") { merged[field.name] = nil }
      merged = merged.merging(Record(uniqueFields: [field]))
    }
    inputs = .record(merged)
  }

  /// Secrets are not sent to another host than they were given for.
  private func checkHosts(of change: Connection) throws(Refusal) {
    guard !change.hasSecrets else { return }
    for (path, what) in [("host", "connection host"), ("ssh_tunnel.host", "SSH tunnel host")] {
      guard let new = change.settings.value(at: path)?.plainText,
        new != inputs.value(at: path)?.plainText ?? ""
      else { continue }
      throw .invalidField(nil, "Changing the \(what) requires re-entering your credentials.")
    }
  }

  /// Changes what becomes of new tables, where the fields speak of it.
  mutating func setAutoSync(_ fields: Record) throws(Refusal) {
    let name = "auto_sync_schema_patterns"
    let isOn = try fields.flag("auto_sync_new_schemas")
    guard isOn != nil || fields[name] != nil else { return }
    var changed = autoSync ?? AutoSync()
    changed.isOn = isOn ?? changed.isOn
    if let given = fields[name] {
      changed.patterns = given.isNull ? nil : try Source.patterns(given, name)
    }
    autoSync = changed
  }

  private static func patterns(_ given: Value, _ name: String) throws(Refusal) -> [String] {
    let texts = given.listValue?.compactMap(\.textValue)
    guard let texts, texts.count == given.listValue?.count else {
      throw .invalidField(name, "Expected a list of patterns.")
    }
    guard texts.count <= AutoSync.patternsMax,
      texts.allSatisfy({ $0.count <= AutoSync.patternCharactersMax })
    else {
      throw .invalidField(
        name,
        "At most \(AutoSync.patternsMax) patterns of at most \(AutoSync.patternCharactersMax)"
          + " characters.")
    }
    return texts
  }
}
