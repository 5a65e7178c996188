/// The formats of `-o`.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  case table, json, jsonl, csv, tsv, yaml, vertical, value, md

  /// What it looks like, for help.
  package var summary: String {
    switch self {
    case .table: "Columns cut to the width of the screen."
    case .json: "One JSON document: a list, or the thing itself when there is one."
    case .jsonl: "One JSON value a line."
    case .csv: "Comma-separated values with a header."
    case .tsv: "Tab-separated values with a header."
    case .yaml: "One YAML document."
    case .vertical: "One field a line, nothing cut."
    case .value: "The bare values, one record a line, tabs between."
    case .md: "A Markdown table."
    }
  }
}
