import CommandModel

/// Takes a text apart into pieces, from its first byte to its last.
///
/// Words, texts and brackets are taken from the source as they stand; signs between
/// them are written anew. What is taken brings the comments before it along, so that
/// none is lost wherever it stands. A comment ends its line, and only where a line
/// could end in the source can one be: so the pieces keep the meaning.
struct LayoutBuilder {
  /// The columns that what belongs to something stands further to the right.
  static let indentation = 2

  private let bytes: [UInt8]
  private let tokens: [Token]
  private let comments: [Token]
  private let newlines: [Int]
  private(set) var pieces: [Piece] = []
  /// The comments that are taken already.
  private var commentsTaken = 0
  /// The end of what was taken last, 0 before the first.
  private var takenEnd = 0

  private init(_ parse: Parse, _ source: SourceText) {
    let bytes = Array(source.text.utf8)
    self.bytes = bytes
    tokens = parse.lexed.tokens
    comments = parse.lexed.comments
    newlines = bytes.indices.filter { bytes[$0].isNewline }
  }

  /// The pieces of a text without mistakes.
  static func pieces(of parse: Parse, _ source: SourceText) -> [Piece] {
    var builder = LayoutBuilder(parse, source)
    builder.add(statementsOf: parse.script, upTo: builder.bytes.count)
    return builder.pieces
  }
}

// MARK: - Taking what is there

extension LayoutBuilder {
  /// Takes a part of the source as it stands, with the comments before it.
  mutating func take(_ range: SourceRange) {
    takeComments(before: range.lower)
    let text = String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
    pieces.append(isOnOneLine(range) ? .text(text, columns: text.count) : .lines(text))
    takenEnd = range.upper
    while let comment = nextComment, comment.range.lower < range.upper { commentsTaken += 1 }
  }

  /// Takes a word of the grammar.
  mutating func take(_ keyword: String, at offset: Int) {
    take(SourceRange(offset, offset + keyword.utf8.count))
  }

  /// Takes the comments up to a place where something else stands.
  mutating func takeComments(before offset: Int) {
    while let comment = nextComment, comment.range.lower < offset { take(comment: comment) }
  }

  /// The same between statements, where an empty line above a comment is kept unless
  /// nothing stands before it.
  mutating func takeComments(before offset: Int, isFirst: inout Bool) {
    while let comment = nextComment, comment.range.lower < offset {
      if !isTrailing(comment) {
        if !isFirst { keepEmptyLine(before: comment.range.lower) }
        isFirst = false
      }
      take(comment: comment)
    }
  }

  /// Keeps one empty line if what was taken last has one behind it.
  mutating func keepEmptyLine(before offset: Int) {
    if line(of: offset) > line(of: takenEnd) + 1 { pieces.append(.emptyLine) }
  }

  private var nextComment: Token? {
    commentsTaken < comments.count ? comments[commentsTaken] : nil
  }

  private mutating func take(comment: Token) {
    let text = bytes[comment.range.lower..<comment.range.upper]
    let end = text.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? text.endIndex
    pieces.append(
      .comment(
        String(decoding: text[..<end], as: UTF8.self), isTrailing: isTrailing(comment)))
    commentsTaken += 1
    takenEnd = comment.range.upper
  }

  private func isTrailing(_ comment: Token) -> Bool {
    takenEnd > 0 && line(of: takenEnd) == line(of: comment.range.lower)
  }
}

// MARK: - Writing what is not taken

extension LayoutBuilder {
  /// Writes a sign, or a word that stands somewhere before what is taken next.
  mutating func write(_ text: String) {
    pieces.append(.text(text, columns: text.count))
  }

  mutating func blank() { pieces.append(.blank) }

  mutating func cut(_ cut: Cut) { pieces.append(.cut(cut)) }

  /// What `body` adds, moved to the right.
  mutating func indented(
    by columns: Int = LayoutBuilder.indentation, _ body: (inout LayoutBuilder) -> Void
  ) {
    pieces.append(.indent(columns))
    body(&self)
    pieces.append(.indent(-columns))
  }

  /// What `body` adds as a group, and the index of the piece that opens it.
  ///
  /// Comments before `start` are taken first: they break no group behind them.
  @discardableResult
  mutating func grouped(
    from start: Int, isAlwaysBroken: Bool = false, _ body: (inout LayoutBuilder) -> Void
  ) -> Int {
    takeComments(before: start)
    let opening = pieces.count
    pieces.append(.open(Group(isAlwaysBroken: isAlwaysBroken)))
    body(&self)
    pieces.append(.close)
    return opening
  }

  /// Makes the block that opens with `block` hang from the pipeline `group`.
  mutating func hang(_ block: Int, of stage: Int, from group: Int) {
    pieces[group] = .open(Group(hang: Group.Hang(stage: stage, block: block)))
  }
}

// MARK: - Looking at the source

extension LayoutBuilder {
  func isOnOneLine(_ range: SourceRange) -> Bool { line(of: range.lower) == line(of: range.upper) }

  func hasComment(in range: SourceRange) -> Bool {
    let index = comments.partitioningIndex { $0.range.lower >= range.lower }
    return index < comments.count && comments[index].range.lower < range.upper
  }

  func byte(at offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func bytes(of range: SourceRange) -> ArraySlice<UInt8> { bytes[range.lower..<range.upper] }

  /// The token at or behind an offset.
  func token(from offset: Int) -> Token {
    tokens[tokens.partitioningIndex { $0.range.lower >= offset }]
  }

  /// The last token that begins before an offset, ends of lines left aside.
  func lastToken(before offset: Int) -> Token? {
    let end = tokens.partitioningIndex { $0.range.lower >= offset }
    return tokens[..<end].last { $0.kind != .newline }
  }

  /// 0-based.
  private func line(of offset: Int) -> Int { newlines.partitioningIndex { $0 >= offset } }
}

extension Array {
  /// The index of the first element for which `belongs` holds, when it holds for all
  /// behind that one too; the end when it holds for none.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
