import CommandModel

/// How a bare word reads where no type says otherwise.
enum WordReading {
  /// Number, duration, true, false, null, else text.
  case language
  /// As the language, but a duration is text: what goes into a request's body.
  case body

  func value(of spelling: String) -> Value {
    switch spelling {
    case "true": return true
    case "false": return false
    case "null": return .null
    default: break
    }
    if let number = Number(spelling: spelling) { return .number(number) }
    if self == .language, let duration = DurationText.parse(spelling) {
      return .duration(duration)
    }
    return .text(spelling)
  }
}

extension ValueNode {
  /// The spelling of a bare word.
  var word: String? {
    guard case .word(let spelling) = form else { return nil }
    return spelling
  }

  /// The text of quotes that hold nothing but text.
  var quotedText: String? {
    switch form {
    case .raw(let text): return text
    case .text(let parts):
      var whole = ""
      for part in parts {
        guard case .literal(let text) = part else { return nil }
        whole += text
      }
      return whole
    default: return nil
    }
  }

  /// A word or a plain text: what a path of `include` or a message must be.
  var plainSpelling: String? { word ?? quotedText }
}
