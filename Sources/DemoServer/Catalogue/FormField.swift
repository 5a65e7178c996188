import CommandModel

/// One field of the form that connects a source type, as the wizard describes it.
struct FormField: Sendable {
  let name: String
  let label: String
  let isRequired: Bool
  let kind: Kind

  indirect enum Kind: Sendable {
    case input(type: String, placeholder: String, isSecret: Bool, caption: String?)
    case select(preset: String, converter: String?, options: [Option])
    case switchGroup(caption: String, fields: [FormField])
    case oauth(provider: String)
    case file(keys: [String])
    case sshTunnel
  }

  struct Option: Sendable {
    let value: String
    let label: String
    /// Nil where choosing it asks for nothing more.
    let fields: [FormField]?

    init(_ value: String, _ label: String, _ fields: [FormField]? = nil) {
      self.value = value
      self.label = label
      self.fields = fields
    }
  }
}

// MARK: - How a catalogue row is written

extension FormField {
  static func text(
    _ name: String, _ label: String, example: String = "", isRequired: Bool = true,
    isSecret: Bool = false, type: String = "text", caption: String? = nil
  ) -> FormField {
    FormField(
      name: name, label: label, isRequired: isRequired,
      kind: .input(type: type, placeholder: example, isSecret: isSecret, caption: caption))
  }

  static func password(
    _ name: String, _ label: String, example: String = "", isRequired: Bool = true
  ) -> FormField {
    .text(
      name, label, example: example, isRequired: isRequired, isSecret: true, type: "password")
  }

  static func select(
    _ name: String, _ label: String, preset: String, converter: String? = nil, _ options: [Option]
  ) -> FormField {
    FormField(
      name: name, label: label, isRequired: true,
      kind: .select(preset: preset, converter: converter, options: options))
  }

  static func switchGroup(
    _ name: String, _ label: String, caption: String, _ fields: [FormField]
  ) -> FormField {
    FormField(
      name: name, label: label, isRequired: false,
      kind: .switchGroup(caption: caption, fields: fields))
  }

  static func oauth(
    _ name: String, _ label: String, provider: String, isRequired: Bool = true
  ) -> FormField {
    FormField(name: name, label: label, isRequired: isRequired, kind: .oauth(provider: provider))
  }

  static func file(_ name: String, _ label: String, keys: [String]) -> FormField {
    FormField(name: name, label: label, isRequired: true, kind: .file(keys: keys))
  }

  static let sshTunnel = FormField(
    name: "ssh_tunnel", label: "Use SSH tunnel?", isRequired: false, kind: .sshTunnel)
}

// MARK: - What the wizard says of it

extension FormField {
  var wizardValue: Value {
    switch kind {
    case .input(let type, let placeholder, let isSecret, let caption):
      .object([
        "caption": .optional(caption), "label": .text(label), "name": .text(name),
        "placeholder": .text(placeholder), "required": .boolean(isRequired),
        "secret": .boolean(isSecret), "type": .text(type),
      ])
    case .select(let preset, let converter, let options):
      .object([
        "converter": .optional(converter), "defaultValue": .text(preset), "label": .text(label),
        "name": .text(name), "options": .list(options.map(\.wizardValue)), "required": true,
        "type": "select",
      ])
    case .switchGroup(let caption, let fields):
      .object([
        "caption": .text(caption), "default": false,
        "fields": .list(fields.map(\.wizardValue)), "label": .text(label), "name": .text(name),
        "type": "switch-group",
      ])
    case .oauth(let provider):
      .object([
        "kind": .text(provider), "label": .text(label), "name": .text(name),
        "required": .boolean(isRequired), "requiredScopes": nil, "type": "oauth",
      ])
    case .file(let keys):
      .object([
        "fileFormat": .object(["format": ".json", "keys": .list(keys.map(Value.text))]),
        "label": .text(label), "name": .text(name), "required": true, "type": "file-upload",
      ])
    case .sshTunnel:
      .object(["label": .text(label), "name": .text(name), "type": "ssh-tunnel"])
    }
  }

  /// The provider of the account that the field or one of its options asks for.
  var oauthProvider: String? {
    switch kind {
    case .oauth(let provider): provider
    case .select(_, _, let options):
      options.lazy.flatMap { $0.fields ?? [] }.compactMap(\.oauthProvider).first
    case .input, .switchGroup, .file, .sshTunnel: nil
    }
  }

  /// What a connected source keeps of the field and shows: nothing of what is secret,
  /// and every leaf as text, because that is how the column encrypts it.
  var storedValue: Value? {
    switch kind {
    case .input(_, let placeholder, false, _) where isRequired:
      .text(placeholder.isEmpty ? "demo" : placeholder)
    case .select(let preset, .none, _): .object(["selection": .text(preset)])
    case .select(let preset, _, _): .text(preset == "true" ? "True" : preset)
    case .sshTunnel:
      .object([
        "auth": .object(["selection": nil]), "host": nil, "port": nil, "enabled": "False",
        "require_tls": .object(["enabled": true]),
      ])
    case .input, .switchGroup, .oauth, .file: nil
    }
  }
}

extension FormField.Option {
  fileprivate var wizardValue: Value {
    let inner = fields.map { Value.list($0.map(\.wizardValue)) } ?? .null
    return .object(["fields": inner, "label": .text(label), "value": .text(value)])
  }
}
