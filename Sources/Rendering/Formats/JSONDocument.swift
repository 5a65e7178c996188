import CommandModel
import ValueFormats

/// One JSON document, a list written as its elements come.
struct JSONDocument: Document {
  private let shape: Records.Shape
  private var isEmpty = true

  init(_ shape: Records.Shape) { self.shape = shape }

  mutating func add(_ batch: [Value]) -> String {
    batch.map { element($0) }.joined()
  }

  mutating func finish() -> String {
    switch (shape, isEmpty) {
    case (.one, true): "null\n"
    case (.one, false): "\n"
    case (.list, true): "[]\n"
    case (.list, false): "\n]\n"
    }
  }

  private mutating func element(_ value: Value) -> String {
    defer { isEmpty = false }
    let text = JSON.encode(value, style: .pretty)
    guard shape == .list else { return text }
    // Line feeds in texts are escaped, so each one here begins a line.
    let lines = text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    return (isEmpty ? "[\n" : ",\n") + lines
  }
}
