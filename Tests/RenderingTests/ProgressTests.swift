import CommandModel
import Rendering
import Testing

@Suite struct ProgressTests {
  private let reload = Progress(
    action: "reload", total: 500, ok: 118, failed: 2, elapsed: .seconds(15), left: .seconds(48))

  private func check(
    _ progress: Progress, _ style: Style, expect: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(ProgressRenderer.line(progress, style: style) == expect, sourceLocation: location)
  }

  @Test func drawsABarThatFits() {
    check(
      reload, .terminal(80),
      expect: "reload ▕██████░░░░░░░░░░░░░░░░░░░░░░░▏ 120/500  8.0/s  ETA 48s  118 ok 2 failed")
  }

  @Test func leavesOutTheBarOnANarrowScreen() {
    check(reload, .terminal(50), expect: "reload 120/500  8.0/s  ETA 48s  118 ok 2 failed")
    check(reload, .terminal(20), expect: "reload 120/500  8.…")
  }

  @Test(arguments: [1, 20, 50, 80, 200])
  func leavesTheLastColumnFree(_ width: Int) {
    #expect(ProgressRenderer.line(reload, style: .terminal(width)).count < width)
  }

  @Test func tellsWhyItWaits() {
    var progress = reload
    progress.gate = .seconds(37)
    progress.unknown = 1
    progress.running = 3
    check(
      progress, .terminal(70),
      expect: "reload 121/500  rate limit: 37s  118 ok 2 failed 1 unknown 3 running")
  }

  @Test func isPlainOffATerminal() {
    check(reload, .file, expect: "reload: 120/500, 118 ok, 2 failed, 8.0/s, ETA 48s")
    check(Progress(action: "wait", total: 0), .file, expect: "wait: 0")
  }

  @Test(
    arguments: [
      ([.ok: 37, .failed: 2, .timeout: 1], 252, "37 ok, 2 failed, 1 timeout in 4m12s"),
      (
        [.notStarted: 1, .planned: 4, .ok: 0, .skipped: 2], 1,
        "2 skipped, 4 planned, 1 not started in 1s"
      ),
      ([:], 0, "nothing done in 0s"),
    ] as [([ResultRecord.Result: Int], Int, String)])
  func sumsUp(_ counts: [ResultRecord.Result: Int], _ seconds: Int, _ expected: String) {
    #expect(SummaryText.text(counts, in: .seconds(seconds)) == expected)
  }
}
