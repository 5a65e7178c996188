/// Finds where rows of CSV end: at line feeds that stand in no quotes.
struct RowScanner {
  private enum State {
    case cellStart, plain, quoted, behindQuote
  }

  private var state = State.cellStart
  /// What may still come of a byte order mark, behind which a quote opens a cell too.
  private var mark = Bytes.byteOrderMark[...]

  /// Where the last row ends that ends behind `start`; everything before was looked at.
  mutating func lastEnd(in bytes: Bytes, from start: Int) -> Int? {
    var end: Int?
    for index in skippingMark(in: bytes, from: start)..<bytes.count {
      state = next(bytes[index])
      if state == .cellStart, bytes[index] == .lineFeed { end = index + 1 }
    }
    return end
  }

  private mutating func skippingMark(in bytes: Bytes, from start: Int) -> Int {
    var index = start
    while index < bytes.count, let expected = mark.popFirst() {
      guard bytes[index] == expected else {
        mark = []
        return index
      }
      index += 1
    }
    return index
  }

  private func next(_ byte: UInt8) -> State {
    switch (state, byte) {
    case (.cellStart, .quote), (.behindQuote, .quote): .quoted
    case (.quoted, .quote): .behindQuote
    case (.quoted, _): .quoted
    case (_, .comma), (_, .lineFeed): .cellStart
    // What follows a closing quote is a mistake that the reader finds.
    case (.cellStart, _), (.plain, _), (.behindQuote, _): .plain
    }
  }
}
