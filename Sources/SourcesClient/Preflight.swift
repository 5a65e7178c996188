package import CommandModel

/// What is checked of an invocation's arguments before anything is sent, because the
/// server would answer it with 500, take it silently, or destroy something.
package enum Preflight {
  /// What is wrong with the arguments; decided without asking anybody.
  package static func diagnostics(for invocation: Invocation) -> [Diagnostic] {
    invocation.operation.checks.compactMap { diagnostic(for: $0, of: invocation) }
  }

  private static func diagnostic(
    for check: Operation.Check, of invocation: Invocation
  ) -> Diagnostic? {
    let arguments = invocation.arguments
    switch check {
    case .needsOneOf(let names, let reason):
      guard names.allSatisfy({ arguments[$0] == nil }) else { return nil }
      let list = names.map { "`\($0)`" }.joined(separator: " or ")
      return Diagnostic(
        code: .missingSetting, "`\(invocation.operation.name)` needs \(list): \(reason)",
        hint: names.first.map { "add `\($0)=…`" })
    case .identifier(let name):
      guard let prefix = arguments[name]?.plainText, !TablePrefix.isValid(prefix) else {
        return nil
      }
      return Diagnostic(
        code: .badPrefix, "`\(SafeText.clean(prefix, limit: 100))` cannot begin a table's name",
        hint: "letters, digits and _, no digit first, at most 100")
    case .refuses(let name, let reason):
      guard arguments[name] != nil else { return nil }
      return Diagnostic(
        code: .unknownParameter, "`\(invocation.operation.name)` takes no `\(name)`", hint: reason)
    case .itemCount(let name, let range):
      guard let count = arguments[name]?.listValue?.count, !range.contains(count) else {
        return nil
      }
      return Diagnostic(
        code: .badValue, "`\(name)` of `\(invocation.operation.name)` has \(count) items",
        hint: "give \(range.lowerBound) to \(range.upperBound)")
    case .length(let name, let most):
      guard let count = arguments[name]?.textValue?.count, count > most else { return nil }
      return Diagnostic(
        code: .badValue, "`\(name)` of `\(invocation.operation.name)` has \(count) characters",
        hint: "the server keeps \(most) at most")
    case .isLess(let low, let high):
      guard let first = arguments[low]?.integerValue, let second = arguments[high]?.integerValue,
        first >= second
      else { return nil }
      return Diagnostic(
        code: .badValue, "`\(low)` is not below `\(high)`", hint: "\(first) is not below \(second)")
    case .knownSourceType, .destroysWhen:
      // The one is known to the server alone; the other asks, and stops nothing.
      return nil
    }
  }

  /// Asks the server's wizard about the source type, where the operation says so.
  ///
  /// - Throws: `Problem` when the wizard does not know the type; the `Failure` of asking
  ///   when every further request would meet it as well.
  package static func confirmSourceType(
    of invocation: Invocation, over performer: any Performer
  ) async throws {
    for case .knownSourceType(let name) in invocation.operation.checks {
      guard let type = invocation.arguments[name]?.plainText else { continue }
      guard try await isUnknown(type, to: performer) else { continue }
      let types = await types(over: performer)
      throw Problem(.usage, [unknownType(type, among: types)])
    }
  }

  /// What is said of a type that the server's wizard does not know.
  static func unknownType(_ type: String, among types: [String]) -> Diagnostic {
    Diagnostic(
      code: .unknownSourceType, "unknown source type `\(SafeText.clean(type, limit: 100))`",
      hint: Suggestion.hint(for: type, among: types)
        ?? "`sources wizard | select source_type` lists them")
  }

  private static func isUnknown(
    _ type: String, to performer: any Performer
  ) async throws(Failure) -> Bool {
    switch await wizard(["source_type": .list([.text(type)])], over: performer) {
    case .success(let answer): return answer.value.listValue?.isEmpty ?? false
    case .failure(let failure) where failure.status == 400: return true
    // A server or a key without the wizard: let the operation itself find out.
    case .failure(let failure) where failure.fate == .failed: return false
    case .failure(let failure): throw failure
    }
  }

  /// The names of all types; none where the server does not tell them.
  private static func types(over performer: any Performer) async -> [String] {
    guard case .success(let answer) = await wizard([:], over: performer) else { return [] }
    return (answer.value.listValue ?? []).compactMap { $0.value(at: "source_type")?.textValue }
  }

  private static func wizard(_ arguments: Record, over performer: any Performer) async -> Outcome {
    await performer.perform(Invocation(.known("sources wizard"), arguments: arguments))
  }
}
