package import CommandModel

/// One question of the conversation that fills in a form: what is shown, and how an answer
/// is read.
package struct FormQuestion: Sendable {
  /// Where the answer stands: `["ssh_tunnel", "host"]`.
  package let path: [String]
  package let field: SourceForm.Field
  /// What an empty answer means; nil where it means nothing.
  package let preset: Value?

  /// What an answer says.
  package enum Reading: Sendable, Hashable {
    /// The person wants to know more about the field.
    case help
    case value(Value)
    /// The field is left out.
    case nothing
    case mistake(Diagnostic)
  }

  /// Whether the answer must not be seen while it is typed.
  ///
  /// What edsh does not know counts as secret.
  package var isSecret: Bool {
    switch field.content {
    case .text(let input): input.isSecret
    case .other: true
    case .select, .group, .login, .file: false
    }
  }

  /// The vendor at which a login is made in the web app; nil for all other fields.
  package var vendor: String? {
    if case .login(let vendor) = field.content { vendor ?? field.label } else { nil }
  }

  /// The keys that a file has to have; nil where no file is asked for.
  package var fileKeys: [String]? {
    if case .file(let keys) = field.content { keys } else { nil }
  }
}

// MARK: - What is shown

extension FormQuestion {
  /// The line that asks, with the default in brackets.
  package var prompt: String {
    if case .group = field.content {
      return "\(field.label) \(preset == true ? "[Y/n]" : "[y/N]") "
    }
    let details = details
    let aside = details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"
    let standard = shownPreset.map { " [\($0)]" } ?? ""
    let end = field.label.hasSuffix("?") && aside.isEmpty && standard.isEmpty ? " " : ": "
    return field.label + aside + standard + end
  }

  private var details: [String] {
    let isSaid = field.isRequired || preset != nil || field.label.hasSuffix("(optional)")
    let absence = isSaid ? [] : ["optional"]
    switch field.content {
    case .text(let input):
      if input.isSecret { return absence + ["not shown"] }
      return absence + (preset == nil ? input.placeholder.map { ["such as \($0)"] } ?? [] : [])
    case .select(let options, _, _):
      return absence + (isInline ? [options.map(\.label).joined(separator: " or ")] : [])
    case .login: return absence + ["the number of a login"]
    case .file: return absence + ["the path of a .json file"]
    case .other(let kind): return absence + ["\(SafeText.clean(kind, limit: 40)), not shown"]
    case .group: return []
    }
  }

  private var shownPreset: String? {
    guard let preset else { return nil }
    if let reference = SecretReference(preset) { return reference.spelling }
    if isSecret { return "as before" }
    if case .select(let options, _, _) = field.content {
      return options.first { $0.value == preset.plainText }?.label ?? preset.plainText
    }
    return preset.plainText.map { SafeText.clean($0, limit: 60) }
  }

  /// The choices, where they do not fit into the line that asks.
  package var choices: [String] {
    guard case .select(let options, _, _) = field.content, !isInline else { return [] }
    return options.enumerated().map { "  \($0.offset + 1)  \($0.element.label)" }
  }

  private var isInline: Bool {
    guard case .select(let options, _, _) = field.content else { return false }
    return options.map(\.label.count).reduce(0, +) <= 40 && options.count <= 3
  }

  /// What `?` shows.
  package var help: String {
    let rest = Self.advice(for: field.content)
    guard let caption = field.caption, !caption.isEmpty else { return rest }
    return caption + "\n" + rest
  }

  private static func advice(for content: SourceForm.Content) -> String {
    switch content {
    case .text(let input) where input.isSecret:
      "typed without being shown; $env.NAME and @FILE say where it is read when it is sent"
    case .text(let input) where input.isNumber: "a number"
    case .text: "@FILE takes what a file holds"
    case .select: "the number or the name of a choice"
    case .group: "y or n"
    case .login: "the number that the web app shows for a login that was made there"
    case .file(let keys): "a JSON file with \(keys.joined(separator: ", "))"
    case .other: "edsh does not know this kind of field; what is typed is sent as it stands"
    }
  }
}

// MARK: - Reading

extension FormQuestion {
  /// Reads what was typed, without blanks at its ends.
  ///
  /// Empty means the default, `-` leaves out what has one and is not required.
  package func reading(of typed: String) -> Reading {
    if typed == "?" { return .help }
    if typed.isEmpty {
      if let preset { return .value(preset) }
      return field.isRequired ? .mistake(mistake("is needed")) : empty
    }
    if typed == "-", preset != nil, !field.isRequired { return empty }
    switch field.content {
    case .text(let input):
      if input.isNumber { return number(typed) }
      return .value(Value.text(typed).readingReferences)
    case .other: return .value(Value.text(typed).readingReferences)
    case .login: return number(typed)
    case .file:
      let path = typed.hasPrefix("@") ? String(typed.dropFirst()) : typed
      return .value(SecretReference.file(path).value)
    case .select(let options, _, _): return choice(typed, of: options)
    case .group: return truth(typed)
    }
  }

  /// A group has always an answer: on or off.
  private var empty: Reading {
    if case .group = field.content { .value(false) } else { .nothing }
  }

  private func number(_ typed: String) -> Reading {
    guard let number = Int(typed) else { return .mistake(mistake("takes a number")) }
    return .value(.integer(number))
  }

  private func truth(_ typed: String) -> Reading {
    switch typed.lowercased() {
    case "y", "yes": .value(true)
    case "n", "no": .value(false)
    default: .mistake(mistake("takes y or n"))
    }
  }

  private func choice(_ typed: String, of options: [SourceForm.Option]) -> Reading {
    let wanted = typed.lowercased()
    let named = options.first {
      $0.value.lowercased() == wanted || $0.label.lowercased() == wanted
    }
    let numbered = Int(typed).flatMap { options.indices.contains($0 - 1) ? options[$0 - 1] : nil }
    guard let option = named ?? numbered else {
      let names = options.map(\.label)
      return .mistake(
        mistake(
          "has no such choice",
          hint: Suggestion.hint(for: typed, among: names)
            ?? "it takes \(names.joined(separator: ", "))"))
    }
    return .value(.text(option.value))
  }

  private func mistake(_ words: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(code: .badValue, "`\(field.label)` \(words)", hint: hint ?? "`?` tells more")
  }
}
