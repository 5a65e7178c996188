// A script on its way from its tree to its lines: what is written, in order, and where
// lines may end. The builder knows the grammar and no columns, the writer the reverse.

/// A part of a text that is not cut into lines yet.
enum Piece {
  /// What is written as it stands, and how wide it is.
  case text(String, columns: Int)
  /// What is written as it stands and holds line ends of its own.
  case lines(String)
  /// A blank at which no line ends.
  case blank
  /// Where a line ends if the group around is broken.
  case cut(Cut)
  /// An empty line above what follows.
  case emptyLine
  /// A comment, behind what stands on its line or on a line of its own.
  case comment(String, isTrailing: Bool)
  /// Moves the lines that follow to the right by so many columns.
  case indent(Int)
  case open(Group)
  case close
}

/// What stands between two pieces where the line does not end.
enum Cut {
  case nothing
  case blank
  case semicolon
}

/// Pieces whose line ends come all together or not at all.
struct Group {
  var isAlwaysBroken = false
  var hang: Hang?

  /// The block at the end of a pipeline, by the indices of pieces.
  ///
  /// A pipeline stays on one line in front of such a block if the block must be broken
  /// anyway: `$failed | each {`.
  struct Hang {
    /// Where the stage begins that the block belongs to.
    let stage: Int
    let block: Int
  }
}
