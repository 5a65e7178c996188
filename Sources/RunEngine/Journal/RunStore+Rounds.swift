import CommandModel
import ValueFormats

/// What is waited for behind the rounds of an `each`: what their steps have started.
extension RunStore {
  /// A round that came to its end, as a wait behind it sees it.
  struct WaitedRound {
    /// Its own record.
    var result: ResultRecord
    var steps: [Step]

    struct Step {
      let name: String
      var result: ResultRecord
      /// Whether a wait has seen its end.
      var isWaited: Bool

      /// Whether something is left to wait for.
      var isOpen: Bool { result.result.canBeWaitedFor && (!isWaited || result.result.isOpen) }
    }

    /// Takes what a wait found of the things of some steps; the round is as good as its worst
    /// step. Gives the steps that changed.
    mutating func take(_ found: ResultRecord) -> [Step] {
      let changed = steps.indices.filter { index in
        let step = steps[index].result
        return step.target.id == found.target.id && step.action == found.action
          && steps[index].isOpen
      }
      for index in changed { (steps[index].result, steps[index].isWaited) = (found, true) }
      let worst = ResultRecord.Result.worst(steps.map(\.result.result)) ?? result.result
      result.result = worst
      result.error = steps.first { $0.result.result == worst }?.result.error
      return changed.map { steps[$0] }
    }
  }

  /// Whether an item that is `ok` has started anything that can be waited for, as SQL: of a
  /// round its steps say that.
  static func startedSomething(run: String, place: String) -> String {
    """
    ((SELECT rounds FROM runs WHERE row = \(run)) IS NULL OR EXISTS (
      SELECT 1 FROM steps AS s WHERE s.run = \(run) AND s.seq = \(place)
      AND s.result = 'ok' AND s.waited = 0))
    """
  }

  /// The round that a result is of, where somebody waits for what its steps have started; nil
  /// for an item that is no round.
  func waitedRound(of result: ResultRecord) throws -> WaitedRound? {
    let place: [Database.Cell] = [
      .integer(try row(of: result.run)), .integer(Int64(result.sequence)),
    ]
    let rounds = try database.rows(
      """
      SELECT i.record FROM ends AS i JOIN runs AS r ON r.row = i.run
      WHERE i.run = ? AND i.seq = ? AND i.open = 1 AND r.wait = 1 AND r.rounds IS NOT NULL
      """, place
    ) { self.result($0.text(0)) }
    guard let round = rounds.first.flatMap(\.self), round.result.canBeWaitedFor else { return nil }
    let steps = try database.rows(
      "SELECT step, record, waited FROM steps WHERE run = ? AND seq = ? ORDER BY step", place
    ) { row in
      self.result(row.text(1)).map { result in
        WaitedRound.Step(
          name: row.text(0) ?? "", result: result, isWaited: row.integer(2) == 1)
      }
    }
    return WaitedRound(result: round, steps: steps.compactMap(\.self))
  }

  /// What a wait found of steps of a round.
  func noteWaited(_ found: ResultRecord, in round: WaitedRound) throws {
    var round = round
    for step in round.take(found) { try note(step.result, ofStep: step.name, isWaited: true) }
    try database.run(
      "UPDATE results SET result = ?3, record = ?4, open = ?5 WHERE run = ?1 AND seq = ?2",
      [
        .integer(try row(of: found.run)), .integer(Int64(found.sequence)),
        .text(round.result.result.rawValue), .text(JSON.encode(.record(round.result.record))),
        .integer(round.steps.contains(where: \.isOpen) ? 1 : 0),
      ])
  }

  /// What steps of rounds have started whose end nobody has seen.
  func stepsToWaitFor(of head: HeadRow) throws -> [ResultRecord] {
    try settled { database in
      try database.rows(
        """
        SELECT s.record, s.waited FROM ends AS i JOIN steps AS s ON s.run = i.run AND s.seq = i.seq
        WHERE i.run = ? AND i.open = 1 AND i.result IS NOT NULL ORDER BY s.seq, s.step
        """, [.integer(head.row)]
      ) { row in
        self.result(row.text(0)).map {
          WaitedRound.Step(name: "", result: $0, isWaited: row.integer(1) == 1)
        }
      }.compactMap(\.self).filter(\.isOpen).map(\.result)
    }
  }
}
