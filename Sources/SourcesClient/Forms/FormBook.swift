package import CommandModel

/// What the server's wizard says of some types of source.
package struct FormBook: Sendable {
  private let forms: [String: SourceForm]
  /// Every type that the server offers; nil where it did not have to be asked for all.
  private let types: [String]?
  /// Whether there is a wizard, so that a type without a form is no type.
  private let isKnowing: Bool
  /// The types it was read for.
  fileprivate var read: Set<String> = []

  /// The book of a server, or of a key, without a wizard.
  package static let empty = FormBook(forms: [:], types: nil, isKnowing: false)

  fileprivate init(forms: [String: SourceForm], types: [String]?, isKnowing: Bool) {
    self.forms = forms
    self.types = types
    self.isKnowing = isKnowing
  }

  /// The form of a type; nil where nothing is known of it.
  package func form(of type: String) -> SourceForm? { forms[type] }

  /// Why no source of a type can be connected; nil when one can, or nobody knows.
  package func obstacle(to type: String) -> Diagnostic? {
    if let form = forms[type] {
      return form.obstacle.map {
        Diagnostic(
          code: .unknownSourceType, "`\(form.type)` cannot be connected: \($0)",
          hint: "`sources wizard | where unreleasedSource != true | select source_type` lists what "
            + "can")
      }
    }
    return isKnowing ? Preflight.unknownType(type, among: types ?? []) : nil
  }

  /// Whether it was read for all of these types.
  package func covers(_ wanted: Set<String>) -> Bool { read.isSuperset(of: wanted) }
}

/// Asks the server's wizard for forms.
package enum FormReader {
  /// What is known of these types; nothing where there is no wizard.
  ///
  /// - Throws: The `Failure` of asking, when every further request would meet it too.
  package static func book(
    of types: Set<String>, over performer: any Performer
  ) async throws(Failure) -> FormBook {
    var book = try await read(types, over: performer)
    book.read = types
    return book
  }

  private static func read(
    _ types: Set<String>, over performer: any Performer
  ) async throws(Failure) -> FormBook {
    switch await ask(["source_type": .list(types.sorted().map(Value.text))], performer) {
    case .success(let answer): return book(of: types, from: answer, isWhole: false)
    // One wrong type spoils the answer for all of them.
    case .failure(let failure) where failure.status == 400: break
    case .failure(let failure) where failure.fate == .failed: return .empty
    case .failure(let failure): throw failure
    }
    switch await ask([:], performer) {
    case .success(let answer): return book(of: types, from: answer, isWhole: true)
    case .failure(let failure) where failure.fate == .failed: return .empty
    case .failure(let failure): throw failure
    }
  }

  private static func ask(_ arguments: Record, _ performer: any Performer) async -> Outcome {
    await performer.perform(Invocation(.known("sources wizard"), arguments: arguments))
  }

  private static func book(
    of types: Set<String>, from answer: Answer, isWhole: Bool
  ) -> FormBook {
    let records = (answer.value.listValue ?? []).compactMap(\.recordValue)
    // Older servers give all forms whatever is asked; only those that are meant are kept.
    let wanted = records.filter { types.contains($0["source_type"]?.textValue ?? "") }
    let forms = wanted.compactMap(SourceForm.init).map { ($0.type, $0) }
    return FormBook(
      forms: Dictionary(forms, uniquingKeysWith: { first, _ in first }),
      types: isWhole || records.count > wanted.count
        ? records.compactMap { $0["source_type"]?.textValue } : nil,
      isKnowing: true)
  }
}
