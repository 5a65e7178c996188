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
    return .once(self.count == nil ? .one : .list, of: records) { records in
      var latest: [Value] = []
      while let batch = try await records.nextBatch() {
        latest += batch
        // Not for every batch, so that `last 100000` does not move them all each time.
        if latest.count / 2 > count { latest.removeFirst(latest.count - count) }
      }
      return Array(latest.suffix(count))
    }
  }
}

extension Records {
  /// What `make` gives of all of the input, when it is asked for. An error that comes
  /// behind the last record of the input comes behind what was made of them.
  static func once(
    _ shape: Shape, of input: Records, _ make: @escaping (Records) async throws -> [Value]
  ) -> Records {
    var isDone = false
    var end: (any Error)?
    let wholeInput = Records(input.shape) {
      do {
        return try await input.nextBatch()
      } catch let error where error.followsAllRecords {
        end = error
        return nil
      }
    }
    return Records(shape) {
      if !isDone {
        isDone = true
        let values = try await make(wholeInput)
        if !values.isEmpty { return values }
      }
      if let end { throw end }
      return nil
    }
  }

  /// The same shape of what `transform` makes of everything, when it is asked for.
  func whole(_ transform: @escaping ([Value]) throws -> [Value]) -> Records {
    .once(shape, of: self) { try transform(try await $0.collect()) }
  }
}
