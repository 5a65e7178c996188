package import CommandModel

/// A text with the scripts it includes, read but not yet checked.
struct LoadedScript: Sendable {
  enum Inclusion: Sendable {
    case loaded(LoadedScript)
    case failed(Diagnostic)
  }

  var source: SourceText
  let script: Script
  /// What was wrong with its syntax.
  var diagnostics: [Diagnostic] = []
  /// By the path as it is written.
  var inclusions: [String: Inclusion] = [:]
}

/// A text that was read and checked, ready to be run when nothing is wrong with it.
package struct Checked: Sendable {
  let loaded: LoadedScript
  /// Everything that is wrong, in the order of the text, also in included scripts.
  package let diagnostics: [Diagnostic]

  package var source: SourceText { loaded.source }
  /// Its tree.
  package var script: Script { loaded.script }

  /// Whether nothing forbids to run it.
  package var isRunnable: Bool { !diagnostics.contains { $0.severity == .error } }

  /// The text as a plan may keep it: `…` for every secret written out.
  package var redactedText: String {
    source.text(of: SourceRange(0, source.text.utf8.count))
  }
}

/// Where secrets stand, by the names of the texts.
struct HiddenPlaces {
  private var byName: [String?: SecretPlaces] = [:]

  /// Finds the places of a script and of those it includes; `known` are what the check
  /// knows to be secrets.
  init(in script: LoadedScript, known: [String?: [SourceRange]]) { add(script, known) }

  private mutating func add(_ script: LoadedScript, _ known: [String?: [SourceRange]]) {
    let source = script.source
    byName[source.name] = SecretPlaces(in: source.text, known: known[source.name] ?? [])
    for case .loaded(let included) in script.inclusions.values { add(included, known) }
  }

  subscript(source: SourceText?) -> SecretPlaces? { byName[source?.name] }
}

extension LoadedScript {
  /// The same scripts, each knowing where in it secrets stand.
  func hiding(_ places: HiddenPlaces) -> LoadedScript {
    var hidden = self
    hidden.source.hidden = places[source]?.ranges ?? []
    hidden.inclusions = inclusions.mapValues { inclusion in
      switch inclusion {
      case .loaded(let script): .loaded(script.hiding(places))
      case .failed: inclusion
      }
    }
    return hidden
  }
}

extension Diagnostic {
  /// The diagnostic with nothing of a secret in its excerpt, its message or its hint.
  func hiding(_ places: HiddenPlaces) -> Diagnostic {
    guard let source, let secrets = places[source] else { return self }
    var hidden = self
    hidden.source?.hidden = secrets.ranges
    guard secrets.isRepeated(in: message) || hint.map(secrets.isRepeated) ?? false else {
      return hidden
    }
    return Diagnostic(
      severity, code: code, "what stands here may be part of a secret and cannot be read",
      at: range, in: hidden.source,
      hint: "give a secret as `=?`, `=$env.NAME` or `=@file`, or in single quotes")
  }
}

/// An argument of a script: `param max = 200`.
package struct ScriptParameter: Sendable {
  /// As `param` names it and `--name` gives it.
  package let name: String
  /// The default as it is written; nil where the argument must be given.
  package let standardText: String?
  /// What it takes: the type of its default; anything where it has none.
  package let type: ParameterType
  /// Where it is named.
  package let range: SourceRange

  init(_ name: Name, standard: ValueNode?, in source: SourceText) {
    self.name = name.text
    standardText = standard.map { source[$0.range] }
    type = ParameterType(of: standard)
    range = name.range
  }

  /// Reads what was given on a command line.
  ///
  /// - Throws: `Problem` of usage for a text that is not of its type.
  func read(_ text: String) throws -> Value {
    do throws(ReadingError) {
      return try type.read(text)
    } catch {
      let standard = standardText.map { ", as its default is \($0)" } ?? ""
      throw Problem(
        .usage, error.code, "`--\(name)` takes a \(type.name)\(standard)", hint: error.hint)
    }
  }
}

extension Checked {
  /// The `param`s of the script, in order.
  package var parameters: [ScriptParameter] {
    script.statements.compactMap { statement in
      guard case .param(let name, let standard) = statement.form else { return nil }
      return ScriptParameter(name, standard: standard, in: source)
    }
  }

  /// Reads `--name text` arguments by the script's `param`s.
  ///
  /// - Throws: `Problem` for a name it has not, and for one that is missing.
  package func arguments(_ given: [String: String]) throws -> [String: Value] {
    var arguments: [String: Value] = [:]
    for (name, text) in given {
      let canonical = Parameter.canonical(name)
      guard let parameter = parameters.first(where: { $0.name == canonical }) else {
        throw Problem(
          .usage, .unknownFlag, "the script has no argument `--\(name)`",
          hint: Suggestion.hint(for: canonical, among: parameters.map(\.name)))
      }
      arguments[canonical] = try parameter.read(text)
    }
    for parameter in parameters
    where parameter.standardText == nil && arguments[parameter.name] == nil {
      throw Problem(
        .usage, .missingArgument, "the script needs `--\(parameter.name)`",
        hint: "write `--\(parameter.name) VALUE`")
    }
    return arguments
  }
}
