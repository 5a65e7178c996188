import CommandLanguage
import CommandModel
import RunEngine
import SourcesClient
import Synchronization

/// Names in the place of ids.
extension Session {
  /// The thing that a name means, by a listing that is read once a statement at most.
  func thing(_ reference: Reference, of kind: Kind) async throws -> Invocation.Target {
    guard let listing = kind.naming?.listing else {
      preconditionFailure("`\(kind.name)` has no names, and nobody looks for one")
    }
    // Rounds side by side ask for the same: the first one reads, the others wait for it.
    await namesTurnstile.enter()
    let found: Result<Invocation.Target, any Error>
    do {
      found = .success(try await find(reference, of: kind.name, in: listing))
    } catch {
      found = .failure(error)
    }
    await namesTurnstile.leave()
    return try found.get()
  }

  private func find(
    _ reference: Reference, of kind: KindName, in listing: String
  ) async throws -> Invocation.Target {
    try Task.checkCancellation()
    let connection = try await connection()
    if let known = trustedNames(listing, at: connection, within: KnownNames.trustMax),
      case .one(let target) = known.resolve(reference, of: kind)
    {
      return target
    }
    // What was made a moment ago may be meant, unless the listing is as new.
    if let known = trustedNames(listing, at: connection, within: KnownNames.absenceTrustMax) {
      return try known.target(of: reference, kind: kind)
    }
    // A statement that reads tables needs the same listing to tell their sources.
    let joins = vocabulary.kind(kind)?.naming?.container == nil ? nil : state.withLock(\.joins)
    let directory = try await readNames(listing, over: connection.performer, for: joins)
    keep(directory, readFrom: connection)
    return try directory.target(of: reference, kind: kind)
  }

  private func trustedNames(
    _ listing: String, at connection: Connection, within age: Duration
  ) -> Directory? {
    guard let place = KnownNames.Place(connection) else { return nil }
    let (reader, now) = (connection.identity.credentials.digest, environment.timekeeper.now)
    return state.withLock {
      $0.names.directory(of: listing, at: place, reader: reader, noOlderThan: age, now: now)
    }
  }

  /// Reads what a listing tells of names; of each page nothing else is kept.
  ///
  /// - Throws: `Problem` where the server refuses or cannot be reached.
  private func readNames(
    _ listing: String, over performer: any Performer, for joins: Joins? = nil
  ) async throws -> Directory {
    guard let operation = Catalogue.operation(named: listing) else {
      preconditionFailure("the catalogue has no `\(listing)`")
    }
    var directory = Directory(listing: listing, kinds: vocabulary.kinds)
    let records = Pages.records(of: Invocation(operation), over: performer).tellingFailures()
    while let batch = try await records.nextBatch() {
      directory.add(batch)
      await joins?.learn(batch, of: listing)
    }
    directory.seal()
    await joins?.finish(listing)
    return directory
  }

  private func keep(_ directory: Directory, readFrom connection: Connection) {
    guard let place = KnownNames.Place(connection) else { return }
    let (reader, now) = (connection.identity.credentials.digest, environment.timekeeper.now)
    state.withLock { $0.names.keep(directory, at: place, reader: reader, now: now) }
  }

  /// The records of a listing on their way; where all of them come by, their names are kept.
  func noting(
    _ records: Records, of operation: Operation, _ arguments: Record, from connection: Connection
  ) -> Records {
    guard arguments.isEmpty, vocabulary.kinds.contains(where: { $0.isListed(by: operation) })
    else { return records }
    var directory = Directory(listing: operation.name, kinds: vocabulary.kinds)
    return Records(records.shape) { [self] in
      if let batch = try await records.nextBatch() {
        directory.add(batch)
        return batch
      }
      directory.seal()
      keep(directory, readFrom: connection)
      return nil
    }
  }

  /// What changes something may change a name: the next one is looked up anew.
  func distrustNames(after operation: Operation) {
    if operation.effect == .triggers { return }
    state.withLock { $0.names.distrust() }
  }
}

extension Kind {
  fileprivate func isListed(by operation: Operation) -> Bool { naming?.listing == operation.name }
}

