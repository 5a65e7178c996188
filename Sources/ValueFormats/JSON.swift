package import CommandModel

/// JSON as RFC 8259 has it, kept exactly: the order of keys, every digit of a number.
///
/// The standard decoders lose both, keep the first of doubled keys and take some
/// invalid UTF-8; this one reads only what the grammar allows.
package enum JSON {
  /// How much of the text is for people.
  package enum Style: Sendable {
    /// No blank at all: one line.
    case compact
    /// Two blanks a level, one element a line.
    case pretty
  }

  /// The one value that `bytes` spell.
  ///
  /// Of two fields of one name the last wins. Half a surrogate pair reads as U+FFFD,
  /// because one odd name must not cost a whole answer. A byte order mark is skipped.
  ///
  /// - Throws: `FormatError` for what the grammar refuses, for invalid UTF-8, for a number
  ///   beyond a double's range and for anything beyond `limits`.
  package static func decode(
    _ bytes: [UInt8], limits: FormatLimits = .standard
  ) throws(FormatError) -> Value {
    var series = Series(limits: limits)
    return try series.decode(bytes)
  }

  /// Decodes documents that are much alike, one after the other: it knows the names of their
  /// fields again.
  package struct Series {
    private let limits: FormatLimits
    private var names = FieldNames()

    /// Begins a series.
    package init(limits: FormatLimits = .standard) { self.limits = limits }

    /// The one value that `bytes` spell.
    ///
    /// - Throws: As `JSON.decode`.
    package mutating func decode(_ bytes: [UInt8]) throws(FormatError) -> Value {
      do throws(Fault) {
        return try bytes.withUnsafeBufferPointer { bytes throws(Fault) in
          try limits.check(byteCount: bytes.count)
          var reader = JSONReader(bytes, limits: limits, names: names)
          defer { names = reader.names }
          return try reader.readDocument(in: 0..<bytes.count)
        }
      } catch {
        throw FormatError(error, in: .json, of: bytes)
      }
    }
  }

  /// The text of a value: times as RFC 3339, durations as `4m12s`, numbers as they came.
  ///
  /// Control characters and those that turn the direction of text are escaped, so that
  /// the text is safe to show and loses nothing.
  package static func encode(_ value: Value, style: Style = .compact) -> String {
    var writer = JSONWriter(style)
    writer.write(value)
    return writer.text
  }
}
