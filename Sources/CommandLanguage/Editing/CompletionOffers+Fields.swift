import CommandModel

extension CompletionOffers {
  /// The fields of the records that come in: those of their kind, and those that were seen.
  var fields: [Candidate] {
    guard let input else { return [] }
    let declared = input.fields?.kinds.flatMap(\.fields) ?? kind?.fields ?? []
    let named = input.selectedFields ?? declaredColumns + (seen?.fields ?? [])
    return declared.map { Candidate(text: $0.name, summary: $0.summary, kind: .field) }
      + (named + input.addedFields).map { Candidate(text: $0, summary: "", kind: .field) }
  }

  private var kind: Kind? { input?.kind.flatMap { vocabulary.kind($0) } }

  /// The columns of the command whose records these are, where no kind says more.
  private var declaredColumns: [String] {
    input?.fields == nil && kind == nil ? input?.producer?.columns ?? [] : []
  }

  /// What was seen of the records that come in, or of such records before.
  private var seen: SeenRecords? {
    guard let input, input.selectedFields == nil else { return nil }
    if let first = site.elements.first?.first, first.kind == .variable {
      let seen = session.seen[String(site.spelling(first).dropFirst())]
      return isUnchanged ? seen : nil
    }
    if let kind = input.kind { return session.seenKinds[kind] }
    // Nothing is known of them; they may well be what was just looked at.
    return input.fields == nil && input.producer?.yields.isRecords == true
      ? session.seen[BuiltInVariable.last.rawValue] : nil
  }

  /// Whether what comes in is what stands at the head, or some of it.
  private var isUnchanged: Bool {
    site.elements.dropFirst().dropLast().allSatisfy { element in
      let words = element.prefix { $0.kind == .word }.prefix(4).map(site.spelling)
      let command = vocabulary.command(beginning: words, after: nil)
      return command?.signature.yields == .same
    }
  }

  // MARK: - Expressions

  /// Fields where an operand may stand, the values of a field right of a comparison.
  var expressionOffers: [Candidate] {
    let before = comparedBefore(element[...])
    if let before { return values(ofField: site.spelling(before)) }
    guard let last = element.last else { return [] }
    let joins: Set = ["where", "extend", "assert", "and", "or", "not", "+", "-", "*", "/", "%"]
    let isOperand = last.kind == .parenOpen || last.kind == .sign
    return isOperand || joins.contains(site.spelling(last)) ? fields : []
  }

  /// The field that the value at the cursor is compared with: `status == `, `status in [a, `.
  private func comparedBefore(_ tokens: ArraySlice<Token>) -> Token? {
    var rest = tokens
    if let opener = rest.lastIndex(where: { $0.kind == .bracketOpen }) { rest = rest[..<opener] }
    let isList = rest.endIndex < tokens.endIndex
    guard let operation = rest.popLast() else { return nil }
    let isIn = operation.kind == .word && site.spelling(operation) == "in"
    guard isIn || !isList && operation.kind == .sign else { return nil }
    if rest.last.map(site.spelling) == "not" { rest = rest.dropLast() }
    // The `=` of `extend name =` compares nothing.
    let isName = site.spelling(element[0]) == "extend" && rest.count == 2
    return isName ? nil : rest.last
  }

  /// The values that a field is known to have, and those that were seen in it.
  private func values(ofField field: String) -> [Candidate] {
    let path = field.hasPrefix(".") ? String(field.dropFirst()) : field
    let type = input?.fields?.type(of: path) ?? kind?.field(path)
    if case .boolean = type?.type { return ["true", "false"].map { value($0) } }
    return ((type?.enumeration ?? []) + (seen?.values(of: path) ?? [])).map { value($0) }
  }
}

extension CommandSignature.Yield {
  /// Whether records come, of whatever kind.
  fileprivate var isRecords: Bool {
    switch self {
    case .one, .list, .same: true
    case .nothing, .value, .text: false
    }
  }
}
