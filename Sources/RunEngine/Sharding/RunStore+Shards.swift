package import CommandModel

/// Runs that are parts of a frozen plan.
extension RunStore {
  /// The flag that a part of a plan keeps its name in.
  private static let markFlag = "plan"

  /// The id that the run of this name has, or will have.
  ///
  /// - Throws: `Problem` (local).
  package func id(ofShard mark: String) throws -> String {
    var id = Shard.runID(of: mark)
    while let other = try existing(id), other.flags[RunStore.markFlag]?.textValue != mark {
      id = RunHead.id(after: id)
    }
    return id
  }

  /// Begins the run of this name where it is not there; whoever does so holds its lock.
  ///
  /// - Throws: `Problem` (local).
  package func begin(
    shardOf head: RunHead, called mark: String, items: PlanItems, at now: Time
  ) async throws {
    var head = head
    head.id = try id(ofShard: mark)
    guard try existing(head.id) == nil else { return }
    head.flags[RunStore.markFlag] = .text(mark)
    try await record(.began(head, items: items, at: now))
  }

  /// Among how many shards the plan of this digest was divided by runs that are here, when
  /// not among so many.
  ///
  /// - Throws: `Problem` (local).
  package func otherCut(of digest: String, than count: Int) throws -> Int? {
    let marks = try settled { database in
      try database.rows(
        "SELECT flags FROM runs WHERE flags LIKE ?",
        [.text("%\"\(RunStore.markFlag)\":\"\(digest) %")]
      ) { HeadRow.record($0.text(0))?[RunStore.markFlag]?.textValue }
    }
    let cuts = marks.compactMap(\.self).compactMap { mark in
      let words = mark.split(separator: " ")
      return words.count == 3 ? Shard(spelling: String(words[1]))?.count : nil
    }
    return cuts.first { $0 != count }
  }

  private func existing(_ id: String) throws -> RunHead? {
    try settled { database in
      try database.rows(
        "SELECT \(HeadRow.columns) FROM runs WHERE id = ?", [.text(id)], HeadRow.init
      ).first?.head
    }
  }
}
