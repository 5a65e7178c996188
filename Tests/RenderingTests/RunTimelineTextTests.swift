import CommandModel
import Rendering
import TestSupport
import Testing

@Suite struct RunTimelineTextTests {
  @Test func drawsEveryItemAlongOneAxis() {
    let text = RunTimelineText.text(RunHistories.varied, style: .terminal(80))
    expectText(
      text,
      equals: """
        reload r-20260501-120000-4f2a
          sources list | where status == Failed | reload | wait
          3 ok, 2 failed, 1 unknown, 1 timeout, 1 skipped, 1 planned, 1 not started in …
          2026-05-01 12:00:00 UTC, 14 requests, 3 met the rate limit

                                                  |0s                |1m
        Stripe/eu         ok           1×  1m35s  ●═════════════════════════════╡
        Postgres/main     failed       2×  1m01s  ◇········●═══════════════════╡
        売上データベース  ok           3×  1m02s  ◇········◇·········●
        Hubspot           unknown      2×  1m30s  ?·········━━━━━━━━━━━━━━━━━━━?
        Salesforce/de     failed       1×     1s  ×
        Zendesk           timeout      1×  1m50s  ━●═════════════════════════════════▷
        MySQL/shop        not started  1×    35s   ●══════════╡
        Vitally           ok           2×    12s   ○···●
        Chargebee         skipped
        BigQuery/events   planned      1×                                        ◌

        ● answered well   ◇ turned away, tried later   × refused   ? no telling
        ○ never left   ◌ no answer yet   · between attempts   ═╡ its job
        ▷ still at work

        1 failed: orders: relation "orders_2024" does not exist
        1 unknown: the connection was lost before the answer came
        1 failed 400: schema 0195f1c0-8d2a-7000 has no table 17
        1 timeout: not waited for any longer
        1 not started: none of its tables is enabled

        """)
  }

  @Test func drawsItemsThatWentAlikeTogether() {
    expectText(
      RunTimelineText.text(RunHistories.many(10_000), style: .terminal(80)),
      equals: """
        reload r-20260501-120000-4f2a
          sources list | where status == Failed | reload | wait
          9800 ok, 200 failed in 21m21s
          2026-05-01 12:00:00 UTC, 11000 requests, 1000 met the rate limit

                                                    |0s             |10m
        200 items: Postgres/sha…  failed  1×  0.2s  ███████████████████████████████████
        8800 items: Postgres/sh…  ok      1×  0.2s  ███████████████████████████████████░
        1000 items: Postgres/sh…  ok      2×  0.2s  ▓██████████████████████████████████▓

        ░▒▓█ how many at once

        200 failed 400: source … is disabled

        """)
  }

  @Test func foldsALongPause() {
    let text = RunTimelineText.text(RunHistories.resumed, style: .terminal(80))
    #expect(text.contains("≈ a long pause, folded"))
    // Within a minute of each side a tick tells them apart.
    #expect(text.contains("|0s") && text.contains("|1d10s"))
  }

  @Test func countsWhatIsNotDrawn() {
    let text = RunTimelineText.text(
      RunHistories.hostile, style: .terminal(80), rowsMax: 5)
    #expect(text.contains("… and 8 more items in 8 groups"))
    #expect(text.contains("… and 2 more, of 2 items"))
  }

  @Test func hasNothingToDrawOfAnEmptyRun() {
    expectText(
      RunTimelineText.text(RunHistories.empty, style: .terminal(80)),
      equals: """
        reload r-20260501-120000-4f2a
          sources list | where status == Failed | reload | wait
          nothing done in 2m00s
          2026-05-01 12:00:00 UTC, 0 requests

        """)
  }

  @Test(arguments: [40, 80, 200])
  func fitsTheScreenAndSteersNothing(_ width: Int) {
    let histories = [
      RunHistories.varied, RunHistories.hostile, RunHistories.single, RunHistories.many(500),
      RunHistories.resumed,
    ]
    for history in histories {
      let text = RunTimelineText.text(history, style: .terminal(width))
      for line in text.split(separator: "\n") {
        #expect(columns(line) <= width, "\(line)")
        #expect(TerminalText.sanitize(String(line)).utf8.elementsEqual(line.utf8))
      }
    }
  }

  @Test func paintsOnlyWhereThereIsColor() {
    let style = Style.terminal(80, color: true)
    let painted = RunTimelineText.text(RunHistories.varied, style: style)
    #expect(painted.contains("\u{1B}[32mok\u{1B}[0m"))
    #expect(painted.contains("\u{1B}[32m●\u{1B}[0m\u{1B}[36m═"))
    let plain = RunTimelineText.text(RunHistories.varied, style: .terminal(80))
    expectText(TerminalText.sanitizeKeepingLines(painted), equals: plain)
  }

  @Test func isAsWideAsAPageWhereNothingIsKnown() {
    let text = RunTimelineText.text(RunHistories.varied, style: .file)
    #expect(text.split(separator: "\n").map(columns).max() == 97)
  }

  /// Of the texts above only one has wide characters.
  private func columns(_ line: Substring) -> Int {
    line.reduce(0) { $0 + (("\u{3000}"..."\u{9FFF}").contains($1) ? 2 : 1) }
  }
}
