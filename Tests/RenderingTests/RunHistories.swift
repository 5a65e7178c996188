import CommandModel
import Rendering

/// Runs to draw, each made anew from the same numbers.
enum RunHistories {
  /// A run that met everything: rate limits, refusals, lost answers, jobs, odd names.
  static let varied = RunHistory(
    facts: facts(
      counts: [
        .ok: 3, .failed: 2, .unknown: 1, .timeout: 1, .notStarted: 1, .skipped: 1, .planned: 1,
      ], requests: 14, throttled: 3),
    items: [
      item(
        1, "Stripe/eu", .ok, elapsed: 95, [attempt(1, 0, 0.4, status: 200)],
        sync: .init(job: "0195aa", rowsSynced: 1200, tablesOK: 4, tablesFailed: 0, tablesLeft: 0)),
      item(
        2, "Postgres/main", .failed, elapsed: 61,
        [attempt(1, 0.5, 0.3, .rejected, status: 429), attempt(2, 30.9, 0.5, status: 200)],
        error: "orders: relation \"orders_2024\" does not exist",
        sync: .init(rowsSynced: 7, tablesOK: 1, tablesFailed: 1, tablesLeft: 0)),
      item(
        3, "売上データベース", .ok, elapsed: 62,
        [
          attempt(1, 1, 0.2, .rejected, status: 429), attempt(2, 31, 0.2, .rejected, status: 429),
          attempt(3, 62, 0.6, status: 200),
        ]),
      item(
        4, "Hubspot", .unknown, elapsed: 90,
        [attempt(1, 2, nil, .ambiguous), attempt(2, 32, 60, .ambiguous)],
        error: "the connection was lost before the answer came"),
      item(
        5, "Salesforce/de", .failed, elapsed: 1, [attempt(1, 2.5, 0.4, .failed, status: 400)],
        error: "schema 0195f1c0-8d2a-7000 has no table 17"),
      item(
        6, "Zendesk", .timeout, elapsed: 110, [attempt(1, 3, 0.4, status: 200)],
        error: "not waited for any longer",
        sync: .init(rowsSynced: 90_112, tablesOK: 2, tablesFailed: 0, tablesLeft: 3)),
      item(
        7, "MySQL/shop", .notStarted, elapsed: 35, [attempt(1, 4, 0.4, status: 200)],
        error: "none of its tables is enabled",
        sync: .init(rowsSynced: 0, tablesOK: 0, tablesFailed: 0, tablesLeft: 0)),
      item(
        8, "Vitally", .ok, elapsed: 12, how: .verified,
        [attempt(1, 5, nil, .notSent), attempt(2, 17, 0.5, status: 200)]),
      item(9, "Chargebee", .skipped, elapsed: 0, []),
      item(10, "BigQuery/events", .planned, elapsed: 0, [attempt(1, 100, nil)]),
    ])

  static let empty = RunHistory(facts: facts(counts: [:], requests: 0, throttled: 0), items: [])

  static let single = RunHistory(
    facts: facts(counts: [.ok: 1], requests: 1, throttled: 0),
    items: [item(1, "Stripe/eu", .ok, elapsed: 0.4, [attempt(1, 0, 0.4, status: 200)])])

  /// Texts of a server that wishes us ill.
  static let hostile = RunHistory(
    facts: RunFacts(
      RunHead(
        id: "r-<b>", action: "reload",
        command: "sources list | where name == \"</title><script>alert(1)</script>\" | reload",
        place: "a&b.edsh:1", server: "https://x/\"'><img src=x onerror=alert(1)>", project: "1"),
      startedAt: .noon, endedAt: .noon + .seconds(2), state: .done,
      counts: [.ok: 1, .failed: hostileTexts.count], requests: hostileTexts.count + 1),
    items: hostileTexts.enumerated().map { index, text in
      item(
        index + 1, text, .failed, elapsed: 1,
        [attempt(1, Double(index) / 10, 0.4, .failed, status: 400)], error: "error: \(text)")
    } + [item(99, "good", .ok, elapsed: 1, [attempt(1, 1, 0.4, status: 200)])])

