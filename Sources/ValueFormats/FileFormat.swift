package import CommandModel

/// A format of files and bodies that values are read from.
package enum FileFormat: String, Sendable, Hashable, CaseIterable {
  case json, jsonl, csv, tsv, yaml

  /// The format that the ending of a path names; nil when it names none.
  package init?(ofPath path: some StringProtocol) {
    guard let dot = path.lastIndex(of: "."),
      let format = FileFormat.byEnding[path[path.index(after: dot)...].lowercased()]
    else { return nil }
    self = format
  }

  /// The name people know: `JSON Lines`.
  package var title: String {
    switch self {
    case .json: "JSON"
    case .jsonl: "JSON Lines"
    case .csv: "CSV"
    case .tsv: "TSV"
    case .yaml: "YAML"
    }
  }

  /// The value that `bytes` spell; of JSON Lines, CSV and TSV the list of their records.
  package func decode(
    _ bytes: [UInt8], limits: FormatLimits = .standard
  ) throws(FormatError) -> Value {
    switch self {
    case .json: try JSON.decode(bytes, limits: limits)
    case .jsonl: .list(try JSONLines.decode(bytes, limits: limits))
    case .csv: .list(try CSV.decode(bytes, limits: limits))
    case .tsv: .list(try TSV.decode(bytes, limits: limits))
    case .yaml: try YAML.decode(bytes, limits: limits)
    }
  }

  private static let byEnding: [String: FileFormat] = [
    "json": .json, "jsonl": .jsonl, "ndjson": .jsonl, "csv": .csv, "tsv": .tsv, "yaml": .yaml,
    "yml": .yaml,
  ]
}
