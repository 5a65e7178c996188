import CommandModel
import RunEngine
import Testing

@testable import struct Shell.PlanChoice
@testable import struct Shell.ShardFinder

/// Which part of a plan a process is for: said, or told by an array job.
@Suite struct ShardFinderTests {
  private static let slurm = ["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "5"]

  @Test(
    arguments: [
      (nil, nil, ["JOB_COMPLETION_INDEX": "0", "EDSH_SHARDS": "4"], "0/4"),
      (nil, 8, ["JOB_COMPLETION_INDEX": "3", "EDSH_SHARDS": "4"], "3/8"),
      (nil, 4, ["PARALLEL_SEQ": "4"], "3/4"),
      (nil, nil, slurm.merging(["SLURM_ARRAY_TASK_COUNT": "3"]) { $1 }, "2/3"),
      // Who says how many there are numbers the tasks as the shards.
      (nil, 16, slurm.merging(["SLURM_ARRAY_TASK_COUNT": "1"]) { $1 }, "7/16"),
      ("1/2", nil, ["JOB_COMPLETION_INDEX": "9", "PARALLEL_SEQ": "3", "EDSH_SHARDS": "x"], "1/2"),
      ("1/2", nil, [:], "1/2"), (nil, 2, ["JOB_COMPLETION_INDEX": "1", "PARALLEL_SEQ": ""], "1/2"),
    ] as [(String?, Int?, [String: String], String)])
  func finds(shard: String?, count: Int?, variables: [String: String], expected: String) throws {
    #expect(try find(shard, count, variables).description == expected)
  }

  @Test(
    arguments: [
      (nil, [:], "which part of the plan is meant?"),
      (4, [:], "which part of the plan is meant?"),
      (
        nil, ["JOB_COMPLETION_INDEX": "1"],
        "JOB_COMPLETION_INDEX does not tell how many shards there are"
      ),
      (nil, ["PARALLEL_SEQ": "1"], "PARALLEL_SEQ does not tell how many shards there are"),
      (4, ["JOB_COMPLETION_INDEX": "4"], "JOB_COMPLETION_INDEX is 4, and there are 4 shards"),
      (4, ["PARALLEL_SEQ": "0"], "PARALLEL_SEQ is 0, and there are 4 shards"),
      (4, ["PARALLEL_SEQ": "5"], "PARALLEL_SEQ is 5, and there are 4 shards"),
      (
        4, ["JOB_COMPLETION_INDEX": "1", "PARALLEL_SEQ": "1"],
        "JOB_COMPLETION_INDEX and PARALLEL_SEQ both tell a part of the plan"
      ),
      (4, ["JOB_COMPLETION_INDEX": "x"], "JOB_COMPLETION_INDEX is `x`, which is no number"),
      (
        nil, ["JOB_COMPLETION_INDEX": "1", "EDSH_SHARDS": "0"], "`EDSH_SHARDS` cannot be `0`"
      ),
      (nil, slurm, "the tasks of the Slurm array are not numbered one by one"),
      (
        nil,
        slurm.merging(["SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_STEP": "2"]) { $1 },
        "the tasks of the Slurm array are not numbered one by one"
      ),
      // A list such as 5,7,11 leaves gaps.
      (
        nil, slurm.merging(["SLURM_ARRAY_TASK_COUNT": "2"]) { $1 },
        "SLURM_ARRAY_TASK_ID is 7, and there are 2 shards"
      ),
    ] as [(Int?, [String: String], String)])
  func refuses(count: Int?, variables: [String: String], message: String) {
    let problem = #expect(throws: Problem.self) { try find(nil, count, variables) }
    #expect(problem?.category == .usage)
    #expect(problem?.diagnostics.first?.message == message)
    #expect(problem?.diagnostics.first?.hint != nil)
  }

  private func find(
    _ shard: String?, _ count: Int?, _ variables: [String: String]
  ) throws -> Shard {
    var choice = PlanChoice()
    choice.shard = shard.flatMap { Shard(spelling: $0) }
    choice.count = count
    return try ShardFinder(choice: choice, variables: variables).shard()
  }
}
