package import CommandModel

/// Reads a file that comes in pieces, cut anywhere: JSON Lines, CSV and TSV.
///
/// Of what came before it holds only the beginning of a line or row whose end is still
/// to come. Where the pieces are cut decides how soon the values come, not which: those
/// before a mistake are given first, and then the error.
package struct StreamDecoder {
  private let format: FileFormat
  private let limits: FormatLimits
  private var units: any UnitReader
  /// What is not read yet; it begins where a unit begins.
  private var bytes: [UInt8] = []
  private var bytesBefore = 0
  private var linesBefore = 0
  private var failure: FormatError?

  /// Creates a decoder that has read nothing; nil for a format whose files are one value.
  package init?(_ format: FileFormat, limits: FormatLimits = .standard) {
    guard let units = StreamDecoder.units(of: format, limits: limits) else { return nil }
    self.format = format
    self.limits = limits
    self.units = units
  }

  /// The values that `piece` completes.
  ///
  /// - Throws: `FormatError` for a mistake, once all that stands before it was given.
  package mutating func feed(_ piece: [UInt8]) throws(FormatError) -> [Value] {
    if let failure { throw failure }
    let known = bytes.count
    bytes += piece
    let end = bytes.withUnsafeBufferPointer { units.end(in: $0, from: known) }
    let values = end.map { read(upTo: $0) } ?? []
    if failure == nil, bytes.count > limits.bytesMax { fail(limits.unitFault(at: 0)) }
    return try given(values)
  }

  /// The value of a last line or row that no line feed closes; to be called until there
  /// is none.
  ///
  /// - Throws: As `feed`.
  package mutating func finish() throws(FormatError) -> [Value] {
    if let failure { throw failure }
    let values = read(upTo: bytes.count)
    return try given(values)
  }

  private func given(_ values: [Value]) throws(FormatError) -> [Value] {
    if let failure, values.isEmpty { throw failure }
    return values
  }

  /// Reads whole units, up to the first mistake.
  private mutating func read(upTo end: Int) -> [Value] {
    var values: [Value] = []
    var fault: Fault?
    bytes.withUnsafeBufferPointer { bytes in
      do throws(Fault) {
        try units.read(Bytes(rebasing: bytes[..<end]), into: &values)
      } catch {
        fault = error
      }
    }
    if let fault { fail(fault) }
    bytesBefore += end
    linesBefore += bytes[..<end].count { $0 == .lineFeed }
    bytes.removeFirst(end)
    return values
  }

  private mutating func fail(_ fault: Fault) {
    failure = FormatError(fault, in: format, of: bytes)
      .moved(bytes: bytesBefore, lines: linesBefore)
  }
}

extension StreamDecoder {
  /// The values of a file that is there as a whole.
  static func decode(
    _ bytes: [UInt8], _ format: FileFormat, limits: FormatLimits
  ) throws(FormatError) -> [Value] {
    var values: [Value] = []
    do throws(Fault) {
      try bytes.withUnsafeBufferPointer { bytes throws(Fault) in
        var units = units(of: format, limits: limits)
        try units?.read(bytes, into: &values)
      }
    } catch {
      throw FormatError(error, in: format, of: bytes)
    }
    return values
  }

  private static func units(of format: FileFormat, limits: FormatLimits) -> (any UnitReader)? {
    switch format {
    case .jsonl: LineReader(limits: limits)
    case .csv: RowReader(.csv, limits: limits)
    case .tsv: RowReader(.tsv, limits: limits)
    case .json, .yaml: nil
    }
  }
}

/// What knows the units of a format: lines or rows.
protocol UnitReader {
  /// Where the last whole unit ends, behind its line feed; nil when none ends behind
  /// `start`, before which everything was looked at already.
  mutating func end(in bytes: Bytes, from start: Int) -> Int?
  /// Adds the values of whole units, up to the first mistake.
  mutating func read(_ bytes: Bytes, into values: inout [Value]) throws(Fault)
}
