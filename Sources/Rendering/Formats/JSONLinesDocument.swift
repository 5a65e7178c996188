import CommandModel
import ValueFormats

/// One compact JSON value a line.
struct JSONLinesDocument: Document {
  func add(_ batch: [Value]) -> String { JSONLines.encode(batch) }

  func finish() -> String { "" }
}
