import CommandLanguage
import CommandModel
import ValueFormats

extension LocalCommand {
  /// `runs merge`: adds up what the shards of a plan wrote.
  static let runsMerge = LocalCommand(
    signature: CommandSignature(
      "runs merge", "Adds up the summaries of all shards of a plan, and ends with their status.",
      details: [
        "A file is what a shard wrote to standard output; its summary is the last line. Every "
          + "shard is there once, and all are of one plan."
      ],
      parameters: [
        Parameter(
          "file", .file, "What the shards wrote.", form: .rest, place: .local, isRequired: true)
      ], yields: .one(nil),
      columns: [
        "shards", "total", "ok", "failed", "unknown", "left", "skipped", "seconds", "status",
      ],
      examples: [
        Example("runs merge shard-0.jsonl shard-1.jsonl", "Adds up a plan that was cut in two.")
      ])
  ) { session, call, _ in
    var merge = ShardMerge()
    for name in call.arguments["file"]?.listValue ?? [] {
      let path = name.plainText ?? ""
      try merge.add(session.summaries(inFile: path), of: path)
    }
    session.tally.keep(merge.status)
    return Records.one(.record(merge.record)).ending(with: merge.incompleteness)
  }
}

extension Session {
  /// The summaries among the lines of a file; the results before them are not read.
  fileprivate func summaries(inFile name: String) throws -> [Record] {
    try files.read(name, failing: .usage)
      .split(separator: UInt8(ascii: "\n"))
      .filter { $0.starts(with: #"{"plan":"#.utf8) }
      .compactMap { try? JSON.decode(Array($0)).recordValue }
      .filter(ShardMerge.isSummary)
  }
}
