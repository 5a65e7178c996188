/// Values on their way through a pipeline, pulled a batch at a time.
///
/// Nothing is read before it is asked for, so a `first 3` asks for no second page.
/// One consumer pulls, in one task; the type is not `Sendable` on purpose.
package struct Records {
  /// Whether this is one thing or a list, also of none or one (language.md, section 4).
  package enum Shape: Sendable, Hashable {
    case one, list
  }

  package let shape: Shape
  private let pull: () async throws -> [Value]?

  /// Creates a stream; `pull` gives the next batch, never an empty one, and nil at the end.
  package init(_ shape: Shape, pull: @escaping () async throws -> [Value]?) {
    self.shape = shape
    self.pull = pull
  }

  /// The next batch, or nil at the end.
  package func nextBatch() async throws -> [Value]? { try await pull() }

  /// Everything that is left.
  package func collect() async throws -> [Value] {
    var all: [Value] = []
    while let batch = try await nextBatch() { all += batch }
    return all
  }

  /// What the stream is worth as one value: itself or null, or the list of it.
  package func value() async throws -> Value {
    let all = try await collect()
    return shape == .one ? all.first ?? .null : .list(all)
  }
}

extension Records {
  /// A stream of values that are there already.
  package static func list(_ values: [Value]) -> Records { ready(values, .list) }

  /// One thing; null is a thing that is not there.
  package static func one(_ value: Value) -> Records { ready(value.isNull ? [] : [value], .one) }

  /// Nothing at all.
  package static var none: Records { list([]) }

  /// What begins a pipeline with a value: null with no record, a list with its
  /// items, anything else with itself.
  package static func starting(with value: Value) -> Records {
    switch value {
    case .null: ready([], .one)
    case .list(let items): list(items)
    case .boolean, .number, .text, .time, .duration, .record: one(value)
    }
  }

  private static func ready(_ values: [Value], _ shape: Shape) -> Records {
    var left: [Value]? = values.isEmpty ? nil : values
    return Records(shape) {
      defer { left = nil }
      return left
    }
  }

  /// Passes every batch through `transform`; batches that become empty are skipped.
  package func map(
    _ shape: Shape? = nil, _ transform: @escaping ([Value]) async throws -> [Value]
  ) -> Records {
    Records(shape ?? self.shape) {
      while let batch = try await nextBatch() {
        let changed = try await transform(batch)
        if !changed.isEmpty { return changed }
      }
      return nil
    }
  }
}
