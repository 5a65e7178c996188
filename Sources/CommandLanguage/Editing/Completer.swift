package import CommandModel

/// One thing that may stand at the cursor.
package struct Candidate: Sendable, Hashable {
  /// What it is, for the list that is shown.
  package enum Kind: Sendable, Hashable {
    case keyword, command, flag, setting, value, field, variable
  }

  /// As it is inserted, quotes included.
  package let text: String
  package let summary: String
  package let kind: Kind
  /// What it may be looked for by as well: the name of the project with this number.
  package var name: String?
}

/// What completion offers for one place of a text.
package struct CompletionResult: Sendable, Hashable {
  /// What a chosen candidate stands in for; it ends at the cursor.
  package let replaced: SourceRange
  /// In alphabetical order, each text once.
  package let candidates: [Candidate]
  /// The part of a file name before the cursor, where a file name is wanted; finding
  /// the files is for the shell.
  package let wantedFile: FileSpelling?
  /// The kind of thing whose id or name is wanted; listing what there is, is for the shell.
  package let wantedKind: KindName?
}

/// Finds what could be typed at the cursor.
package enum Completer {
  /// What the session knows besides the vocabulary.
  package struct Session: Sendable {
    /// The names of variables, without `$`.
    package let variables: [String]
    /// What was seen of the records in variables; `_` is what was shown last.
    package var seen: [String: SeenRecords] = [:]
    /// What was seen of all records that have the fields of a kind.
    package var seenKinds: [KindName: SeenRecords] = [:]
    /// What the beginning of a file shows of its records; nil where it shows nothing.
    package var peek: @Sendable (_ file: String) -> SeenRecords? = { _ in nil }
    /// What things are called, as far as it is known.
    package var directories: [Directory] = []
    /// What was listed of things that are known by a text of their own, and their names.
    package var choices: [KindName: [(value: String, name: String)]] = [:]
    /// The names of the process's environment variables.
    package var environment: [String] = []

    /// A session that has named these.
    package init(variables: [String] = []) { self.variables = variables }

    /// What is known about the records in variables.
    var flows: [String: Flow] {
      Dictionary(
        (variables + seen.keys).map { ($0, Flow(kind: seen[$0]?.kind)) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// What may stand at `cursor`, a UTF-8 offset of `text`; one outside means the end.
  package static func complete(
    _ text: String, cursor: Int, vocabulary: Vocabulary, session: Session = Session()
  ) -> CompletionResult {
    let bytes = Array(text.utf8)
    var cursor = max(0, min(cursor, bytes.count))
    // Inside of a character means before it.
    while cursor < bytes.count, bytes[cursor] & 0xC0 == 0x80 { cursor -= 1 }
    let site = CompletionSite(Array(bytes.prefix(cursor)), vocabulary)
    let offers = CompletionOffers(site: site, vocabulary: vocabulary, session: session)
    let isWanted = site.matcher
    // Behind a quote only a value can go on.
    let isQuoted = site.partial.hasPrefix("\"")
    let candidates = offers.candidates.filter { candidate in
      guard !isQuoted || candidate.kind == .value else { return false }
      return isWanted(candidate.text) || candidate.name.map(isWanted) ?? false
    }
    let unique = Dictionary(
      candidates.map { ($0.text, $0) }, uniquingKeysWith: { first, _ in first })
    return CompletionResult(
      replaced: SourceRange(cursor - site.partial.utf8.count, cursor),
      candidates: unique.values.sorted { $0.text < $1.text },
      wantedFile: offers.wantsFile ? site.partialFile : nil,
      wantedKind: offers.wantedKind)
  }
}
