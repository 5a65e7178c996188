import CommandModel
import TestSupport
import Testing

@testable import Rendering

@Suite struct TableTests {
  private func check(
    _ values: [Value], _ style: Style, shape: Records.Shape = .list, columns: [String]? = nil,
    expect: String, _ location: SourceLocation = #_sourceLocation
  ) {
    let text = DocumentWriter.text(
      of: values, as: .table, style: style, shape: shape, columns: columns)
    expectText(text, equals: expect, sourceLocation: location)
  }

  @Test func showsEverythingOffATerminal() {
    check(
      Value.sources, .file,
      expect: """
        ID                                    SOURCE_TYPE  STATUS     ROWS  \
        SYNCED_AT             PREFIX
        0195f1c0-8d2a-7000-9c1b-000000000001  Stripe       Completed  1200  2026-05-01T11:57:00Z
        0195f1c0-8d2a-7000-9c1b-000000000002  Postgres     Failed        7  \
        2026-04-26T12:00:00Z  eu_

        """)
  }

  @Test func tellsTimesAsPeopleDoOnATerminal() {
    check(
      Value.sources, .terminal(200),
      expect: """
        ID                                    SOURCE_TYPE  STATUS     ROWS  SYNCED_AT  PREFIX
        0195f1c0-8d2a-7000-9c1b-000000000001  Stripe       Completed  1200  3m ago
        0195f1c0-8d2a-7000-9c1b-000000000002  Postgres     Failed        7  5d ago     eu_

        """)
  }

  @Test func leavesOutAColumnBeforeItCutsAnID() {
    check(
      Value.sources, .terminal(80),
      expect: """
        ID                                    SOURCE_TYPE  STATUS     ROWS  SYNCED_AT
        0195f1c0-8d2a-7000-9c1b-000000000001  Stripe       Completed  1200  3m ago
        0195f1c0-8d2a-7000-9c1b-000000000002  Postgres     Failed        7  5d ago
        (+1 column: prefix · -o vertical shows all)

        """)
  }

  @Test func takesFromTheWidestColumnFirst() {
    check(
      [.record(["name": "a table of some length", "note": "a note that is long, and longer"])],
      .terminal(36),
      expect: """
        NAME               NOTE
        a table of some …  a note that is l…

        """)
  }

  @Test func leavesOutTheLastColumnsWhenNothingElseHelps() {
    check(
      Value.sources, .terminal(60),
      expect: """
        ID                                    SOURCE_TYPE  STATUS
        0195f1c0-8d2a-7000-9c1b-000000000001  Stripe       Completed
        0195f1c0-8d2a-7000-9c1b-000000000002  Postgres     Failed
        (+3 columns: rows, synced_at, pref… · -o vertical shows all)

        """)
  }

  @Test func namesTheColumnsItLeavesOut() {
    let record = Record((0..<9).map { ("column_\($0)", .text("value of the cell")) })
    check(
      [.record(record)], .terminal(68),
      expect: """
        COLUMN_0      COLUMN_1      COLUMN_2      COLUMN_3      COLUMN_4
        value of th…  value of th…  value of th…  value of th…  value of th…
        (+4 columns: column_5, column_6, column_7,… · -o vertical shows all)

        """)
  }

  @Test(arguments: [20, 30, 40, 57, 80, 200])
  func neverIsWiderThanTheScreen(_ width: Int) {
    let text = DocumentWriter.text(of: Value.sources, as: .table, style: .terminal(width))
    let rows = text.split(separator: "\n").filter { !$0.hasPrefix("(") }
    #expect(rows.count == 3)
    #expect(rows.allSatisfy { $0.count <= width && $0.last != " " })
  }

  @Test func cutsAnIDOnlyWhereItStandsAlone() {
    let text = DocumentWriter.text(of: Value.sources, as: .table, style: .terminal(20))
    #expect(text.contains("\n0195f1c0-8d2a-7000-…\n"))
  }

  @Test func takesTheColumnsAskedForWhenOneOccurs() {
    check(
      Value.sources, .terminal(80), columns: ["source_type", "gone"],
      expect: """
        SOURCE_TYPE  GONE
        Stripe
        Postgres

        """)
    check(
      [.record(["a": .record(["b": 1])])], .file, columns: ["a.b"],
      expect: "A.B\n  1\n")
    check([.record(["a": 1])], .file, columns: ["gone"], expect: "A\n1\n")
  }

  @Test func keepsTheOrderAndShowsNestedFieldsOnOneLine() {
    check(
      [.record(["tags": ["x", "y"], "in": .record(["a": 1]), "name": "n", "on": true])], .file,
      expect: """
        TAGS       IN       NAME  ON
        ["x","y"]  {"a":1}  n     true

        """)
  }

