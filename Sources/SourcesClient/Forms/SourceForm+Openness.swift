package import CommandModel

extension SourceForm {
  /// The paths below `payload` of what the form says is no secret; what it does not know
  /// counts as one.
  ///
  /// `name` is the parameter that holds the payload: `payload.host` is such a path. A path
  /// stands for everything below it.
  package func openPaths(of payload: Record, in name: String) -> Set<String> {
    var open: Set<String> = ["\(name).\(Self.tables)"]
    Self.add(fields, of: payload, below: name, to: &open)
    return open
  }

  /// The field of a payload that says which tables are synced.
  package static let tables = "schemas"

  /// The field of a payload that names credentials which were stored before; it stands for
  /// the fields of the form (contract 7.2).
  static let storedCredentials = "credential_id"

  private static func add(
    _ fields: [Field], of record: Record, below path: String, to open: inout Set<String>
  ) {
    for entry in record.fields {
      guard let field = fields.first(where: { $0.isNamed(entry.name) }) else { continue }
      let place = "\(path).\(entry.name)"
      switch field.content {
      case .text(let input): if !input.isSecret { open.insert(place) }
      case .login: open.insert(place)
      case .file, .other: break
      case .group(let inner, _):
        guard let record = entry.value.recordValue else { continue }
        open.insert("\(place).enabled")
        add(inner, of: record, below: place, to: &open)
      case .select(let options, _, _):
        guard let record = entry.value.recordValue else {
          open.insert(place)
          continue
        }
        open.insert("\(place).selection")
        let chosen = options.first { $0.value == record["selection"]?.plainText }
        add(chosen?.fields ?? [], of: record, below: place, to: &open)
      }
    }
  }
}

extension SourceForm.Field {
  /// Whether a payload's field is this one; `-` and `_` are the same (contract 4.6).
  package func isNamed(_ name: String) -> Bool {
    Parameter.canonical(self.name) == Parameter.canonical(name)
  }
}
