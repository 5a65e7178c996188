import CommandLanguage
import CommandModel
import SourcesClient

extension Session {
  /// The forms that the arguments of a call fill in, by the type of source.
  ///
  /// - Throws: `Problem` for a type that the server does not know, and of the failure that
  ///   every further request would meet.
  func forms(
    for operation: Operation, _ call: Call, over connection: Connection
  ) async throws -> [String: SourceForm] {
    guard let form = operation.form else { return [:] }
    let types = operation.invocations(for: call).compactMap { $0.arguments[form.type]?.textValue }
    guard !types.isEmpty else { return [:] }
    do throws(Failure) {
      return try await FormReader.forms(of: Set(types), over: connection.performer)
    } catch  where error.fate == .failed {
      // A server or a key without the wizard: all of a payload counts as secret then, and a
      // type that is wrong is refused with the request itself.
      return [:]
    } catch {
      throw Problem(error)
    }
  }
}

extension [String: SourceForm] {
  /// What of an invocation's arguments its form says is no secret.
  func openPaths(of invocation: Invocation) -> Set<String> {
    guard let form = invocation.operation.form,
      let type = invocation.arguments[form.type]?.textValue,
      let payload = invocation.arguments[form.parameter]?.recordValue
    else { return [] }
    return self[type]?.openPaths(of: payload, in: form.parameter) ?? []
  }
}
