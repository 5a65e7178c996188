import Glibc
import TestSupport
import Testing

/// The engines of `scripts/engines` that can be had from Debian, run for real: one shard is
/// killed in the middle, the same is started again, and every item was done once.
@Suite(.serialized, .enabled(if: runsSlowTests), .timeLimit(.minutes(5)))
struct ClusterTests {
  private static let scripts = repositoryRoot + "/scripts/engines"

  @Test func gnuParallelDoesEveryItemOnce() async throws {
    let site = try await ClusterSite()
    let command = "exec \(ClusterTests.scripts)/parallel.sh 4 >summary.json"
    let first = try site.start(command)
    try await site.killOneShard(after: 10)
    #expect(await first.status() != 0)
    #expect(await site.executions.count < site.items.count)
    try await check(site, status: site.run(command))
  }

  @Test func slurmDoesEveryItemOnce() async throws {
    let site = try await ClusterSite()
    let slurm = try await Slurm(at: site)
    let variables = slurm.variables.merging(["EDSH_SHARDS": "4"]) { $1 }
    let command = "exec sbatch --wait --array=0-3 \(ClusterTests.scripts)/slurm.sh"
    let first = try site.start(command, with: variables)
    try await site.killOneShard(after: 10)
    #expect(await first.status() != 0)
    #expect(await site.executions.count < site.items.count)
    #expect(try await site.run(command, with: variables) == 0)
    try await check(
      site, status: site.run("exec \"$EDSH\" runs merge shard-*.jsonl >summary.json"))
  }

  @Test func aShardThatKeepsNothingAsksTheServer() async throws {
    let site = try await ClusterSite()
    func command(_ state: String) -> String {
      "exec \"$EDSH\" run --plan plan.jsonl --shard 0/1 --since plan --state state/\(state)"
    }
    let first = try site.start(command("first"))
    try await site.killOneShard(after: 10)
    #expect(await first.status() == 128 + SIGKILL)
    #expect(await site.executions.count < site.items.count)
    #expect(try await site.run(command("second")) == 0)
    await site.expectEveryItemOnce()
    await site.stop()
  }

  /// An engine that wants its machine back asks first.
  @Test func aShardThatIsToldToEndSaysWhatIsLeft() async throws {
    let site = try await ClusterSite()
    let command = "exec \"$EDSH\" run --plan plan.jsonl --shard 0/1 --state state >shard.jsonl"
    let first = try site.start(command)
    try await site.killOneShard(after: 10, by: SIGTERM)
    #expect(await first.status() == 128 + SIGTERM)
    let summary = try #require(site.folder.read("shard.jsonl").split(separator: "\n").last)
    let done = await site.executions.count
    #expect(summary.contains("\"ok\":\(done),\"failed\":0,\"unknown\":0,"), "\(summary)")
    #expect(summary.hasSuffix("\"status\":6}"), "\(summary)")
    #expect(try await site.run(command) == 0)
    await site.expectEveryItemOnce()
    await site.stop()
  }

  private func check(_ site: ClusterSite, status: Int32) async throws {
    let log = try site.folder.read("log")
    #expect(status == 0, "\(log)")
    let count = site.items.count
    let summary = try site.folder.read("summary.json")
    let start = "\"shards\":4,\"total\":\(count + site.skippedCount),\"ok\":\(count),"
    #expect(summary.contains(start), "\(summary)")
    await site.expectEveryItemOnce()
    await site.stop()
  }
}
