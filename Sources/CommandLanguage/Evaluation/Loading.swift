import CommandModel

/// Reads a text and, through the host, the scripts it includes.
struct ScriptLoader {
  /// Scripts that include one another by other names, through links, end somewhere.
  private static let depthMax = 32

  let host: any Host
  let vocabulary: Vocabulary

  func load(_ source: SourceText) async -> LoadedScript {
    let parse = Parser.parse(source, vocabulary: vocabulary)
    return await load(parse.script, of: source, diagnostics: parse.diagnostics)
  }

  /// Loads what a tree that was read already includes.
  func load(
    _ script: Script, of source: SourceText, diagnostics: [Diagnostic] = [],
    includedBy ancestors: [String] = []
  ) async -> LoadedScript {
    var loaded = LoadedScript(
      source: source, script: script, diagnostics: diagnostics.map { $0.placed(in: source) })
    for path in script.includedPaths where loaded.inclusions[path] == nil {
      let chain = ancestors + (source.name.map { [$0] } ?? [])
      loaded.inclusions[path] = await inclusion(of: path, by: source, ancestors: chain)
    }
    return loaded
  }

  private func inclusion(
    of path: String, by source: SourceText, ancestors: [String]
  ) async -> LoadedScript.Inclusion {
    do {
      let included = try await host.script(at: path, includedBy: source.name)
      if let name = included.name, ancestors.contains(name) {
        return .failed(
          Diagnostic(
            .include, "`\(path)` includes itself", hint: "keep what both need in a third script"))
      }
      guard ancestors.count < Self.depthMax else {
        return .failed(
          Diagnostic(.include, "more than \(Self.depthMax) scripts include one another"))
      }
      let parse = Parser.parse(included, vocabulary: vocabulary)
      return .loaded(
        await load(
          parse.script, of: included, diagnostics: parse.diagnostics, includedBy: ancestors))
    } catch let problem as Problem {
      let cause = problem.diagnostics.first
      return .failed(
        Diagnostic(
          .include, cause?.message ?? "`\(path)` cannot be read", hint: cause?.hint))
    } catch {
      return .failed(Diagnostic(.include, "`\(path)` cannot be read: \(error)"))
    }
  }
}

extension Script {
  /// The literal paths of every `include` in it.
  fileprivate var includedPaths: [String] {
    CommandWalk(self).commands
      .filter { $0.words.count == 1 && $0.words[0].text == ControlCommand.include.rawValue }
      .compactMap { command in
        guard case .value(let node)? = command.arguments.first?.form else { return nil }
        return node.plainSpelling
      }
  }
}

extension Diagnostic {
  /// The diagnostic with a text to point into, unless it has one.
  func placed(in source: SourceText) -> Diagnostic {
    guard self.source == nil else { return self }
    var placed = self
    placed.source = source
    return placed
  }
}
