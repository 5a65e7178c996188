package import CommandModel

/// The form that connects a type of source, as the server's wizard describes it
/// (contract, section 4.6).
package struct SourceForm: Sendable {
  /// The type as every command takes it.
  package let type: String
  /// Its name for people.
  package let label: String
  /// How to connect it; nil when the server says nothing.
  package let caption: String?
  package let docsURL: String?
  /// Why it cannot be connected; nil when it can.
  package let obstacle: String?
  package let fields: [Field]

  /// One field, and what it is filled in with.
  package struct Field: Sendable {
    package let name: String
    package let label: String
    package let caption: String?
    package let isRequired: Bool
    package let content: Content
  }

  /// What a field is filled in with.
  package indirect enum Content: Sendable {
    case text(Input)
    /// One of these, with the fields that belong to it.
    case select(options: [Option], preset: String?, converter: Converter?)
    /// On or off, with fields for when it is on.
    case group([Field], isOnByDefault: Bool)
    /// The number of a login that was made in the web app, at this vendor.
    case login(vendor: String?)
    /// A JSON file of the vendor's.
    case file(keys: [String])
    /// A kind that edsh does not know.
    case other(String)
  }

  /// One line, or several, that a person types.
  package struct Input: Sendable {
    package let isSecret: Bool
    package let isNumber: Bool
    package let placeholder: String?
  }

  /// One choice of a select.
  package struct Option: Sendable {
    package let value: String
    package let label: String
    package let fields: [Field]
  }

  /// What the server makes of a choice, which it spells as text.
  package enum Converter: String, Sendable {
    case integer = "str_to_int"
    case boolean = "str_to_bool"
    case optionalInteger = "str_to_optional_int"
  }
}

extension SourceForm.Converter {
  /// A choice, or the text in which one is stored, as it is sent; a text that it does not
  /// know stays as it is.
  func value(of text: String) -> Value {
    switch self {
    case .integer: Int(text).map(Value.integer) ?? .text(text)
    case .optionalInteger: text.isEmpty ? .null : Int(text).map(Value.integer) ?? .text(text)
    case .boolean: Value(spellingTruth: text) ?? .text(text)
    }
  }
}

extension Value {
  /// True or false as the server stores them: `"True"`, `"False"`; nil for other texts.
  init?(spellingTruth text: String) {
    switch text.lowercased() {
    case "true": self = true
    case "false": self = false
    default: return nil
    }
  }
}

extension SourceForm.Content {
  /// Whether a select has fields behind one of its choices at least, and so is a record.
  static func isNested(_ options: [SourceForm.Option]) -> Bool {
    options.contains { !$0.fields.isEmpty }
  }

  /// The fields that an answer brings with it: those of a choice, of a group that is on.
  func fields(behind answer: Value) -> [SourceForm.Field] {
    switch self {
    case .select(let options, _, _):
      options.first { $0.value == answer.plainText }?.fields ?? []
    case .group(let fields, _): answer == true ? fields : []
    case .text, .login, .file, .other: []
    }
  }
}

// MARK: - Reading

extension SourceForm {
  /// Reads a record of `sources wizard`; nil when it is none.
  package init?(_ record: Record) {
    guard let type = record["source_type"]?.textValue else { return nil }
    self.type = type
    label = record["label"]?.textValue ?? type
    caption = record["caption"]?.textValue.map { SafeText.clean($0) }
    docsURL = record["docsUrl"]?.textValue
    if let reason = record["disabledReason"]?.textValue, !reason.isEmpty {
      obstacle = SafeText.clean(reason)
    } else {
      obstacle = record["unreleasedSource"] == true ? "it is not released yet" : nil
    }
    fields = Field.list(record["fields"])
  }
}

extension SourceForm.Field {
  fileprivate static func list(_ value: Value?) -> [Self] {
    (value?.listValue ?? []).compactMap { $0.recordValue.flatMap(Self.init) }
  }

  private init?(_ record: Record) {
    guard let name = record["name"]?.textValue, let type = record["type"]?.textValue else {
      return nil
    }
    self.name = name
    label = SafeText.clean(record["label"]?.textValue ?? name, limit: 200)
    caption = record["caption"]?.textValue.map { SafeText.clean($0) }
    isRequired = record["required"]?.booleanValue ?? false
    content = SourceForm.Content(type, record)
  }
}

extension SourceForm.Content {
  fileprivate init(_ type: String, _ record: Record) {
    switch type {
    case "text", "email", "search", "url", "password", "time", "number", "textarea":
      self = .text(
        .init(
          // The server may add secrecy, never take a password's away.
          isSecret: record["secret"] == true || type == "password",
          isNumber: type == "number",
          placeholder: record["placeholder"]?.textValue.flatMap { $0.isEmpty ? nil : $0 }
        ))
    case "select":
      self = .select(
        options: (record["options"]?.listValue ?? []).compactMap(SourceForm.Option.init),
        preset: record["defaultValue"]?.plainText,
        converter: record["converter"]?.textValue.flatMap(SourceForm.Converter.init))
    case "switch-group":
      self = .group(
        SourceForm.Field.list(record["fields"]),
        isOnByDefault: record["default"]?.booleanValue ?? false)
    case "ssh-tunnel": self = .group(SourceForm.Field.tunnel, isOnByDefault: false)
    case "oauth": self = .login(vendor: record["kind"]?.textValue)
    case "file-upload":
      let keys = record.value(at: "fileFormat.keys")?.listValue ?? []
      self = .file(keys: keys.compactMap(\.textValue))
    default: self = .other(type)
    }
  }
}

extension SourceForm.Option {
  fileprivate init?(_ value: Value) {
    guard let text = value.value(at: "value")?.plainText else { return nil }
    self.value = text
    label = SafeText.clean(value.value(at: "label")?.textValue ?? text, limit: 200)
    fields = SourceForm.Field.list(value.value(at: "fields"))
  }
}

extension SourceForm.Field {
  /// What the wizard names and does not spell out (contract 4.6).
  fileprivate static let tunnel: [Self] = [
    .input("host", "Tunnel host"), .input("port", "Tunnel port", isNumber: true),
    .init(
      name: "auth", label: "Tunnel login", caption: nil, isRequired: true,
      content: .select(
        options: [
          .init(
            value: "password", label: "Password",
            fields: [
              .input("username", "Username"), .input("password", "Password", isSecret: true),
            ]),
          .init(
            value: "keypair", label: "Key pair",
            fields: [
              .input("username", "Username"),
              .input("private_key", "Private key", isSecret: true),
              .input("passphrase", "Passphrase", isSecret: true, isRequired: false),
            ]),
        ], preset: "password", converter: nil)),
    .init(
      name: "require_tls", label: "Require TLS behind the tunnel?", caption: nil,
      isRequired: false, content: .group([], isOnByDefault: true)),
  ]

  private static func input(
    _ name: String, _ label: String, isNumber: Bool = false, isSecret: Bool = false,
    isRequired: Bool = true
  ) -> Self {
    .init(
      name: name, label: label, caption: nil, isRequired: isRequired,
      content: .text(.init(isSecret: isSecret, isNumber: isNumber, placeholder: nil)))
  }
}