  static let hostileTexts = [
    "</script><script>document.title='owned'</script>", "<!--<script>", "]]>", "\"'`&amp;<>",
    "\u{202E}gpj.exe", "a\u{2028}b\u{2029}c", "\u{0}\u{1B}[31mred\u{7}\u{9B}2J", "\\u003c/script>",
    "<img src=x onerror=\"document.title='owned'\">", "{{7*7}}${7*7}", "line\nfeed\r\n\ttab", "",
  ]

  /// So many items, every tenth of them turned away once, and every fiftieth refused.
  static func many(_ count: Int) -> RunHistory {
    let items = (0..<count).map { index in
      let sent = Double(index) / 8
      let isRefused = index % 50 == 7
      let last =
        isRefused
        ? attempt(1, sent, 0.3, .failed, status: 400) : attempt(1, sent, 0.2, status: 200)
      let attempts =
        index % 10 == 3
        ? [attempt(1, sent, 0.1, .rejected, status: 429), attempt(2, sent + 30, 0.2, status: 200)]
        : [last]
      return item(
        index + 1, "Postgres/shard_\(index)", isRefused ? .failed : .ok,
        elapsed: 0.2, attempts, error: isRefused ? "source \(index) is disabled" : nil)
    }
    let failed = items.count { $0.result.result == .failed }
    return RunHistory(
      facts: facts(
        counts: [.ok: count - failed, .failed: failed], requests: count + count / 10,
        throttled: count / 10, seconds: Double(count) / 8 + 31),
      items: items)
  }

  /// A run that was stopped, and went on the next day.
  static let resumed = RunHistory(
    facts: facts(counts: [.ok: 4], requests: 4, throttled: 0, seconds: 86_430),
    items: [0, 12, 86_405, 86_420].enumerated().map { index, sent in
      item(index + 1, "Stripe/\(index)", .ok, elapsed: 3, [attempt(1, sent, 3, status: 200)])
    })

  static func facts(
    counts: [ResultRecord.Result: Int], requests: Int, throttled: Int, seconds: Double = 120
  ) -> RunFacts {
    RunFacts(
      RunHead(
        id: "r-20260501-120000-4f2a", action: "reload",
        command: "sources list | where status == Failed | reload | wait",
        place: "nightly.edsh:12", server: "https://eu.posthog.com", project: "1042"),
      startedAt: .noon,
      endedAt: .noon + .seconds(seconds), state: .done, counts: counts, requests: requests,
      throttled: throttled)
  }

  static func attempt(
    _ number: Int, _ sent: Double, _ took: Double?, _ fate: Failure.Class? = nil,
    status: Int? = nil
  ) -> RunHistory.Attempt {
    let sentAt = Time.noon + .seconds(sent)
    return RunHistory.Attempt(
      number: number, sentAt: sentAt, answeredAt: took.map { sentAt + .seconds($0) }, fate: fate,
      status: status)
  }

  static func item(
    _ sequence: Int, _ name: String, _ result: ResultRecord.Result, elapsed: Double,
    how: ResultRecord.How = .sent, _ attempts: [RunHistory.Attempt], error: String? = nil,
    sync: ResultRecord.Sync? = nil
  ) -> RunHistory.Item {
    let digits = String(sequence)
    let id = "0195f1c0-8d2a-7000-9c1b-" + String(repeating: "0", count: 12 - digits.count) + digits
    return RunHistory.Item(
      result: ResultRecord(
        run: "r-20260501-120000-4f2a", sequence: sequence,
        target: .init(kind: "source", id: id, name: name), action: "reload", result: result,
        how: how, error: error, httpStatus: attempts.last?.status, attempts: attempts.count,
        startedAt: attempts.last.map { $0.sentAt - .seconds(2) }, elapsed: .seconds(elapsed),
        sync: sync),
      attempts: attempts)
  }
}
