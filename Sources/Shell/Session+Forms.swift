import CommandLanguage
import CommandModel
import SourcesClient
import Synchronization

extension Session {
  /// What the server's wizard says of the types that invocations name; read once a statement.
  ///
  /// - Throws: `Problem` of the failure that every further request would meet.
  func formBook(
    for invocations: some Sequence<Invocation>, over connection: Connection
  ) async throws -> FormBook {
    let types = invocations.compactMap { invocation in
      invocation.operation.form.flatMap { invocation.arguments[$0.type]?.textValue }
    }
    return try await formBook(of: Set(types), over: connection)
  }

  /// What the server's wizard says of some types; read once a statement.
  func formBook(of types: Set<String>, over connection: Connection) async throws -> FormBook {
    // Without a wizard all of a payload counts as secret, and a type that is wrong is
    // refused with the request itself.
    guard !types.isEmpty else { return .empty }
    if let known = state.withLock(\.formBook), known.covers(types) { return known }
    do throws(Failure) {
      let book = try await FormReader.book(of: types, over: connection.performer)
      state.withLock { $0.formBook = book }
      return book
    } catch {
      try Task.checkCancellation()
      throw Problem(error)
    }
  }

  func complaints(
    about bodies: [Record], of command: CommandSignature
  ) async throws -> [[Diagnostic]] {
    guard let operation = Catalogue.operation(named: command.name) else {
      return bodies.map { _ in [] }
    }
    let invocations = bodies.map { Invocation(operation, arguments: $0) }
    let book = try await formBook(for: invocations, over: try await connection())
    return invocations.map { diagnostics(of: $0, book) }
  }

  /// Everything that is wrong with an invocation before it is sent, and that the server would
  /// answer with 500, or take silently.
  func diagnostics(of invocation: Invocation, _ book: FormBook = .empty) -> [Diagnostic] {
    var diagnostics = Preflight.diagnostics(for: invocation) + book.mistakes(in: invocation)
    if invocation.forgesReference {
      diagnostics.append(
        Diagnostic(
          code: .badValue, "a `secretRef` that comes from elsewhere is not followed",
          hint: "write where the secret comes from: `$env.NAME` or `@file`"))
    }
    // A secret that is not there is told of before anything is sent.
    for reference in invocation.secretReferences {
      do throws(Problem) {
        _ = try environment.secrets(reference)
      } catch {
        diagnostics += error.diagnostics
      }
    }
    return diagnostics
  }
}

extension FormBook {
  /// What of an invocation's arguments its form says is no secret.
  func openPaths(of invocation: Invocation) -> Set<String> {
    guard let (form, payload) = filledIn(by: invocation), let name = invocation.formParameter else {
      return []
    }
    return form.openPaths(of: payload, in: name)
  }

  /// What the form has against the arguments of an invocation that fills it in.
  fileprivate func mistakes(in invocation: Invocation) -> [Diagnostic] {
    guard let operation = invocation.operation.form,
      let type = invocation.arguments[operation.type]?.textValue
    else { return [] }
    if let obstacle = obstacle(to: type) { return [obstacle] }
    guard let (form, payload) = filledIn(by: invocation) else { return [] }
    return form.mistakes(in: payload, of: operation)
  }

  private func filledIn(by invocation: Invocation) -> (form: SourceForm, payload: Record)? {
    guard let operation = invocation.operation.form,
      let type = invocation.arguments[operation.type]?.textValue, let form = form(of: type),
      let payload = invocation.arguments[operation.parameter]?.recordValue
    else { return nil }
    return (form, payload)
  }
}

extension Invocation {
  fileprivate var formParameter: String? { operation.form?.parameter }
}
