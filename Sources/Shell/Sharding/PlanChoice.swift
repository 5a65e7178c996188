import CommandModel
import RunEngine

/// What the command line says of a frozen plan that is carried out.
struct PlanChoice: Sendable {
  var path: String?
  var shard: Shard?
  /// Among how many shards it is divided: `--shards`.
  var count: Int?
  var since: Since?
  /// The beginning of the digest that it must have.
  var digest: String?

  /// From when on a sync counts as the plan's own.
  enum Since: Sendable, Hashable {
    /// Since the plan was made.
    case plan
    /// On the server's clock.
    case time(Time)
  }

  static let usage = "edsh run --plan PLAN --shard I/N"
}

// MARK: - Flags

extension ProcessFlag {
  /// Those that stand behind `run` where no script does: a `param` may have their names.
  static let ofPlans: [ProcessFlag] = [
    flag("plan", .file, "Behind run: carry out a plan that --plan-to froze.") {
      $0.plan.path = $1
    },
    flag("shard", .text, "With --plan: the part I, from 0, of N, as I/N.") { line, text in
      guard let shard = Shard(spelling: text) else {
        throw Problem(
          .usage, code: .badShard, "`--shard` cannot be `\(text)`",
          hint: "I/N, where I counts from 0: 0/4, 1/4, 2/4, 3/4")
      }
      line.plan.shard = shard
    },
    flag(
      "shards", .integer(Shard.counts), "With --plan: how many parts, where an array job counts."
    ) { $0.plan.count = try ShardFinder.count($1, called: "--shards") },
    flag("since", .text, "With --plan: leave out what was synced since a time, or since plan.") {
      line, text in
      guard text != "plan" else { return line.plan.since = .plan }
      guard let time = Time(text) else {
        throw Problem(
          .usage, code: .badValue, "`--since` cannot be `\(text)`",
          hint: "a time as 2026-05-01T10:00:00Z, or `plan` for when the plan was made")
      }
      line.plan.since = .time(time)
    },
    flag("digest", .text, "With --plan: the digest the plan must have, or its beginning.") {
      line, text in
      guard text.count >= 8, text.allSatisfy(\.isHexDigit) else {
        throw Problem(
          .usage, code: .badValue, "`--digest` cannot be `\(text)`",
          hint: "at least 8 digits of what --plan-to told")
      }
      line.plan.digest = text.lowercased()
    },
  ]
}

extension CommandLine {
  /// - Throws: `Problem` for flags that mean nothing without another.
  func checkPlanFlags() throws {
    if planTarget != nil {
      guard plansOnly else {
        throw Problem(
          .usage, code: .badFlag, "`--plan-to` needs --dry-run",
          hint: "edsh run FILE --dry-run --plan-to PLAN freezes what FILE would send")
      }
      guard plan.path == nil else {
        throw Problem(
          .usage, code: .badFlag, "`--plan-to` cannot stand beside `--plan`",
          hint: "copy the file")
      }
    }
    let isForPlan =
      plan.shard != nil || plan.count != nil || plan.since != nil || plan.digest != nil
    guard !isForPlan || plan.path != nil else {
      throw Problem(
        .usage, code: .badFlag, "a shard is one of a frozen plan", hint: PlanChoice.usage)
    }
    guard plan.shard == nil || plan.count == nil || plan.shard?.count == plan.count else {
      throw Problem(
        .usage, code: .badShard, "`--shard` and `--shards` differ", hint: "--shard I/N says it all")
    }
  }
}

// MARK: - Which part

/// Finds out which part of a plan this process is for.
struct ShardFinder {
  let choice: PlanChoice
  let variables: [String: String]

  /// What tells an array job which of its tasks it is.
  private enum JobArray: CaseIterable {
    case kubernetes
    case slurm
    case parallel

    var variable: EnvironmentVariable {
      switch self {
      case .kubernetes: .kubernetesIndex
      case .slurm: .slurmTask
      case .parallel: .parallelSequence
      }
    }

    /// What the first task is numbered.
    var firstNumber: Int { self == .parallel ? 1 : 0 }
  }

  /// `--shard` says it all; else the one array job that the variables tell of.
  ///
  /// - Throws: `Problem` (usage) when there is none, more than one, or no such part.
  func shard() throws -> Shard {
    if let shard = choice.shard { return shard }
    let found = JobArray.allCases.filter { variables[$0.variable]?.isEmpty == false }
    guard let array = found.first else {
      throw Problem(
        .usage, code: .badShard, "which part of the plan is meant?",
        hint: "--shard I/N, where 0/1 is all of it; or run it as an array job")
    }
    guard found.count == 1 else {
      let names = found.map(\.variable.rawValue).joined(separator: " and ")
      throw Problem(
        .usage, code: .badShard, "\(names) both tell a part of the plan", hint: "say --shard I/N")
    }
    let (index, count) = try place(in: array)
    if let shard = Shard(index: index, count: count) { return shard }
    let first = array.firstNumber
    throw Problem(
      .usage, code: .badShard,
      "\(array.variable.rawValue) is \(variables[array.variable] ?? ""), "
        + "and there are \(count) shards",
      hint: "number the tasks \(first) to \(first + count - 1)")
  }

  private func place(in array: JobArray) throws -> (index: Int, count: Int) {
    let number = try number(array.variable) ?? 0
    if let count = try count() { return (number - array.firstNumber, count) }
    switch array {
    case .kubernetes, .parallel:
      throw Problem(
        .usage, code: .badShard,
        "\(array.variable.rawValue) does not tell how many shards there are",
        hint: "--shards N, or \(EnvironmentVariable.shards.rawValue) in the environment")
    case .slurm:
      guard let first = try self.number(.slurmFirst),
        let count = try self.number(.slurmCount),
        try self.number(.slurmStep) ?? 1 == 1
      else {
        throw Problem(
          .usage, code: .badShard, "the tasks of the Slurm array are not numbered one by one",
          hint: "sbatch --array=0-N, or --shards N, so that a task's number is its shard")
      }
      return (number - first, count)
    }
  }

  /// How many parts there are, where somebody says so.
  private func count() throws -> Int? {
    if let count = choice.count { return count }
    guard let text = variables[.shards], !text.isEmpty else { return nil }
    return try ShardFinder.count(text, called: EnvironmentVariable.shards.rawValue)
  }

  private func number(_ variable: EnvironmentVariable) throws -> Int? {
    guard let text = variables[variable], !text.isEmpty else { return nil }
    guard let number = Int(text) else {
      throw Problem(
        .usage, code: .badShard, "\(variable.rawValue) is `\(text)`, which is no number",
        hint: "say --shard I/N"
      )
    }
    return number
  }

  static func count(_ text: String, called name: String) throws -> Int {
    guard let count = Int(text), Shard.counts.contains(count) else {
      throw Problem(
        .usage, code: .badShard, "`\(name)` cannot be `\(text)`",
        hint: "a number from \(Shard.counts.lowerBound) to \(Shard.counts.upperBound)")
    }
    return count
  }
}
