import CommandLanguage
import CommandModel
import SourcesClient
import Synchronization

extension Session {
  /// The records of an operation that only reads, asked for as they are pulled.
  ///
  /// - Throws: `Problem` when an argument would only meet the server's refusal.
  func read(_ operation: Operation, _ call: Call) async throws -> Records {
    let connection = try await connection()
    try checkProjects(call.targets?.projects ?? [], of: call, at: connection)
    let invocations = operation.invocations(for: call)
    for invocation in invocations {
      try check(invocation)
      try await confirmSourceType(of: invocation, over: connection)
    }
    if call.isOfAllProjects {
      return eachProject(at: connection) { performer, _ in
        Records.joined(
          invocations.map { Pages.records(of: $0, over: performer) }, shape: .list)
      }.limited(to: call.arguments[Parameter.limit.name]?.integerValue).tellingFailures()
    }
    let joins = state.withLock(\.joins)
    let streams = Array(invocations).map {
      Pages.records(of: $0, over: connection.performer, joins: joins)
    }
    let records = remembering(
      Records.joined(streams, shape: call.shape), of: operation.answer.kind
    ).tellingFailures()
    return noting(records, of: operation, call.arguments, from: connection)
  }

  private func confirmSourceType(
    of invocation: Invocation, over connection: Connection
  ) async throws {
    do {
      try await Preflight.confirmSourceType(of: invocation, over: connection.performer)
    } catch let failure as Failure {
      throw Problem(failure)
    }
  }

  /// - Throws: `Problem` for what the server would answer with 500, or take silently.
  func check(_ invocation: Invocation, _ book: FormBook = .empty) throws {
    let diagnostics = diagnostics(of: invocation, book)
    if !diagnostics.isEmpty { throw Problem(.usage, diagnostics) }
  }
}

extension Operation {
  /// What a call sends: one request's worth for each thing it is about, made when it is
  /// looked at.
  func invocations(for call: Call) -> LazyMapSequence<Range<Int>, Invocation> {
    let id = targetParameter
    let targets = id == nil ? nil : call.targets
    let given = call.arguments.withoutRunFlags
    return (0..<(targets?.count ?? call.bodies?.count ?? 1)).lazy.map { index in
      if let body = call.bodies?[index] { return Invocation(self, arguments: body) }
      guard let target = targets?[index], let id else {
        return Invocation(self, arguments: given)
      }
      var arguments = given
      arguments[id.name] = .text(target.id)
      return Invocation(self, arguments: arguments, target: target)
    }
  }

  /// The parameter that says which thing is meant.
  private var targetParameter: Parameter? {
    signature.parameters.first { parameter in
      if case .identifier = parameter.type { parameter.place == .path } else { false }
    }
  }
}

extension Records {
  /// The same stream, with what the server refused as a problem for the person.
  func tellingFailures(
    _ problem: @escaping (Failure) -> any Error = { Problem($0) }
  ) -> Records {
    Records(shape) {
      do {
        return try await nextBatch()
      } catch let failure as Failure {
        // A request that was given up is no fault of the server.
        try Task.checkCancellation()
        throw problem(failure)
      }
    }
  }

  /// The same values as one thing or as a list.
  func shaped(_ shape: Shape) -> Records { Records(shape) { try await nextBatch() } }

  /// The same stream, which throws behind its last value when there is an error.
  func ending(with error: (any Error)?) -> Records {
    Records(shape) {
      if let batch = try await nextBatch() { return batch }
      if let error { throw error }
      return nil
    }
  }

  /// The same; `note` is called when the end, or an error, has been reached.
  func atEnd(_ note: @escaping () -> Void) -> Records {
    Records(shape) {
      do {
        if let batch = try await nextBatch() { return batch }
      } catch {
        note()
        throw error
      }
      note()
      return nil
    }
  }

  /// Takes every batch, and returns the error that came behind the last record.
  ///
  /// - Throws: Any other error on the way.
  func forEachBatch(_ take: ([Value]) throws -> Void) async throws -> (any Error)? {
    while true {
      let batch: [Value]?
      do {
        batch = try await nextBatch()
      } catch let error where error.followsAllRecords {
        return error
      }
      guard let batch else { return nil }
      try take(batch)
    }
  }

  /// One stream after the other.
  static func joined(_ streams: [Records], shape: Shape) -> Records {
    var left = streams[...]
    return Records(shape) {
      while let first = left.first {
        if let batch = try await first.nextBatch() { return batch }
        left.removeFirst()
      }
      return nil
    }
  }
}
