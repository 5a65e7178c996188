package import CommandModel

extension Value {
  /// The value on one line of a table or a file of cells: its plain text, or compact
  /// JSON when it is nested.
  package var cellText: String { plainText ?? JSON.encode(self) }
}
