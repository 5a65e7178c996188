package import CommandModel

/// JSON Lines: one JSON value a line; blank lines are skipped.
package enum JSONLines {
  /// The values of all lines.
  ///
  /// - Throws: `FormatError` with the line that is wrong.
  package static func decode(
    _ bytes: [UInt8], limits: FormatLimits = .standard
  ) throws(FormatError) -> [Value] {
    try StreamDecoder.decode(bytes, .jsonl, limits: limits)
  }

  /// One line a value, each closed by a line feed.
  package static func encode(_ values: [Value]) -> String {
    var writer = JSONWriter(.compact)
    for value in values { writer.writeLine(value) }
    return writer.text
  }
}
