/// Cuts pieces into lines.
struct LayoutWriter {
  /// The columns a line may have, as far as it can be broken.
  private static let columnsMax = 100

  /// How a group is written.
  private enum Mode: Equatable {
    case flat
    case broken
    /// On one line up to the block that opens with this piece.
    case hanging(block: Int)
  }

  /// What stands between the text so far and what is written next. It is held back,
  /// because a comment may come that belongs to the line before it.
  private enum Gap: Int {
    case none, blank, lineEnd, emptyLine

    func text(indentation: Int) -> String {
      switch self {
      case .none: ""
      case .blank: " "
      case .lineEnd: "\n" + String(repeating: " ", count: indentation)
      case .emptyLine: "\n\n" + String(repeating: " ", count: indentation)
      }
    }
  }

  private let pieces: [Piece]
  private var text = ""
  private var column = 0
  private var indentation = 0
  private var gap = Gap.none
  private var modes = [Mode.broken]

  private init(_ pieces: [Piece]) { self.pieces = pieces }

  /// The lines of the pieces; each ends in a newline, none in blanks.
  ///
  /// - Complexity: linear, because no group is looked at beyond one line.
  static func text(of pieces: [Piece]) -> String {
    var writer = LayoutWriter(pieces)
    for index in pieces.indices { writer.write(pieces[index], at: index) }
    return writer.text.isEmpty ? "" : writer.text + "\n"
  }

  private mutating func write(_ piece: Piece, at index: Int) {
    switch piece {
    case .text(let text, let columns): append(text, columns: columns)
    case .lines(let text):
      append(text, columns: 0)
      column = text.reversed().prefix { !$0.isNewline }.count
    case .blank: widen(to: .blank)
    case .cut(let cut): write(cut)
    case .emptyLine: widen(to: .emptyLine)
    case .comment(let text, let isTrailing): write(comment: text, isTrailing: isTrailing)
    case .indent(let columns): if modes.last == .broken { indentation += columns }
    case .open(let group): modes.append(mode(of: group, at: index))
    case .close: modes.removeLast()
    }
  }

  private mutating func write(_ cut: Cut) {
    guard modes.last != .broken else { return widen(to: .lineEnd) }
    if case .semicolon = cut { append(";", columns: 1) }
    if cut.endsInBlank { widen(to: .blank) }
  }

  private mutating func write(comment: String, isTrailing: Bool) {
    if isTrailing {
      text += " " + comment
    } else {
      widen(to: .lineEnd)
      append(comment, columns: 0)
    }
    widen(to: .lineEnd)
  }

  private mutating func widen(to gap: Gap) {
    if gap.rawValue > self.gap.rawValue { self.gap = gap }
  }

  private mutating func append(_ text: String, columns: Int) {
    column = nextColumn + columns
    // Nothing stands above the first line.
    if !self.text.isEmpty { self.text += gap.text(indentation: indentation) }
    self.text += text
    gap = .none
  }

  /// The column of what is written next.
  private var nextColumn: Int {
    switch gap {
    case .none: column
    case .blank: column + 1
    case .lineEnd, .emptyLine: indentation
    }
  }
}

// MARK: - Groups

extension LayoutWriter {
  private func mode(of group: Group, at index: Int) -> Mode {
    switch modes.last ?? .broken {
    case .flat: return .flat
    case .hanging(let block): return block == index ? .broken : .flat
    case .broken: break
    }
    if fits(from: index, inside: 0, at: nextColumn) { return .flat }
    guard let hang = group.hang else { return .broken }
    // A stage on its own line stands behind its bar, further to the right.
    let stageColumn = indentation + LayoutBuilder.indentation + 2
    let staysWhole = fits(from: hang.stage, inside: 1, at: stageColumn)
    return !staysWhole && reaches(hang, from: index) ? .hanging(block: hang.block) : .broken
  }

  /// Whether the line that goes on with `start` can hold the rest of the group, which is
  /// so many groups around `start`, and what cannot be parted from its end.
  private func fits(from start: Int, inside groups: Int, at column: Int) -> Bool {
    var column = column
    var depth = groups
    var isInside = true
    for piece in pieces[start...] {
      switch piece {
      case .text, .blank, .indent, .emptyLine: break
      case .lines, .comment: return !isInside
      case .cut: if !isInside { return true }
      case .open(let group):
        if isInside, group.isAlwaysBroken { return false }
        depth += 1
      case .close:
        depth -= 1
        if depth == 0 { isInside = false }
      }
      column += piece.columns
      if column > Self.columnsMax { return false }
    }
    return true
  }

  /// Whether all that stands before the block, and its brace, fits on the line at hand.
  private func reaches(_ hang: Group.Hang, from start: Int) -> Bool {
    var column = nextColumn + 1
    for piece in pieces[start..<hang.block] {
      switch piece {
      case .lines, .comment: return false
      case .open(let group) where group.isAlwaysBroken: return false
      case .text, .blank, .cut, .emptyLine, .indent, .open, .close: column += piece.columns
      }
      if column > Self.columnsMax { return false }
    }
    return true
  }
}

extension Piece {
  /// What it adds to a line that does not end in it.
  fileprivate var columns: Int {
    switch self {
    case .text(_, let columns): columns
    case .blank, .cut(.blank): 1
    case .cut(.semicolon): 2
    case .cut(.nothing), .lines, .emptyLine, .comment, .indent, .open, .close: 0
    }
  }
}

extension Cut {
  fileprivate var endsInBlank: Bool {
    switch self {
    case .nothing: false
    case .blank, .semicolon: true
    }
  }
}
