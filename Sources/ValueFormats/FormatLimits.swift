/// What a decoder takes before it refuses: nothing that comes from outside may use
/// up the stack or the memory.
package struct FormatLimits: Sendable, Hashable {
  /// Lists and records inside each other.
  package var depthMax: Int
  /// The whole input; of JSON Lines, CSV and TSV, which are read piece by piece, one line
  /// or row.
  package var bytesMax: Int
  /// Values in all where a few bytes can stand for many: the aliases of YAML.
  package var aliasedMax: Int
  /// Values in all of a document of JSON: two bytes of it become seventy of memory.
  package var valuesMax: Int

  /// Creates limits; what is not given is as in `standard`.
  package init(
    depthMax: Int = 512, bytesMax: Int = 256 << 20, aliasedMax: Int = 1_000_000,
    valuesMax: Int = .max
  ) {
    self.depthMax = depthMax
    self.bytesMax = bytesMax
    self.aliasedMax = aliasedMax
    self.valuesMax = valuesMax
  }

  /// 512 levels, 256 MiB, a million values behind aliases.
  package static let standard = FormatLimits()

  /// What one answer of a server may hold: 10,000 tables with all their fields, and no more
  /// than 64 MB of memory.
  package static let answer = FormatLimits(valuesMax: 250_000)

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
