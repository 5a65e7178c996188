package import CommandModel

/// Writes scripts in their canonical form.
///
/// The form follows from the tree. Of the layout that was typed it keeps the comments,
/// one empty line between statements, and blocks that stand on one line.
package enum Formatter {
  /// The canonical form of a script: a text with the same tree, and its own canonical
  /// form.
  ///
  /// - Throws: `Problem` of usage with all that is wrong with the syntax.
  /// - Complexity: linear in the length of the text.
  package static func format(
    _ source: SourceText, vocabulary: Vocabulary
  ) throws(Problem) -> String {
    let parse = Parser.parse(source, vocabulary: vocabulary)
    guard parse.diagnostics.isEmpty else { throw Problem(.usage, parse.diagnostics) }
    return LayoutWriter.text(of: LayoutBuilder.pieces(of: parse, source))
  }
}
