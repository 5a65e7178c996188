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
  package let partialFile: String?
  /// The kind of thing whose id or name is wanted; listing what there is, is for the shell.
  package let wantedKind: KindName?
}

/// Finds what could be typed at the cursor.
package enum Completer {
  /// What the session knows besides the vocabulary.
  package struct Session: Sendable {
    /// The names of variables, without `$`.
    package let variables: [String]
    /// The commands that were defined.
    package let definitions: [String]
    /// The kind of the records in `$_`.
    package let lastKind: KindName?
    /// What things are called, as far as it is known.
    package var directories: [Directory] = []
    /// What was seen that a setting may be set to, and its name, by the setting's name.
    package var choices: [String: [(value: String, name: String)]] = [:]

    package init(
      variables: [String] = [], definitions: [String] = [], lastKind: KindName? = nil
    ) {
      self.variables = variables
      self.definitions = definitions
      self.lastKind = lastKind
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
    let candidates = offers.candidates.filter {
      isWanted($0.text) || $0.name.map(isWanted) ?? false
    }
    let unique = Dictionary(
      candidates.map { ($0.text, $0) }, uniquingKeysWith: { first, _ in first })
    return CompletionResult(
      replaced: SourceRange(cursor - site.partial.utf8.count, cursor),
      candidates: unique.values.sorted { $0.text < $1.text },
      partialFile: offers.wantsFile ? site.partialFile : nil,
      wantedKind: offers.wantedKind)
  }
}
