/// Foreign text made fit for a message: no control characters, no line breaks, bounded.
enum SafeText {
  /// The text with runs of white space as one blank, without control and
  /// direction characters, cut to `limit` characters.
  static func clean(_ text: some StringProtocol, limit: Int = 500) -> String {
    var scalars = String.UnicodeScalarView()
    // Cut before cleaning: a hostile text may be 64 MB long.
    for scalar in text.unicodeScalars.prefix(limit * 4) {
      if scalar.properties.isWhitespace {
        if let last = scalars.last, last != " " { scalars.append(" ") }
      } else if !isDangerous(scalar) {
        scalars.append(scalar)
      }
    }
    if scalars.last == " " { scalars.removeLast() }
    let cleaned = String(scalars)
    return cleaned.count > limit ? cleaned.prefix(limit - 1) + "…" : cleaned
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
