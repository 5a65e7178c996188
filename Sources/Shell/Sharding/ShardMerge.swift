import CommandModel
import RunEngine

/// The summaries of the shards of one plan, added up.
struct ShardMerge: Sendable {
  /// What a shard wrote as its last line.
  private struct Part {
    let name: String
    let summary: Record
  }

  private static let sums = [
    "total", "ok", "failed", "unknown", "left", "skipped", "requests", "throttled",
  ]

  private var plan = ""
  private var count = 0
  private var parts: [Int: Part] = [:]

  /// Whether a record is the summary of a shard.
  static func isSummary(_ record: Record) -> Bool {
    record["plan"]?.textValue != nil && record["shard"]?.integerValue != nil
      && record["shards"]?.integerValue != nil && record["status"]?.integerValue != nil
  }

  /// Takes the summaries of one file; a later one of the same shard replaces the earlier.
  ///
  /// - Throws: `Problem` (usage) for none, for another plan, for other shards, and for a shard
  ///   that another file has, too.
  mutating func add(_ summaries: [Record], of name: String) throws {
    guard !summaries.isEmpty else {
      throw ShardMerge.problem(
        "`\(name)` has no summary: its shard did not come to an end",
        hint: "the shard's own command goes on with it")
    }
    for summary in summaries {
      let digest = summary["plan"]?.textValue ?? ""
      let among = summary["shards"]?.integerValue ?? 0
      guard let shard = Shard(index: summary["shard"]?.integerValue ?? -1, count: among) else {
        throw ShardMerge.problem("`\(name)` has no such shard", hint: "it was edited")
      }
      if parts.isEmpty { (plan, count) = (digest, among) }
      guard digest == plan else {
        throw ShardMerge.problem(
          "`\(name)` is of another plan: \(digest.prefix(8)), not \(plan.prefix(8))",
          hint: "merge the shards of one plan")
      }
      guard among == count else {
        throw ShardMerge.problem(
          "`\(name)` is one of \(among) shards, not of \(count)",
          hint: "a plan is cut in one way; merge the shards of one cut")
      }
      if let other = parts[shard.index], other.name != name {
        throw ShardMerge.problem(
          "shard \(shard) is in `\(other.name)` and in `\(name)`", hint: "give one of the two")
      }
      parts[shard.index] = Part(name: name, summary: summary)
    }
  }

  /// The shards that no file has.
  var missing: [Int] { (0..<count).filter { parts[$0] == nil } }

  /// The worst of all, as if one process had done everything.
  var status: ExitStatus {
    let found = parts.values.compactMap { $0.summary["status"]?.integerValue }
    let statuses = found.map { ExitStatus(rawValue: Int32(truncatingIfNeeded: $0)) }
    return ExitStatus.worst(statuses + (missing.isEmpty ? [] : [.stopped]))
  }

  var record: Record {
    var record: Record = ["plan": .text(plan), "shards": .integer(count)]
    if !missing.isEmpty { record["missing"] = .list(missing.map(Value.integer)) }
    for name in ShardMerge.sums {
      record[name] = .integer(parts.values.reduce(0) { $0 + ($1.summary[name]?.integerValue ?? 0) })
    }
    let spans = parts.values.compactMap { ShardMerge.span(of: $0.summary) }
    if let first = spans.map(\.from).min(), let last = spans.map(\.to).max() {
      record["started_at"] = .time(first)
      record["seconds"] = .milliseconds(of: last - first)
    }
    record["status"] = .integer(Int(status.rawValue))
    return record
  }

  /// From when to when a shard was at work.
  private static func span(of summary: Record) -> (from: Time, to: Time)? {
    guard let start = summary["started_at"]?.textValue.flatMap({ Time($0) }),
      case .number(let seconds)? = summary["seconds"]
    else { return nil }
    return (start, start + .seconds(min(max(0, seconds.double), 1e9)))
  }

  /// What is wrong when a shard is missing, behind the sum of the others.
  var incompleteness: (any Error)? {
    guard let first = missing.first else { return nil }
    let names = missing.prefix(8).map { "\($0)/\(count)" }.joined(separator: ", ")
    let more = missing.count > 8 ? " and \(missing.count - 8) more" : ""
    return Problem(
      .stopped, code: .badShard,
      "\(missing.count) of \(count) shards \(missing.count == 1 ? "is" : "are") missing: "
        + names + more,
      hint: "edsh run --plan PLAN --shard \(first)/\(count)"
    ).followingResults
  }

  private static func problem(_ message: String, hint: String) -> Problem {
    Problem(.usage, code: .badShard, message, hint: hint)
  }
}
