import CommandModel
import Rendering
import Testing
import ValueFormats

@Suite struct RunReportTests {
  private func page(_ history: RunHistory) -> String {
    RunReport(history, now: .noon + .seconds(300)).html
  }

  /// What the page's script reads.
  private func data(of page: String) throws -> Value {
    let start = try #require(page.firstRange(of: "id=\"data\">")?.upperBound)
    let end = try #require(page[start...].firstRange(of: "</script>")?.lowerBound)
    return try JSON.decode(Array(page[start..<end].utf8))
  }

  @Test func tellsWhatBecameOfTheRun() {
    let page = page(RunHistories.varied)
    #expect(page.contains("<title>reload r-20260501-120000-4f2a – edsh</title>"))
    #expect(page.contains("4 of 10 ok"))
    #expect(page.contains("sources list | where status == Failed | reload | wait"))
    #expect(page.contains("<dd><bdi>14, 3 met the rate limit</bdi></dd>"))
    #expect(page.contains("<time datetime=\"2026-05-01T12:00:00Z\">2026-05-01 12:00:00 UTC</time>"))
  }

  @Test func keepsTheFactsOfEveryItem() throws {
    let data = try data(of: page(RunHistories.varied))
    let items = try #require(data.value(at: "items")?.listValue)
    #expect(items.count == 10)
    #expect(
      items[1] == [
        2, "Postgres/main", "0195f1c0-8d2a-7000-9c1b-000000000002", 0, 0, 1, "", 61_000, 0, 0, 2,
        [1, 500, 300, 1, 429, 2, 30_900, 500, 0, 200], [30_900, 91_900, "", 7, 1, 1, 0],
      ])
    #expect(items[3].listValue?[11] == [1, 2000, -1, 4, 0, 2, 32_000, 60_000, 4, 0])
    #expect(items[7].listValue?[6] == "verified")
    #expect(items[8].listValue?[11] == [])
  }

  @Test func groupsErrorsThatDifferInNumbersOnly() {
    let page = page(RunHistories.many(1000))
    #expect(page.contains("<span class=\"status\">400</span> <bdi>source … is disabled</bdi>"))
    #expect(page.contains("<td class=\"number\">20</td>"))
    #expect(page.contains("<bdi>Postgres/shard_7</bdi>, <bdi>Postgres/shard_57</bdi>"))
  }

  @Test func keepsWhatTheServerSaysFromBeingMarkup() throws {
    let page = page(RunHistories.hostile)
    for markup in ["<img", "<b>", "</title><", "<!--<", "<script>document"] {
      #expect(!page.contains(markup), "\(markup)")
    }
    #expect(page.ranges(of: "<script").count == 2)
    #expect(page.ranges(of: "</script").count == 2)
    #expect(page.contains("&lt;img src=x onerror=&quot;document.title=&#39;owned&#39;&quot;&gt;"))
    for line in page.split(separator: "\n") {
      #expect(TerminalText.sanitize(String(line)).utf8.elementsEqual(line.utf8))
    }
    let names = try data(of: page).value(at: "items")?.listValue?.map { $0.listValue?[1] }
    #expect(names?.first == "</script><script>document.title='owned'</script>")
  }

  @Test func needsNothingButItself() throws {
    let page = page(RunHistories.varied)
    for reference in ["<link", "@import", "url(http", "src=", "style=", "fetch(", "innerHTML"] {
      #expect(!page.contains(reference), "\(reference)")
    }
    #expect(page.contains("content=\"default-src 'none'; style-src 'sha256-"))
    let style = try #require(page.firstRange(of: "<style>")?.upperBound)
    let end = try #require(page.firstRange(of: "</style>")?.lowerBound)
    #expect(page.contains("style-src '\(ContentHash.source(of: String(page[style..<end])))'"))
  }

  /// Examples of FIPS 180-4; texts of 55, 56 and 64 bytes end a block each in their own way.
  @Test(arguments: [
    ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="
    ),
    (String(repeating: "a", count: 55), "n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg="),
    (String(repeating: "a", count: 64), "/+BU/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs="),
  ])
  func hashesAsThePolicyDoes(_ text: String, _ hash: String) {
    #expect(ContentHash.source(of: text) == "sha256-" + hash)
  }

  @Test func isShortWhereThereIsNothing() throws {
    let empty = page(RunHistories.empty)
    #expect(empty.contains("nothing to do"))
    #expect(!empty.contains("<table") && !empty.contains("<svg class=\"activity\""))
    #expect(try data(of: empty).value(at: "items") == [])
    let single = page(RunHistories.single)
    #expect(single.contains("all 1 ok") && !single.contains("Errors"))
  }

  @Test func holdsTenThousandItemsInPieces() throws {
    let report = RunReport(RunHistories.many(10_000), now: .noon)
    let pieces = Array(report.pieces)
    #expect(pieces.count == 25)
    #expect(pieces.allSatisfy { $0.utf8.count < 100_000 })
    #expect((1_100_000..<1_300_000).contains(pieces.reduce(0) { $0 + $1.utf8.count }))
    let data = try data(of: pieces.joined())
    #expect(data.value(at: "items")?.listValue?.count == 10_000)
    // Readable with scripts off is a part only.
    #expect(pieces[1].ranges(of: "<tr role=\"row\"><td").count == 100)
  }

  @Test func foldsALongPause() throws {
    let data = try data(of: page(RunHistories.resumed))
    #expect(data.value(at: "folds")?.listValue?.count == 1)
    let knots = try #require(data.value(at: "knots")?.listValue)
    #expect(knots.map { $0.listValue?[0] } == [0, 15_000, 86_405_000, 86_430_000])
  }
}
