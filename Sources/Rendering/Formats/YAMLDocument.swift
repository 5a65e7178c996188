import CommandModel
import ValueFormats

/// One YAML document, a list written as its items come.
struct YAMLDocument: Document {
  private let shape: Records.Shape
  private var isEmpty = true

  init(_ shape: Records.Shape) { self.shape = shape }

  mutating func add(_ batch: [Value]) -> String {
    isEmpty = false
    switch shape {
    case .one: return batch.map(YAML.encode).joined()
    case .list: return YAML.encode(.list(batch))
    }
  }

  func finish() -> String {
    guard isEmpty else { return "" }
    return YAML.encode(shape == .one ? .null : .list([]))
  }
}
