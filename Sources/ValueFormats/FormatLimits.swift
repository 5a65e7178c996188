/// What a decoder takes before it refuses: nothing that comes from outside may use
/// up the stack or the memory.
package struct FormatLimits: Sendable, Hashable {
  /// Lists and records inside each other.
  package var depthMax: Int
  /// The whole input; of JSON Lines, CSV and TSV, which are read piece by piece, one line
  /// or row.
  package var bytesMax: Int
  /// Values in all where a few bytes can stand for many: the aliases of YAML.
  package var valuesMax: Int

  /// Creates limits; what is not given is as in `standard`.
  package init(depthMax: Int = 512, bytesMax: Int = 256 << 20, valuesMax: Int = 1_000_000) {
    self.depthMax = depthMax
    self.bytesMax = bytesMax
    self.valuesMax = valuesMax
  }

  /// 512 levels, 256 MiB, a million values.
  package static let standard = FormatLimits()

  func check(byteCount: Int) throws(Fault) {
    if byteCount > bytesMax {
      throw Fault("it is longer than \(bytesMax) bytes", at: bytesMax)
    }
  }

  func check(unit: Range<Int>) throws(Fault) {
    if unit.count > bytesMax { throw unitFault(at: unit.lowerBound) }
  }

  /// The one message for a line or row that is too long.
  func unitFault(at offset: Int) -> Fault {
    Fault("the line is longer than \(bytesMax) bytes", at: offset)
  }

  /// The one message for what is nested too deeply, whatever the format.
  func depthFault(at offset: Int) -> Fault {
    Fault("lists and records are nested more than \(depthMax) levels deep", at: offset)
  }
}
