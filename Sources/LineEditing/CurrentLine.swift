/// The line that is typed, as it stands; the cursor in bytes of UTF-8.
struct CurrentLine: Sendable, Hashable {
  var text = ""
  var cursor = 0

  /// libedit counts in characters of C, which are Unicode's scalars.
  func characters(upTo byte: Int) -> Int { text.utf8Slice(0..<byte).unicodeScalars.count }

  var charactersBehindCursor: Int { text.unicodeScalars.count - characters(upTo: cursor) }

  var isAtEnd: Bool { cursor == text.utf8.count }

  /// The line with some bytes replaced, and the cursor behind what replaced them.
  func replacing(_ range: Range<Int>, by replacement: String) -> CurrentLine {
    let end = text.utf8.count
    return CurrentLine(
      text: text.utf8Slice(0..<range.lowerBound) + replacement
        + text.utf8Slice(range.upperBound..<max(range.upperBound, end)),
      cursor: range.lowerBound + replacement.utf8.count)
  }

  /// The line with the cursor where its row begins.
  var atRowStart: CurrentLine {
    let before = text.utf8Slice(0..<cursor).utf8
    let start = before.lastIndex(of: UInt8(ascii: "\n"))
    let offset = start.map { before.distance(from: before.startIndex, to: $0) + 1 }
    return CurrentLine(text: text, cursor: offset ?? 0)
  }

  /// The line with the cursor where its row ends.
  var atRowEnd: CurrentLine {
    let rest = text.utf8.dropFirst(cursor)
    return CurrentLine(text: text, cursor: cursor + rest.prefix { $0 != UInt8(ascii: "\n") }.count)
  }

  /// The line with the cursor in the row above or below, as far right as it can be; nil when
  /// there is no such row.
  func movedByRow(_ direction: Int) -> CurrentLine? {
    let (start, end) = (atRowStart.cursor, atRowEnd.cursor)
    guard direction < 0 ? start > 0 : end < text.utf8.count else { return nil }
    let target = CurrentLine(text: text, cursor: direction < 0 ? start - 1 : end + 1)
    let (targetStart, targetEnd) = (target.atRowStart.cursor, target.atRowEnd.cursor)
    let column = text.utf8Slice(start..<cursor).unicodeScalars.count
    let row = text.utf8Slice(targetStart..<targetEnd).unicodeScalars
    let kept = String(String.UnicodeScalarView(row.prefix(column)))
    return CurrentLine(text: text, cursor: targetStart + kept.utf8.count)
  }
}
