extension StringProtocol {
  /// Itself where a bare word may be spelled so, else as `"…"`.
  var quotedWhereNeeded: String {
    let isWord = !isEmpty && utf8.allSatisfy(\.isWordByte) && !hasPrefix("#") && !hasPrefix("@")
    return isWord ? String(self) : "\"" + String(self).escapedForText + "\""
  }
}

extension String {
  /// Its characters as a `"…"` holds them.
  var escapedForText: String {
    replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("$", with: "\\$")
  }
}
