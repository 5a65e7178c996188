package import CommandLanguage

/// A text about the whole of edsh that is made from its tables: `edsh --generate man`.
package enum GeneratedText: String, Sendable, CaseIterable {
  case man
  case bash
  case zsh
  case fish
  case reference
  case errors

  /// The text, which ends in a newline; the same on every machine.
  package func text(_ vocabulary: Vocabulary) -> String {
    switch self {
    case .man: ManPage(vocabulary: vocabulary).text
    case .bash: CompletionTable(vocabulary: vocabulary).bash
    case .zsh: CompletionTable(vocabulary: vocabulary).zsh
    case .fish: CompletionTable(vocabulary: vocabulary).fish
    case .reference: ReferencePage(vocabulary: vocabulary).text
    case .errors: Explanation.reference
    }
  }

  /// The file of the repository that has it, relative to its root; nil for what is made
  /// where edsh is installed.
  package var path: String? {
    switch self {
    case .reference: "Sources/Shell/Shell.docc/Commands.md"
    case .errors: "Sources/Shell/Shell.docc/Errors.md"
    case .man, .bash, .zsh, .fish: nil
    }
  }
}
