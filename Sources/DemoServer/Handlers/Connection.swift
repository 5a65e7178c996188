import CommandModel

/// The settings that a request gives for a customer's system.
///
/// The demo reaches no system, so a few tell-tale values stand for the ways to fail.
struct Connection {
  let type: SourceType
  let settings: Record

  /// Blanks around texts are taken off, as the server does.
  init(_ type: SourceType, _ settings: Record) {
    self.type = type
    self.settings = Connection.trimmed(settings)
  }

  /// Checks that the form is filled in and that the system lets in.
  func check() throws(Refusal) {
    let unresolved = settings.fields.filter { $0.value.recordValue?["secretRef"] != nil }
    guard unresolved.isEmpty else {
      throw .message(
        "Unresolved secret reference(s) for: " + unresolved.map(\.name).joined(separator: ", "))
    }
    let missing = type.fields.filter { $0.isRequired && settings[$0.name] == nil }
    guard missing.isEmpty else {
      let texts = missing.map { "Required field '\($0.name)' is missing" }
      throw .message("Invalid source config: " + texts.joined(separator: ", "))
    }
    if let complaint { throw .message(complaint) }
  }

  /// What the system has against the settings.
  var complaint: String? {
    if settings["host"]?.textValue?.hasSuffix(".invalid") == true {
      return "Could not resolve the database host. Check that the host is spelled correctly"
        + " and reachable from the public internet."
    }
    if settings["port"]?.plainText == "1" {
      return "Could not connect to the host on the port given"
    }
    if settings["database"]?.textValue?.hasPrefix("nosuch") == true {
      return "Database does not exist"
    }
    if Value.record(settings).contains("wrong") { return "Invalid user or password" }
    return nil
  }

  /// What there is to sync; an `empty` schema has nothing.
  var tables: [TableTemplate] {
    settings["schema"] == "empty" ? [] : Array(type.tables.prefix(12))
  }

  /// Whether something secret is among the settings.
  var hasSecrets: Bool {
    let names = type.fields.reduce(into: Set<String>()) { $0.formUnion($1.secretNames) }
    return Value.record(settings).hasField(among: names)
  }

  /// What a source keeps of the settings and shows.
  var storedInputs: Record {
    Record(
      type.fields.compactMap { field in
        settings[field.name].flatMap(field.kept).map { (field.name, $0) }
      })
  }

  private static func trimmed(_ settings: Record) -> Record {
    Record(
      settings.fields.map { field in
        switch field.value {
        case .text(let text): (field.name, .text(text.trimmingBlanks))
        case .record(let inner): (field.name, .record(trimmed(inner)))
        default: (field.name, field.value)
        }
      })
  }
}

extension Value {
  /// Whether some leaf is this text.
  func contains(_ text: String) -> Bool {
    switch self {
    case .list(let items): items.contains { $0.contains(text) }
    case .record(let record): record.fields.contains { $0.value.contains(text) }
    case .text(let leaf): leaf == text
    case .null, .boolean, .number, .time, .duration: false
    }
  }

  fileprivate func hasField(among names: Set<String>) -> Bool {
    recordValue?.fields.contains { field in
      names.contains(field.name) && !field.value.isNull || field.value.hasField(among: names)
    } ?? false
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
