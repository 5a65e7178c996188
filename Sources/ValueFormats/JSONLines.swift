package import CommandModel

/// JSON Lines: one JSON value a line; blank lines are skipped.
package enum JSONLines {
  /// The values of all lines.
  ///
  /// - Throws: `FormatError` with the line that is wrong.
  package static func decode(
    _ bytes: [UInt8], limits: FormatLimits = .standard
  ) throws(FormatError) -> [Value] {
    var decoder = Decoder(limits: limits)
    return try decoder.feed(bytes) + decoder.finish()
  }

  /// One line a value, each closed by a line feed.
  package static func encode(_ values: [Value]) -> String {
    values.map { JSON.encode($0) + "\n" }.joined()
  }

  /// Reads JSON Lines that come in pieces, cut anywhere.
  package struct Decoder {
    private let limits: FormatLimits
    /// The beginning of a line whose end is still to come.
    private var pending: [UInt8] = []
    private var bytesBefore = 0
    private var linesBefore = 0

    /// Creates a decoder that has read nothing; the limits hold for each line.
    package init(limits: FormatLimits = .standard) { self.limits = limits }

    /// The values of the lines that `chunk` completes.
    package mutating func feed(_ chunk: [UInt8]) throws(FormatError) -> [Value] {
      var values: [Value] = []
      var rest = chunk[...]
      while let end = rest.firstIndex(of: .lineFeed) {
        pending += rest[..<end]
        if let value = try takeLine() { values.append(value) }
        rest = rest[(end + 1)...]
      }
      pending += rest
      guard pending.count <= limits.bytesMax else { throw tooLong() }
      return values
    }

    /// The value of a last line that no line feed closes.
    package mutating func finish() throws(FormatError) -> [Value] {
      try takeLine().map { [$0] } ?? []
    }

    private mutating func takeLine() throws(FormatError) -> Value? {
      defer {
        bytesBefore += pending.count + 1
        linesBefore += 1
        pending.removeAll(keepingCapacity: true)
      }
      guard !pending.allSatisfy({ $0 == .blank || $0 == .tab || $0 == .carriageReturn }) else {
        return nil
      }
      do {
        return try JSON.decode(pending, limits: limits)
      } catch {
        throw error.moved(to: .jsonl, bytes: bytesBefore, lines: linesBefore)
      }
    }

    private func tooLong() -> FormatError {
      FormatError(
        Fault("the line is longer than \(limits.bytesMax) bytes", at: 0), in: .jsonl, of: []
      ).moved(to: .jsonl, bytes: bytesBefore, lines: linesBefore)
    }
  }
}
