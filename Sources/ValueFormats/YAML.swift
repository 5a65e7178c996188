package import CommandModel

/// YAML 1.2 with the core schema, as far as it says the same as JSON.
package enum YAML {
  /// The value of the document; of several documents the list of them, of none null.
  ///
  /// Aliases are copied, and refused once they would make more values than `limits` allow.
  /// Infinities and NaN stay texts: no number can spell them.
  ///
  /// - Throws: `FormatError`, also for what JSON has no word for: tags of other schemas,
  ///   keys that are lists or records, doubled keys, the merge key of YAML 1.1.
  package static func decode(
    _ bytes: [UInt8], limits: FormatLimits = .standard
  ) throws(FormatError) -> Value {
    do throws(Fault) {
      return try bytes.withUnsafeBufferPointer { bytes throws(Fault) in
        try limits.check(byteCount: bytes.count)
        var reader = YAMLReader(try YAMLEvents(bytes), limits: limits)
        let documents = try reader.readStream()
        return documents.count > 1 ? .list(documents) : documents.first ?? .null
      }
    } catch {
      throw FormatError(error, in: .yaml, of: bytes)
    }
  }

  /// The text of a value in block style; a line feed closes it.
  package static func encode(_ value: Value) -> String {
    var writer = YAMLWriter()
    writer.write(value)
    return writer.text
  }
}