  @Test func believesTheKindAboutAFieldThatIsEmpty() {
    let kind = Kind(
      "source", noun: "sources",
      fields: [.init("inputs", .record, "…"), .init("count", .number, "…")])
    let record = Record([("inputs", nil), ("count", "–"), ("name", "n")], kind: "source")
    let text = DocumentWriter.text(of: [.record(record)], as: .table, style: .file) { name in
      name == kind.name ? kind : nil
    }
    expectText(text, equals: "COUNT  NAME  INPUTS\n    –  n\n")
  }

  @Test func measuresWhatIsSeen() {
    check(
      [
        .record(["a": "世界", "b": 1]), .record(["a": "👩‍👩‍👧é", "b": 2]),
        .record(["a": "e\u{301}🇩🇪ab", "b": 3]),
      ], .file,
      expect: """
        A      B
        世界   1
        👩‍👩‍👧é    2
        e\u{301}🇩🇪ab  3

        """)
    check([.record(["a": "世界世界世界世界"])], .terminal(10), expect: "A\n世界世界…\n")
  }

  @Test func showsNoControlCharacter() {
    check(
      [.record(["a": "x\u{1B}[31my\u{1B}]0;title\u{7}\nz\t\u{9B}2J!\u{202E}", "\u{1B}[2Jb": 1])],
      .terminal(80), expect: "A       B\nxy z !  1\n")
  }

  @Test func coloursHeaderAndStatus() {
    check(
      [
        .record(["status": "Failed", "n": 1]), .record(["status": "Running", "n": 2]),
        .record(["status": "Completed", "n": 3]), .record(["status": "Odd", "n": 4]),
        .record(["status": "", "n": 5]),
      ], .terminal(80, color: true),
      expect: """
        \u{1B}[1mSTATUS\u{1B}[0m     \u{1B}[1mN\u{1B}[0m
        \u{1B}[31mFailed\u{1B}[0m     1
        \u{1B}[33mRunning\u{1B}[0m    2
        \u{1B}[32mCompleted\u{1B}[0m  3
        Odd        4
                   5

        """)
  }

  /// As the service writes them; the last is one that it may learn to write.
  @Test(arguments: [
    ("Completed", Ink.green), ("Running", .yellow), ("Failed", .red), ("Error", .red),
    ("Billing limits", .red), ("Billing limits too low", .red), ("Billing limit too low", .red),
    ("Paused", .dim), ("Cancelled", .dim), ("Sleeping", nil),
  ])
  func everyStatusHasItsColour(_ status: String, _ ink: Ink?) {
    #expect(Cell.ink(of: status, in: "status") == ink)
    #expect(Cell.ink(of: status, in: "source.status") == ink)
    #expect(Cell.ink(of: status, in: "name") == nil)
  }

  @Test func chosenColumnsWithoutRoomAreShownOneALine() {
    let values: [Value] = [.record(["name": "orders", "error": "it is gone", "rows": 5])]
    let text = { (width: Int, values: [Value], overflow: ColumnOverflow) in
      DocumentWriter.text(
        of: values, as: .table, style: .terminal(width), overflow: overflow)
    }
    expectText(
      text(24, values, .turnsVertical),
      equals: "NAME    ERROR       ROWS\norders  it is gone     5\n")
    expectText(
      text(20, values, .turnsVertical),
      equals: "name   orders\nerror  it is gone\nrows   5\n")
    #expect(text(20, values, .leavesOut).contains("(+1 column"))
    let result: Value = .record(
      ["result": "ok", "action": "reload", "id": "a", "kind": "source", "run": "r", "seq": 1])
    #expect(!text(12, [result], .turnsVertical).hasPrefix("result"))
  }

  @Test func showsValuesThatAreNoRecordsOneALine() {
    check(["a\nb", 1, nil, .record(["x": 1])], .file, expect: "a b\n1\n\n{\"x\":1}\n")
    check(["a\nb\u{7}"], .terminal(80), shape: .one, expect: "a\nb\n")
  }

  @Test func isItsHeaderWhenThereIsNoRecord() {
    check([], .file, columns: ["id", "name"], expect: "ID  NAME\n")
    check([], .file, expect: "")
    check([], .file, shape: .one, columns: ["id"], expect: "")
    check([.record([:])], .file, expect: "")
    check(
      [.record(["n": 10]), .record(["n": nil]), .record(["n": 5])], .file, expect: " N\n10\n\n 5\n")
    check([.record(["a": "x  "])], .file, expect: "A\nx\n")
  }

  @Test(arguments: [
    (0, "now"), (59, "59s ago"), (60, "1m ago"), (3599, "59m ago"), (7200, "2h ago"),
    (86_400, "1d ago"), (60 * 86_400, "60d ago"), (61 * 86_400, "2026-03-01"), (-7200, "in 2h"),
    (-90, "in 1m"), (-400 * 86_400, "2027-06-05"),
  ])
  func saysHowLongAgo(_ seconds: Int, _ expected: String) {
    let value = Value.time(.noon - .seconds(seconds))
    check([value], .terminal(80), expect: expected + "\n")
  }
}
