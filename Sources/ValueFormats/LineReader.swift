import CommandModel

/// Lines of JSON; blank ones are skipped.
struct LineReader: UnitReader {
  private let limits: FormatLimits
  private var names = FieldNames()

  init(limits: FormatLimits) { self.limits = limits }

  mutating func end(in bytes: Bytes, from start: Int) -> Int? { bytes.lastLineEnd(from: start) }

  mutating func read(_ bytes: Bytes, into values: inout [Value]) throws(Fault) {
    // The table is copied only where this piece has names that are new.
    var reader = JSONReader(bytes, limits: limits, names: names)
    defer { names = reader.names }
    var start = 0
    while start < bytes.count {
      let line = start..<bytes.lineEnd(from: start)
      start = line.upperBound + 1
      try limits.check(unit: line)
      if bytes[line].allSatisfy({ $0 == .blank || $0 == .tab || $0 == .carriageReturn }) {
        continue
      }
      values.append(try reader.readDocument(in: line))
    }
  }
}
