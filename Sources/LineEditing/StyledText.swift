/// A text with colours in it (`ESC [ … m`), taken apart.
struct StyledText: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case text(String)
    /// The parameters of a sequence; `0` for none.
    case rendition(String)
  }

  private(set) var parts: [Part] = []

  /// Other control sequences (`ESC [ …`) are dropped.
  init(_ text: String) {
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\u{1B}" else {
        plain.append(scalar)
        continue
      }
      if !plain.isEmpty { parts.append(.text(String(plain))) }
      plain = .init()
      if rest.first == "[" { rest.removeFirst() }
      let parameters = String(rest.prefix { !$0.properties.isAlphabetic })
      rest = rest.dropFirst(parameters.unicodeScalars.count)
      if rest.popFirst() == "m", parameters.allSatisfy({ $0.isNumber || $0 == ";" }) {
        parts.append(.rendition(parameters.isEmpty ? "0" : parameters))
      }
    }
    if !plain.isEmpty { parts.append(.text(String(plain))) }
  }

  /// The text without colours.
  var plain: String {
    parts.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
  }
}
