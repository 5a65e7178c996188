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

  @Test(arguments: [
    (60, "reload 120/500  8.0/s  ETA 48s  118 ok 2 failed 3 running"),
    (57, "reload 120/500  ETA 48s  118 ok 2 failed 3 running"),
    (50, "reload 120/500  ETA 48s  118 ok 2 failed"),
    (40, "reload 120/500  ETA 48s  2 failed"),
    (30, "reload 120/500  ETA 48s"),
    (23, "reload 120/500"),
    (20, "reload 120/500"),
    (10, "reload 1…"),
  ])
  func leavesOutWhatMattersLeastOnANarrowScreen(_ width: Int, _ expected: String) {
    var progress = reload
    progress.running = 3
    check(progress, .terminal(width), expect: expected)
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
      expect: "reload 121/500  rate limit: 37s  ETA 48s  118 ok 2 failed 1 unknown")
  }

  @Test func isPlainOffATerminal() {
    check(reload, .file, expect: "reload: 120/500, 118 ok, 2 failed, 8.0/s, ETA 48s")
    check(Progress(action: "wait", total: 0), .file, expect: "wait: 0")
  }

  @Test func isARecordForPrograms() {
    var progress = reload
    (progress.run, progress.rate, progress.gate) = ("7f3a", 8.04, .milliseconds(1250))
    #expect(
      ProgressRenderer.json(progress)
        == #"{"run":"7f3a","action":"reload","total":500,"ok":118,"failed":2,"unknown":0,"#
        + #""timeout":0,"running":0,"left":380,"elapsed_seconds":15,"rate":8,"#
        + #""eta_seconds":48,"gate_seconds":1.3}"# + "\n")
    #expect(
      ProgressRenderer.json(Progress(action: "each", total: 0, ok: 3))
        == #"{"run":null,"action":"each","total":null,"ok":3,"failed":0,"unknown":0,"#
        + #""timeout":0,"running":0,"left":null,"elapsed_seconds":0,"rate":null,"#
        + #""eta_seconds":null,"gate_seconds":null}"# + "\n")
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
