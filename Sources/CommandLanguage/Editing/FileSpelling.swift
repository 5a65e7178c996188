/// The name of a file as far as it was typed, and how a whole one is written in its place.
package struct FileSpelling: Sendable, Hashable {
  /// What was typed of the name, without mark and quote.
  package let partial: String
  /// `@`, or nothing.
  package let mark: String
  /// Whether a quote was opened before it.
  package let isQuoted: Bool

  /// A name as it is inserted: in quotes where it needs them, which stay open behind a
  /// folder, because the name goes on.
  package func whole(_ name: String) -> String {
    let isFolder = name.hasSuffix("/")
    guard isQuoted || name.quotedWhereNeeded != name else { return mark + name }
    return mark + "\"" + name.escapedForText + (isFolder ? "" : "\"")
  }
}
