import CommandLanguage
import CommandModel

extension LocalCommand {
  /// `fmt FILE`: a script in its canonical form.
  static let fmt = LocalCommand(
    signature: CommandSignature(
      "fmt", "Prints a script in its canonical form.",
      details: [
        "The form means the same, and keeps comments and single empty lines between statements.",
        "Several files are taken together with --write or --check.",
      ],
      parameters: [
        Parameter(
          "file", .file, "The script; - is standard input.", form: .rest, place: .local,
          isRequired: true),
        .flag("write", .boolean, "Write the form into the file instead."),
        .flag("check", .boolean, "Print nothing; fail for a script that has another form."),
      ],
      yields: .text,
      examples: [
        Example("fmt nightly.edsh", "Shows the canonical form."),
        Example("fmt nightly.edsh --write", "Gives the file that form."),
      ])
  ) { session, call, _ in
    let names = call.arguments["file"]?.listValue?.compactMap(\.plainText) ?? []
    let purpose = try FormPurpose(
      writes: call.arguments["write"] == true, checks: call.arguments["check"] == true, of: names)
    let scripts = try await session.formattedScripts(names)
    switch purpose {
    case .show: return scripts.first.map(\.shown) ?? .none
    case .write:
      for script in scripts where !script.isCanonical {
        try session.files.write(script.form, to: script.name)
      }
    case .check:
      let others = scripts.filter { !$0.isCanonical }.map(\.complaint)
      if !others.isEmpty { throw Problem(.failed, others) }
    }
    return .none
  }
}

/// What is done with the canonical form.
private enum FormPurpose {
  case show
  case write
  case check

  /// - Throws: `Problem` of usage where the files do not suit it.
  init(writes: Bool, checks: Bool, of names: [String]) throws(Problem) {
    switch (writes, checks) {
    case (true, true):
      throw Problem(
        .usage, code: .badFlag, "`--write` cannot stand beside `--check`",
        hint: "give one of the two")
    case (true, false):
      self = .write
      guard names.contains("-") else { return }
      throw Problem(
        .usage, code: .badFlag, "`--write` needs a file, and - is standard input",
        hint: "`fmt -` prints the form")
    case (false, true): self = .check
    case (false, false):
      self = .show
      guard names.count > 1 else { return }
      throw Problem(
        .usage, code: .tooManyArguments, "`fmt` prints one script",
        hint: "--write or --check take several")
    }
  }
}

/// A script and its canonical form.
private struct FormattedScript {
  let name: String
  let bytes: [UInt8]
  let form: String

  var isCanonical: Bool { bytes.elementsEqual(form.utf8) }

  /// The form as a text, whose last newline is written with it.
  var shown: Records { form.isEmpty ? .none : .one(.text(String(form.dropLast()))) }

  var complaint: Diagnostic {
    let isInput = name == "-"
    return Diagnostic(
      code: .notCanonical,
      "\(isInput ? "standard input" : "`\(name)`") is not in canonical form",
      hint: isInput ? nil : "`fmt \(name) --write` gives it that form")
  }
}

extension Session {
  /// The scripts in their canonical forms: all of them, or none where one has mistakes.
  ///
  /// - Throws: `Problem` of usage with the mistakes of all files.
  fileprivate func formattedScripts(_ names: [String]) async throws -> [FormattedScript] {
    var scripts: [FormattedScript] = []
    var mistakes: [Diagnostic] = []
    for name in names {
      do {
        scripts.append(try await formattedScript(name))
      } catch let problem as Problem where problem.category == .usage {
        mistakes += problem.diagnostics
      }
    }
    guard mistakes.isEmpty else { throw Problem(.usage, mistakes) }
    return scripts
  }

  private func formattedScript(_ name: String) async throws -> FormattedScript {
    let isInput = name == "-"
    let bytes = isInput ? try await readInput(failing: .usage) : try files.read(name)
    let source = try SourceText(script: bytes, name: isInput ? "standard input" : name)
    let form = try Formatter.format(source, vocabulary: vocabulary)
    return FormattedScript(name: name, bytes: bytes, form: form)
  }
}
