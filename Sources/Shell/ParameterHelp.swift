import CommandModel

// How commands and their parameters are written wherever they are explained: in help,
// the man page and the reference.

extension CommandSignature {
  /// `sources reload ID…`, with what may be left out in brackets.
  var usage: String {
    let arguments = parameters.compactMap { parameter -> String? in
      guard let form = parameter.form(in: self) else { return nil }
      return parameter.isRequired ? form : "[\(form)]"
    }
    return ([name] + arguments + (takesBlock ? [CommandSignature.block] : []))
      .joined(separator: " ")
  }

  static let block = "{ … }"

  /// What it destroys, which fields it takes that no table lists, and its details.
  var remarks: [String] {
    var remarks: [String] = []
    if case .destroys(let loss) = effect { remarks.append("destroys: \(loss)") }
    return remarks + details
  }

  static let otherFields =
    "further name=value fields go to the server as they stand, and count as secrets"

  /// The flags by which it steers a run as others do too.
  var runFlags: [Parameter] { parameters.filter(\.isOfRuns) }
}

extension Parameter {
  /// How it stands in a command's usage; nil for a flag.
  func form(in command: CommandSignature) -> String? {
    switch form {
    case .flag: return nil
    case .positional:
      let many = if case .targets = command.input { "…" } else { "" }
      return name.uppercased() + many
    case .rest: return name.uppercased() + "…"
    case .setting: return "\(name)=\(type.name)"
    }
  }

  /// The letter of a flag, as typed; nil where there is none besides its name.
  var typedLetter: String? {
    guard case .flag(let short?) = form, name.count > 1 else { return nil }
    return "-\(short)"
  }

  /// What stands for the value of a flag; nil for a switch.
  var placeholder: String? {
    if isSwitch { return nil }
    // Words to choose from are typed as they stand.
    if case .choice(let words, _) = type, words.count <= 6 { return type.name }
    return type.name.uppercased()
  }

  /// As the row of a list begins: `-o, --output TEXT`, `ID`, `search`.
  var heading: String {
    switch form {
    case .positional, .rest: name.uppercased()
    case .setting: name
    case .flag:
      (typedLetter.map { $0 + ", " } ?? "") + typedName + (placeholder.map { " " + $0 } ?? "")
    }
  }

  /// The summary, and what must be known besides it.
  var explanation: String {
    let remarks = [
      isRequired ? "required" : nil,
      isSecret ? "secret: =? asks" : nil,
      choices,
      defaultText.map { "default \($0)" },
    ].compactMap(\.self)
    return summary + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))")
  }

  /// The words that it takes, unless they are few and name its type.
  var choices: String? {
    guard case .choice(let words, let isOpen) = type, words.count > 6 else { return nil }
    return isOpen
      ? "such as \(words.prefix(4).joined(separator: ", "))"
      : "one of \(words.joined(separator: ", "))"
  }

  /// Whether it is one of those that every run takes.
  fileprivate var isOfRuns: Bool {
    Parameter.run.contains { $0.name == name && $0.summary == summary }
  }
}
