import CommandModel

// Two values need a blank or a comma between them. Text is built in one way,
// `"eu_$name"`, and arithmetic has blanks, `$now - 1d`.

extension Parser {
  /// Whether something stands right behind what was taken that would be a value.
  var isTouchingValue: Bool {
    isTouching && current.kind.startsValue && current.kind != .backslash
      && current.kind != .invalid && !(current.kind == .braceOpen && context.braceBeginsBlock)
  }

  /// Reports what touches `first`, if anything does.
  mutating func parseTouchingRest(_ first: ValueNode) -> ValueNode {
    isTouchingValue ? parseTouching(first) : first
  }

  /// Takes all that touches `first` and says how it is written.
  mutating func parseTouching(_ first: ValueNode) -> ValueNode {
    var parts = [first]
    while isTouchingValue { parts.append(parseSingleValue()) }
    let range = SourceRange(first.range.lower, previousEnd)
    // What is missing has been reported; a quote never closed touches all behind it.
    let isUnclosed = current.kind == .end && ["'", "\""].contains(unfinished.first)
    let isExplained = isUnclosed || parts.contains { $0.form == .missing }
    if !isExplained {
      report(
        itemOfField(parts, range) ?? .touchingValues(range, write: proposal(for: parts, range)))
    }
    return ValueNode(.missing, range: range)
  }

  /// What `schemas[0].name` means elsewhere: an item of a field.
  private func itemOfField(_ parts: [ValueNode], _ range: SourceRange) -> Diagnostic? {
    guard parts.count > 1, let field = parts[0].word, field.isDottedName,
      case .list(let items) = parts[1].form, items.count == 1,
      items[0].word.map(WordShape.init)?.isNumber == true
    else { return nil }
    return .unexpected(
      "an item of a field", range,
      hint: "`flatten \(field)` makes a record of each item; `$name[0]` takes one of a variable")
  }

  private func proposal(for parts: [ValueNode], _ range: SourceRange) -> String? {
    guard range.upper - range.lower <= 80 else { return nil }
    if isArithmetic(parts) {
      let spaced = parts.map { spacedOperator($0) }.joined(separator: " ")
      return context.isExpression ? spaced : "(\(spaced))"
    }
    if let quoted = quoted(parts) { return quoted }
    let spaced = parts.map { spelling($0.range) }.joined(separator: " ")
    return spaced.contains("\n") ? nil : spaced
  }

  // MARK: Comments

  /// Whether a word begins with `#`: what stands before it kept it from being a comment.
  var isTouchingHash: Bool {
    current.kind == .word && bytes[current.range.lower] == UInt8(ascii: "#")
  }

  mutating func reportTouchingHash() {
    reportUnexpected(hint: "a comment has a blank before its `#`; in quotes it is text")
  }

  // MARK: Arithmetic

  private func isArithmetic(_ parts: [ValueNode]) -> Bool {
    zip(parts, parts.dropFirst()).contains { left, right in
      guard left.isComputed, let word = right.word, let sign = word.first, "+-*/%".contains(sign)
      else { return false }
      switch WordShape(word.dropFirst()) {
      case .number, .duration: return true
      default: return word.count == 1 && context.isExpression
      }
    }
  }

  /// `- 1d` for `-1d`.
  private func spacedOperator(_ part: ValueNode) -> String {
    guard let word = part.word, let sign = word.first, "+-*/%".contains(sign), word.count > 1 else {
      return spelling(part.range)
    }
    return "\(sign) \(word.dropFirst())"
  }

  // MARK: Text

  /// One text with all the parts; nil when one of them is no text.
  private func quoted(_ parts: [ValueNode]) -> String? {
    var inner = ""
    for (index, part) in parts.enumerated() {
      let next = index + 1 < parts.count ? quotedInner(parts[index + 1]) : ""
      guard let text = quotedInner(part), let next else { return nil }
      // A variable would go on into what follows it: `"$(a)b"`, not `"$ab"`.
      inner += part.isVariable && next.continuesVariable ? "$(\(text))" : text
    }
    return "\"\(inner)\""
  }

  private func quotedInner(_ part: ValueNode) -> String? {
    switch part.form {
    case .word, .variable, .subpipe: spelling(part.range)
    case .text: String(spelling(part.range).dropFirst().dropLast())
    case .raw(let text): text.escapedForText
    default: nil
    }
  }
}

extension ValueNode {
  fileprivate var isVariable: Bool {
    if case .variable = form { true } else { false }
  }

  /// Whether it may stand left of an operator that touches it.
  fileprivate var isComputed: Bool {
    switch form {
    case .variable, .subpipe, .group: true
    default: false
    }
  }
}

extension String {
  fileprivate var continuesVariable: Bool {
    guard let first = utf8.first else { return false }
    return first.continuesName || first == UInt8(ascii: ".") || first == UInt8(ascii: "[")
  }
}
