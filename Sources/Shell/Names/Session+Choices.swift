import CommandLanguage
import CommandModel
import Rendering
import SourcesClient
import Synchronization

/// Things that are known by a text of their own, such as projects by their number: what
/// completion offers for the parameters that take it.
extension Session {
  /// The same records; what passes that a parameter may be given is remembered.
  func remembering(_ records: Records, of kind: KindName) -> Records {
    guard offeredKinds.contains(kind) else { return records }
    return records.map { [weak self] batch in
      self?.remember(batch, of: kind)
      return batch
    }
  }

  /// Remembers things of a kind by what its first field says.
  func remember(_ values: [Value], of kind: KindName) {
    guard let kind = vocabulary.kind(kind), let key = kind.fields.first?.name else { return }
    state.withLock { state in
      var known = state.choices[kind.name] ?? []
      for record in values.compactMap(\.recordValue) {
        guard let value = record[key]?.plainText.map(TerminalText.sanitize) else { continue }
        known.removeAll { $0.value == value }
        known.append((value, TerminalText.sanitize(kind.title(of: record) ?? "")))
      }
      state.choices[kind.name] = known
    }
  }

  /// What was seen that parameters may be given, by the kind of thing.
  var choices: [KindName: [(value: String, name: String)]] { state.withLock(\.choices) }

  /// Reads the things of a kind that were never listed; nobody is told when that fails.
  func refreshChoices(of kind: KindName) async {
    guard offeredKinds.contains(kind), choices[kind] == nil, let operation = listing(of: kind),
      takesTurn(toRead: operation.name)
    else { return }
    defer { endTurn(of: operation.name) }
    do {
      let connection = try await connection()
      let records = Pages.records(of: Invocation(operation), over: connection.quietPerformer)
      remember(try await records.collect(), of: kind)
    } catch {
      return
    }
  }

  /// Whether things of a kind that were never listed are on their way.
  func awaitsChoices(of kind: KindName) -> Bool {
    guard offeredKinds.contains(kind), choices[kind] == nil, let listing = listing(of: kind) else {
      return false
    }
    return awaits(listing.name)
  }

  private var offeredKinds: Set<KindName> {
    let parameters = vocabulary.settings + vocabulary.commands.flatMap(\.parameters)
    return Set(parameters.compactMap(\.offeredKind))
  }

  /// The operation that lists all things of a kind, asked for nothing in particular.
  private func listing(of kind: KindName) -> Operation? {
    operations.first { operation in
      operation.answer.kind == kind && operation.effect == .reads
        && !operation.signature.parameters.contains(where: \.isRequired)
    }
  }
}
