package import CommandModel

/// Asks the server's wizard for forms.
package enum FormReader {
  /// The forms of these types by their names; a type that the wizard does not know has none.
  ///
  /// - Throws: The `Failure` of asking.
  package static func forms(
    of types: Set<String>, over performer: any Performer
  ) async throws(Failure) -> [String: SourceForm] {
    let arguments: Record = ["source_type": .list(types.sorted().map(Value.text))]
    let question = Invocation(.known("sources wizard"), arguments: arguments)
    switch await performer.perform(question) {
    case .failure(let failure): throw failure
    case .success(let answer):
      let forms = (answer.value.listValue ?? []).compactMap { value in
        value.recordValue.flatMap(SourceForm.init)
      }
      return Dictionary(forms.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }
}
