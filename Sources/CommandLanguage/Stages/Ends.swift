import CommandModel

/// `first`, `first 3`: one thing or a list from the beginning; nothing further is
/// asked for.
struct FirstStage: Stage {
  static let signature = CommandSignature(
    "first", "Takes the first record, or the first few, and asks for no more.",
    parameters: [.count], input: .values, yields: .same,
    examples: [
      Example("sources list | first", "One source."),
      Example("sources list | first 3", "A list of at most three."),
    ])

  private let count: Int?

  init(_ arguments: Record) { count = arguments["n"]?.integerValue }

  func apply(to records: Records) -> Records {
    var left = count ?? 1
    return Records(count == nil ? .one : .list) {
      guard left > 0, let batch = try await records.nextBatch() else { return nil }
      let taken = Array(batch.prefix(left))
      left -= taken.count
      return taken
    }
  }
}

/// `last`, `last 3`: one thing or a list from the end.
struct LastStage: Stage {
  static let signature = CommandSignature(
    "last", "Takes the last record, or the last few.",
    parameters: [.count], input: .values, yields: .same,
    examples: [Example("sources list | sort created_at | last", "The newest source.")])

  private let count: Int?

  init(_ arguments: Record) { count = arguments["n"]?.integerValue }

  func apply(to records: Records) -> Records {
    let count = count ?? 1
    return Records(self.count == nil ? .one : .list, all: records) { values in
      Array(values.suffix(count))
    }
  }
}

extension Records {
  /// What `transform` makes of everything that `records` hold, when it is asked for.
  init(
    _ shape: Shape, all records: Records, _ transform: @escaping ([Value]) throws -> [Value]
  ) {
    var isDone = false
    self.init(shape) {
      guard !isDone else { return nil }
      isDone = true
      let values = try transform(try await records.collect())
      return values.isEmpty ? nil : values
    }
  }

  /// The same shape of what `transform` makes of everything.
  func whole(_ transform: @escaping ([Value]) throws -> [Value]) -> Records {
    Records(shape, all: self, transform)
  }
}
