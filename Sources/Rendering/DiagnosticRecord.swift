import CommandModel
import ValueFormats

/// A diagnostic for programs: `--errors json`.
enum DiagnosticRecord {
  /// One JSON object and a line feed. `line` and `column` count from 1; what does not
  /// apply is null, and `http` is there only when a request failed.
  static func line(_ diagnostic: Diagnostic, failure: Failure?) -> String {
    let location = diagnostic.range.flatMap { range in
      diagnostic.source?.location(of: range.lower)
    }
    var record: Record = [
      "severity": .text(diagnostic.severity.rawValue),
      "code": .text(diagnostic.code.rawValue),
      "message": .text(diagnostic.message),
      "file": optional(diagnostic.source?.name),
      "line": location.map { .integer($0.line) } ?? .null,
      "column": location.map { .integer($0.column) } ?? .null,
      "hint": optional(diagnostic.hint),
    ]
    if let failure { record["http"] = .record(http(failure)) }
    return JSON.encode(.record(record)) + "\n"
  }

  private static func http(_ failure: Failure) -> Record {
    [
      "status": failure.status.map(Value.integer) ?? .null,
      "method": .text(failure.method),
      "path": .text(failure.path),
      "attr": optional(failure.attr),
      "code": optional(failure.code),
    ]
  }

  private static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
}