extension KnownNames.Place {
  /// Nil as long as no project is chosen.
  fileprivate init?(_ connection: Connection) {
    guard let project = connection.project else { return nil }
    self.init(server: connection.address.description, project: project)
  }
}

// MARK: - Behind completion

extension Session {
  /// What is known of names at the server and project in force; asks nobody.
  var knownNames: [Directory] {
    let place = namesPlace
    return state.withLock { $0.names.directories(at: place) }
  }

  private var namesPlace: KnownNames.Place? {
    let (server, project) = runPlace
    guard let server, let project else { return nil }
    return KnownNames.Place(server: server, project: project)
  }

  /// Reads again what completion `wishes` for and is not new any more, until it is cancelled:
  /// while a line is typed, and never while one runs. `tell` is called when it was looked for.
  func tendNames(_ wishes: AsyncStream<KindName>, tell: @Sendable () -> Void) async {
    rememberNames()
    saveNames()
    for await kind in wishes {
      if let listing = vocabulary.kind(kind)?.naming?.listing {
        await refreshNames(listing)
        saveNames()
      } else {
        await refreshChoices(of: kind)
      }
      tell()
    }
  }

  private func refreshNames(_ listing: String) async {
    let place = namesPlace
    state.withLock { $0.names.move(to: place) }
    guard takesTurn(toRead: listing) else { return }
    defer { endTurn(of: listing) }
    do {
      let connection = try await connection()
      keep(
        try await readNames(listing, over: connection.quietPerformer), readFrom: connection)
    } catch {
      // Nobody asked for it, so nobody is told: a command that needs the listing meets the
      // same error, and tells of it.
      return
    }
  }

  /// Whether names of a kind of which nothing is known are on their way.
  func awaitsNames(of kind: KindName) -> Bool {
    guard let listing = vocabulary.kind(kind)?.naming?.listing else {
      return awaitsChoices(of: kind)
    }
    return namesPlace != nil && awaits(listing)
  }

  /// Whether a listing should be read behind completion now; who is told so reads it.
  func takesTurn(toRead listing: String) -> Bool {
    guard readsBehindCompletion else { return false }
    let now = environment.timekeeper.now
    return state.withLock { $0.names.takesTurn(toRead: listing, now: now) }
  }

  func endTurn(of listing: String) { state.withLock { $0.names.endTurn(of: listing) } }

  /// Whether a listing of which nothing is known is being read, or would be.
  func awaits(_ listing: String) -> Bool {
    guard readsBehindCompletion else { return false }
    let now = environment.timekeeper.now
    return state.withLock { $0.names.isAwaited(listing, now: now) }
  }

  /// -v tells of every request, and nobody can read that in the middle of typing.
  private var readsBehindCompletion: Bool { !options.isVerbose && settings.apiKey != nil }

  // MARK: - The file

  /// Takes what an earlier session has listed at the place in force.
  private func rememberNames() {
    guard let place = namesPlace, let file = namesFile else { return }
    let isNew = state.withLock { state in
      state.names.move(to: place)
      return !state.names.hasLookedForFile
    }
    guard isNew else { return }
    let kept = listings.compactMap { file.read($0, at: place, kinds: vocabulary.kinds) }
    state.withLock { $0.names.remember(kept) }
  }

  /// Keeps what was listed since the last time.
  func saveNames() {
    guard let file = namesFile else { return }
    let (place, entries) = state.withLock { ($0.names.place, $0.names.entries) }
    guard let place else { return }
    for entry in entries.values where !entry.isKept {
      file.write(entry.directory, readAt: entry.readAt, at: place)
      state.withLock { $0.names.noteKept(entry.directory.listing) }
    }
  }

  private var listings: Set<String> { Set(vocabulary.kinds.compactMap(\.naming?.listing)) }

  /// The demo server's names end with it.
  private var namesFile: NamesFile? {
    guard !options.isDemo else { return nil }
    return Profiles.folder(.cacheFolder, else: ".cache", variables: environment.variables)
      .map { NamesFile(folder: $0 + "/names", files: files) }
  }
}
