import CommandModel

/// Runs the rounds of an `each`, so many at a time, while somebody pulls what they yield.
///
/// The workers are children of the task that pulls and end with it. No round begins that
/// nobody asked for: pulling fills the free places, then waits for the next end.
struct RoundPool {
  /// A record on its way through the block.
  struct Round: Sendable {
    /// Its place among the records, from 1.
    let sequence: Int
    let item: Value
  }

  /// How a round ended.
  enum End: Sendable {
    case finished(Round, [Value])
    /// What it had yielded, and what stands for its failure.
    case failed(Round, [Value], ResultRecord, Problem)
    /// What it had yielded when the whole was stopped, or cannot go on for a reason that may
    /// pass; something of it is left.
    case stopped(Round, [Value], Problem?)
    /// `exit`, a cancellation, an output that is gone: it ends everything.
    case broken(any Error)
  }

  let block: Block
  let seed: ScopeSeed
  let books: any RoundBooks
  let each: EachCall
  let keepsOrder: Bool

  /// Lets `use` pull what the rounds over `input` yield.
  func running<Result>(
    on input: Records, _ use: (Records) async throws -> Result
  ) async throws -> Result {
    let (rounds, roundSender) = AsyncStream.makeStream(of: Round.self)
    let (ends, endSender) = AsyncStream.makeStream(of: End.self)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<books.parallel {
        group.addTask {
          for await round in rounds { endSender.yield(await run(round)) }
        }
      }
      defer {
        roundSender.finish()
        group.cancelAll()
      }
      let conveyor = Conveyor(pool: self, input: input, rounds: roundSender, ends: ends)
      let result: Result
      do {
        result = try await use(Records(.list) { try await conveyor.next() })
      } catch {
        await conveyor.letRoundsEnd()
        throw error
      }
      // Who looks at the first result only has asked for all the changes all the same.
      if each.changesSomething { while try await conveyor.next() != nil {} }
      return result
    }
  }

  private func run(_ round: Round) async -> End {
    var seed = seed
    seed.locals[BuiltInVariable.item.rawValue] = round.item
    seed.surroundings.isAgreed = true
    seed.surroundings.isAgreedToLoss =
      seed.surroundings.isAgreedToLoss || each.arguments["yes"] == true
    // Rounds inside a round are steps of it: they have its place, and a `try` around them
    // is its own. Around the outermost, a `try` is about the whole.
    let outer = each.surroundings.round
    seed.surroundings.isTried = outer != nil && each.surroundings.isTried
    seed.surroundings.round = Surroundings.Round(
      run: books.run, sequence: outer?.sequence ?? books.place(of: round.sequence),
      retries: each.arguments["retries"]?.integerValue)
    return await Evaluator(seed).round(round, of: block)
  }
}

/// The pulling end of a pool: takes records in, hands results out.
private final class Conveyor {
  private let pool: RoundPool
  private let input: Records
  private let rounds: AsyncStream<RoundPool.Round>.Continuation
  private var ends: AsyncStream<RoundPool.End>.Iterator

  /// Records that were pulled and have not begun.
  private var pending: ArraySlice<Value> = []
  private var isInputOver = false
  private var begun = 0
  private var atWork = 0
  /// What ends everything, once nothing is at work any more.
  private var broken: (any Error)?
  /// What may not be handed out yet, by the place of its round.
  private var held: [Int: [Value]] = [:]
  private var nextInOrder = 1
  private var isOver = false

  init(
    pool: RoundPool, input: Records, rounds: AsyncStream<RoundPool.Round>.Continuation,
    ends: AsyncStream<RoundPool.End>
  ) {
    self.pool = pool
    self.input = input
    self.rounds = rounds
    self.ends = ends.makeAsyncIterator()
  }

  func next() async throws -> [Value]? {
    while !isOver {
      if Task.isCancelled { throw interruption }
      try await fill()
      guard atWork > 0 else { return try await close() }
      guard let end = await ends.next(isolation: #isolation) else { throw interruption }
      let values = await settle(end)
      if !values.isEmpty { return values }
    }
    if let error = broken ?? pool.books.ending { throw error }
    return nil
  }

  /// What a second Ctrl-C ends the rounds with; those that changed something have told of
  /// it, and a report without the rounds at work is better than none.
  private var interruption: any Error {
    guard pool.each.changesSomething else { return CancellationError() }
    pool.books.leave((pool.each.count ?? begun) - begun)
    return Interruption()
  }

  /// Begins nothing more and waits for what is at work: a request that is on its way is
  /// not given up because somebody downstream failed.
  func letRoundsEnd() async {
    broken = broken ?? CancellationError()
    guard pool.each.changesSomething else { return }
    while atWork > 0, let end = await ends.next(isolation: #isolation) { _ = await settle(end) }
  }

  /// Begins rounds while there is room for one, a record for it, and no reason to stop.
  private func fill() async throws {
    while atWork < pool.books.parallel, broken == nil, pool.books.admits,
      let item = try await nextItem()
    {
      begun += 1
      atWork += 1
      pool.books.begin(begun)
      rounds.yield(RoundPool.Round(sequence: begun, item: item))
    }
  }

  private func nextItem() async throws -> Value? {
    if pending.isEmpty, !isInputOver {
      do {
        guard let batch = try await input.nextBatch() else {
          isInputOver = true
          return nil
        }
        pending = batch[...]
      } catch {
        // Whatever it follows, the rounds that are at work are left half done.
        throw error.breakingOff
      }
    }
    return pending.popFirst()
  }

  private func settle(_ end: RoundPool.End) async -> [Value] {
    atWork -= 1
    switch end {
    case .finished(let round, let values):
      await pool.books.end(round.sequence, failing: nil)
      return inOrder(values, of: round)
    case .failed(let round, let values, let result, let problem):
      await pool.books.end(round.sequence, failing: (result, problem))
      return inOrder(values + [.record(result.record)], of: round)
    case .stopped(let round, let values, let problem):
      pool.books.stop(round.sequence, because: problem)
      return inOrder(values, of: round)
    case .broken(let error):
      broken = broken ?? error
      return []
    }
  }

  /// What may be handed out now: all of it, or what is next in the order of the records.
  private func inOrder(_ values: [Value], of round: RoundPool.Round) -> [Value] {
    guard pool.keepsOrder else { return values }
    held[round.sequence] = values
    var free: [Value] = []
    while let next = held.removeValue(forKey: nextInOrder) {
      free += next
      nextInOrder += 1
    }
    return free
  }

  /// Nothing is at work and nothing more begins: the records that are left stay planned.
  private func close() async throws -> [Value]? {
    isOver = true
    let late = held.sorted { $0.key < $1.key }.flatMap(\.value)
    var left: [Value] = []
    // Of records that come one by one nobody knows how many would have come.
    if broken == nil, pool.each.count != nil {
      while let item = try await nextItem() {
        left.append(planned(item, at: begun + left.count + 1))
      }
      pool.books.leave(left.count)
    }
    let values = late + left
    return values.isEmpty ? try await next() : values
  }

  private func planned(_ item: Value, at sequence: Int) -> Value {
    .record(
      ResultRecord(
        run: pool.books.run, sequence: pool.books.place(of: sequence),
        target: Evaluator(pool.seed).target(of: item),
        action: EachStage.signature.name, result: .planned
      ).record)
  }
}
