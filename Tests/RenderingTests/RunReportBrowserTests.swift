import CommandModel
import FoundationEssentials
import Glibc
import Rendering
import TestSupport
import Testing

/// The page as a browser shows it. `scripts/test-report` runs these alone, and keeps
/// pictures of what they saw.
@Suite(.enabled(if: runsSlowTests), .serialized) struct RunReportBrowserTests {
  private static let names =
    "[...document.querySelectorAll('.items tbody summary')].map((name) => name.textContent)"
  private static let shown = "document.getElementById('shown').textContent"

  private let folder: TemporaryFolder
  private let browser: Browser

  init() throws {
    folder = try TemporaryFolder()
    browser = try Browser(home: folder.path)
    try browser.resize(width: 1280, height: 1000)
  }

  private func open(_ history: RunHistory) throws {
    try folder.write(RunReport(history, now: .noon + .seconds(300)).html, to: "page.html")
    try browser.open(folder.path + "/page.html")
  }

  private func expectTexts(
    _ expression: String, _ expected: [String], _ location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try browser.texts(of: expression) == expected, sourceLocation: location)
  }

  private func expectText(
    _ expression: String, _ expected: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      try browser.value(of: expression).textValue == expected, sourceLocation: location)
  }

  @Test func sortsByTheHeaderThatIsClicked() throws {
    try open(RunHistories.varied)
    let firstThree = RunReportBrowserTests.names + ".slice(0, 3)"
    try expectTexts(firstThree, ["Stripe/eu", "Postgres/main", "売上データベース"])
    try browser.click(".items th.c-took button")
    try expectTexts(firstThree, ["Chargebee", "BigQuery/events", "Salesforce/de"])
    try browser.click(".items th.c-took button")
    try expectTexts(firstThree, ["Zendesk", "Stripe/eu", "Hubspot"])
    try expectTexts(
      "[...document.querySelectorAll('[aria-sort]')].map((h) => h.dataset.key + h.ariaSort)",
      ["tookdescending"])
    try browser.click(".items th.c-result button")
    try expectTexts(firstThree, ["Hubspot", "Postgres/main", "Salesforce/de"])
    #expect(browser.complaints == [])
  }

  @Test func filtersByWhatIsTyped() throws {
    try open(RunHistories.varied)
    try browser.click("#filter-text")
    try browser.type("postgres")
    try expectTexts(RunReportBrowserTests.names, ["Postgres/main"])
    try expectText(RunReportBrowserTests.shown, "1 of 10 items")
    try browser.type(" nowhere")
    try expectText("document.querySelector('.items tbody').textContent", "no item is like that")
    try browser.click(".filter [type=reset]")
    try expectText(RunReportBrowserTests.shown, "10 of 10 items")
    // Typing a letter chooses in a list that has the focus.
    try browser.focus("#filter-result")
    try browser.press("f", code: 70)
    try expectTexts(RunReportBrowserTests.names, ["Postgres/main", "Salesforce/de"])
    try browser.click("[data-group='1']")
    try expectTexts(RunReportBrowserTests.names, ["Hubspot"])
    try expectText("document.activeElement.id", "filter-group")
  }

  @Test func drawsAttemptsPausesAndJobs() throws {
    try open(RunHistories.varied)
    let track = "document.querySelectorAll('.items .track')[1]"
    try expectTexts(
      "[...\(track).querySelectorAll('.wait, .job, .job-end, use')]"
        + ".map((e) => e.getAttribute('class') || e.getAttribute('href'))",
      ["job", "job-end", "wait", "#m-rejected", "#m-good"])
    try expectText(
      "\(track).ariaLabel",
      "sent at 0.5s, 429 turned away, tried later after 0.3s; sent at 31s, 200 answered well "
        + "after 0.5s; job until 1m32s: 7 rows, tables: 1 ok, 1 failed, 0 left")
    try browser.click(".items tbody tr:nth-child(2) summary")
    try expectTexts(
      "[...document.querySelectorAll('.items tbody tr:nth-child(2) li')].map((e) => e.innerText)",
      [
        "sent at 0.5s, 429 turned away, tried later after 0.3s",
        "sent at 31s, 200 answered well after 0.5s",
        "job until 1m32s: 7 rows, tables: 1 ok, 1 failed, 0 left",
      ])
  }

  @Test func turnsPagesByTheKeyboard() throws {
    try open(RunHistories.many(10_000))
    let page = "document.getElementById('page').textContent"
    try expectText(page, "1 to 100 of 10,000")
    try browser.focus("#next")
    try browser.press("Enter", code: 13)
    try expectText(page, "101 to 200 of 10,000")
    try expectText("document.activeElement.id", "next")
    #expect(browser.complaints == [])
  }

  @Test func zoomsToTheRowsThatAreShown() throws {
    try open(RunHistories.many(10_000))
    let ticks = "[...document.querySelectorAll('.ruler text')].map((text) => text.textContent)"
    try expectTexts(ticks, ["0s", "5m", "10m", "15m", "20m"])
    try browser.click("#zoom")
    try expectTexts(ticks, ["0s", "10s", "20s", "30s", "40s"])
    try browser.click("#next")
    try expectTexts(ticks, ["20s", "30s", "40s", "50s"])
    #expect(browser.complaints == [])
    try picture("zoomed")
  }

  @Test func isHarmlessWhateverTheServerSays() throws {
    try open(RunHistories.hostile)
    try expectText("document.title", "reload r-<b> – edsh")
    #expect(try browser.value(of: "document.querySelectorAll('img, b, script').length") == 2)
    try expectTexts(
      RunReportBrowserTests.names + ".slice(0, 7)",
      [
        "</script><script>document.title='owned'</script>", "<!--<script>", "]]>",
        "\"'`&amp;<>", "gpj.exe", "a b c", "red",
      ])
    #expect(browser.complaints == [])
  }

  @Test func isReadableWithScriptsOff() throws {
    try browser.call("Emulation.setScriptExecutionDisabled", [("value", true)])
    try open(RunHistories.many(300))
    let text = try #require(try browser.value(of: "document.body.innerText").textValue)
    #expect(text.contains("294 of 300 ok"))
    #expect(text.contains("source … is disabled"))
    #expect(text.contains("The first 100 of 300 items"))
    #expect(text.contains("Postgres/shard_99"))
    #expect(!text.contains("Filter"))
    #expect(text.contains("sent at 30s, 200 answered well after 0.2s"))
  }

  @Test(arguments: ["light", "dark"])
  func canBeReadByEverybody(_ scheme: String) throws {
    try browser.prefer(scheme)
    try open(RunHistories.varied)
    let dim = try browser.value(of: RunReportBrowserTests.textsWithoutContrast)
    #expect(dim == [])
    let tree = try browser.call("Accessibility.getFullAXTree").value(at: "nodes")?.listValue ?? []
    let named = ["button", "textbox", "searchbox", "combobox", "image", "img", "table", "region"]
    let nodes = tree.filter { $0.value(at: "ignored") == false }.map { node in
      (
        role: node.value(at: "role.value")?.textValue ?? "",
        name: node.value(at: "name.value")?.textValue ?? ""
      )
    }
    #expect(nodes.filter { named.contains($0.role) && $0.name.isEmpty }.map(\.role) == [])
    let roles = Set(nodes.map(\.role))
    for role in ["banner", "main", "contentinfo", "search", "navigation", "table", "columnheader"] {
      // There is one page of items only, so there are none to turn.
      #expect(roles.contains(role) || role == "navigation", "\(role)")
    }
    try picture("wide-\(scheme)")
  }

  @Test(arguments: [320, 700, 900, 2000])
  func fitsEveryWidth(_ width: Int) throws {
    try browser.resize(width: width, height: 1000)
    for history in [RunHistories.varied, RunHistories.hostile] {
      try open(history)
      let needed = try browser.value(of: "document.documentElement.scrollWidth").integerValue ?? 0
      #expect(needed <= width)
    }
    try picture("hostile-\(width)")
  }

  /// Keeps what is seen, where somebody asked for it.
  private func picture(_ name: String) throws {
    guard let target = getenv("REPORT_PICTURES") else { return }
    let answer = try browser.call("Page.captureScreenshot", [("captureBeyondViewport", true)])
    let data = Data(base64Encoded: answer.value(at: "data")?.textValue ?? "") ?? Data()
    try data.write(to: URL(filePath: "\(String(cString: target))/\(name).png"))
  }

  /// Texts whose contrast with what is behind them is below 4.5.
  ///
  /// - Source: WCAG 2.2, 1.4.3.
  private static let textsWithoutContrast = """
    (() => {
      const parts = (color) => color.match(/[\\d.]+/g).map(Number);
      const luminance = (color) => {
        const [r, g, b] = parts(color).map((part) => {
          const share = part / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (element) => {
        for (let e = element; e; e = e.parentElement) {
          const color = getComputedStyle(e).backgroundColor;
          if ((parts(color)[3] ?? 1) === 1) return color;
        }
      };
      const dim = [];
      for (const element of document.body.querySelectorAll("*")) {
        const text = [...element.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
        if (!text.length || !element.checkVisibility() || element.disabled) continue;
        if (element.closest("script, style, noscript, title")) continue;
        const style = getComputedStyle(element);
        const isDrawn = element instanceof SVGElement;
        const [a, b] = [isDrawn ? style.fill : style.color, behind(element)].map(luminance);
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) dim.push(`${element.className}: ${text[0].data} ${contrast}`);
      }
      return dim;
    })()
    """
}
