import CommandModel

/// `count`: one number; `count status`: one record per value, with its `count`.
struct CountStage: Stage {
  static let signature = CommandSignature(
    "count", "Counts records; with fields, per combination of their values.",
    parameters: [.fields("The fields to count by.", isRequired: false)], input: .values,
    yields: .value,
    examples: [
      Example("sources list | count", "One number."),
      Example("schemas list | count status | sort count desc", "How many of each."),
    ])

  let fields: [FieldPath]

  init(_ arguments: Record) { fields = arguments.paths("field") }

  func flow(after flow: Flow) -> Flow {
    guard !fields.isEmpty else { return Flow() }
    let known = flow.fields ?? FieldKnowledge()
    return Flow(fields: known.selecting(fields, adding: ["count"]))
  }

  func apply(to records: Records) -> Records {
    fields.isEmpty ? number(of: records) : table(of: records)
  }

  private func number(of records: Records) -> Records {
    .once(.one, of: records) { records in
      var count = 0
      while let batch = try await records.nextBatch() { count += batch.count }
      return [.integer(count)]
    }
  }

  private func table(of records: Records) -> Records {
    .once(.list, of: records) { try await counts(of: $0) }
  }

  /// One record for each combination, in the order of first sight; of what was counted
  /// nothing is kept.
  private func counts(of records: Records) async throws -> [Value] {
    var counts: [[Value]: Int] = [:]
    var order: [[Value]] = []
    while let batch = try await records.nextBatch() {
      for value in batch {
        let key = fields.map { value.lookup($0) }
        counts[key, default: 0] += 1
        if counts.count > order.count { order.append(key) }
      }
    }
    return order.map { key in
      let named = zip(fields.map(\.name), key).map { ($0, $1) }
      return .record(Record(named + [("count", .integer(counts[key] ?? 0))]))
    }
  }
}
