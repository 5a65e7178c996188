import CommandModel
import Rendering
import TestSupport
import Testing

/// Charts, bars and sparklines as whole text.
@Suite struct PlotTests {
  private func check(
    _ values: [Value], _ plot: Plot, _ style: Style = Style(width: 40, now: .noon),
    expect: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let text = try plot.text(of: values, style: style)
    expectText(text ?? "nothing", equals: expect, sourceLocation: location)
  }

  private func counts(_ pairs: [(Value, Value)]) -> [Value] {
    pairs.map { .record(["status": $0, "count": $1]) }
  }

  private func records(_ points: [(Value, Value)]) -> [Value] {
    points.map { .record(["x": $0, "y": $1]) }
  }

  // MARK: - Bars

  @Test func drawsABarForEachLabel() throws {
    try check(
      counts([("Completed", 25), ("Failed", 7), (nil, 1), ("世界", 0)]), Plot(fields: []),
      expect: """
        Completed  25  █████████████████████████
        Failed      7  ███████
        null        1  █
        世界        0

        """)
  }

  @Test func barsAreExactToAnEighth() throws {
    try check(
      counts([("a", 100), ("b", 50), ("c", 33), ("d", 0.001)].map { ($0.0, Self.number($0.1)) }),
      Plot(fields: ["status", "count"]),
      expect: """
        a    100  ██████████████████████████████
        b     50  ███████████████
        c     33  █████████▉
        d  0.001  ▏

        """)
  }

  @Test func labelsThatAreTheSameAreOneBarOfTheirMean() throws {
    try check(
      counts([("a", 10), ("b", 4), ("a", 20), ("b", nil)]), Plot(fields: ["status", "count"]),
      expect: """
        a  15  █████████████████████████████████
        b   4  ████████▊

        """)
  }

  @Test func whatIsBelowZeroGoesToTheLeft() throws {
    try check(
      counts([("up", 10), ("down", -5), ("level", 0)]), Plot(fields: []),
      expect: """
        up     10            ███████████████████
        down   -5  ██████████
        level   0

        """)
    try check(
      counts([("a", -4), ("b", -1)]), Plot(fields: [], isASCII: true),
      Style(width: 30, now: .noon),
      expect: """
        a  -4  #######################
        b  -1                   ######

        """)
  }

  @Test func labelsAreCutAndSeveralStandSideBySide() throws {
    let values: [Value] = [
      .record(["type": "Postgres", "status": "Completed", "count": 3]),
      .record(["type": "S", "status": "Failed", "count": 1]),
    ]
    try check(
      values, Plot(fields: []),
      expect: """
        Postgres  Completed  3  ████████████████
        S         Failed     1  █████▍

        """)
    try check(
      [.record(["name": "a name that is long, and longer still", "n": 1])], Plot(fields: []),
      expect: "a name that is long…  1  ███████████████\n")
  }

  @Test func durationsAreSpelledAsSuch() throws {
    try check(
      [
        .record(["name": "a", "age": .duration(.seconds(90))]),
        .record(["name": "b", "age": .duration(.seconds(45))]),
      ], Plot(fields: []), Style(width: 30, now: .noon),
      expect: """
        a  1m30s  ████████████████████
        b    45s  ██████████

        """)
  }

  @Test func barsOfAStatusHaveItsColour() throws {
    let style = Style(width: 30, color: true, isTerminal: true, now: .noon)
    try check(
      counts([("Failed", 1), ("New", 1)]), Plot(fields: []), style,
      expect: """
        Failed  1  \u{1B}[31m███████████████████\u{1B}[0m
        New     1  \u{1B}[36m███████████████████\u{1B}[0m

        """)
  }

  // MARK: - Nothing, and what cannot be drawn

  @Test func nothingIsNoDrawing() throws {
    #expect(try Plot(fields: []).text(of: [], style: .file) == nil)
    #expect(try Plot(fields: ["y"]).text(of: records([(1, nil)]), style: .file) == nil)
    #expect(try Plot(fields: ["x", "y"]).text(of: records([(nil, 1)]), style: .file) == nil)
    #expect(try Plot(fields: ["y"], isSparkline: true).text(of: [], style: .file) == nil)
  }

  @Test(arguments: [
    (["status"], "`status` is text, and a chart needs numbers"),
    (["count", "status"], "`status` is text, and a chart needs numbers"),
    (["at"], "`at` is a time, and a chart needs an amount"),
    (["mixed", "count"], nil), (["count", "mixed"], "`mixed` is text, and a chart needs numbers"),
    (["on"], "`on` is true/false, and a chart needs numbers"),
    ([], "`plot` needs a field: the records have 6"),
  ])
  func saysWhatToDo(_ fields: [String], _ message: String?) throws {
    let record: Value = .record([
      "status": "Failed", "at": .time(.noon), "count": 1, "mixed": "x", "on": true, "z": nil,
    ])
    do {
      _ = try Plot(fields: fields).text(of: [record], style: .file)
      #expect(message == nil)
    } catch {
      let diagnostic = try #require(error.diagnostics.first)
      #expect(diagnostic.message == message)
      #expect(diagnostic.hint?.contains("plot") == true)
    }
  }

  // MARK: - Charts

  @Test func aChartHasItsAxes() throws {
    try check(
      records([(1, 2), (2, 4), (3, 1), (4, nil), (nil, 9)]), Plot(fields: ["x", "y"], height: 6),
      Style(width: 30, now: .noon),
      expect: """
        y over x · 3 points
        4 ┤         ⢀⡠⠤⠒⠉⠒⢄⡀
          │    ⢀⣀⠤⠒⠉⠁      ⠈⠒⢄⡀
        2 ┤⣀⠤⠒⠊⠁              ⠈⠒⠤⡀
          │                      ⠈⠑⠤⡀
          │                         ⠈⠑
        0 ┤
          └┬────────────┬────────────┬
           1            2            3

        """)
  }

  @Test func pointsThatFallTogetherAreTheirMean() throws {
    try check(
      records([(1, 0), (1, 4), (2, 4)]), Plot(fields: ["x", "y"], isASCII: true, height: 3),
      Style(width: 30, now: .noon),
      expect: """
        y over x, 3 points, means whe~
        5 |             **************
          |*************
        0 |
          ++-------------------------+
           1                         2

        """)
  }

  @Test func aPointAloneStandsInTheMiddle() throws {
    try check(
      records([(.time(.noon), 5)]), Plot(fields: ["x", "y"], isASCII: true, height: 3),
      Style(width: 30, now: .noon),
      expect: """
        y over x, 1 point
        5 |             *
          |
        0 |
          +-------------+-------------
                2026-05-01 12:00

        """)
  }

  /// Whatever comes in, a drawing is no wider than the screen.
  @Test(arguments: [1, 5, 20, 33, 80], [true, false])
  func neverIsWiderThanTheScreen(_ width: Int, _ isASCII: Bool) throws {
    let extremes: [Double] = [
      0, 1, -1, .leastNonzeroMagnitude, -1e-307, 0.1, 9.999999, 1e15, 123_456_789, -1e300, 1.7e308,
      -1.7e308,
    ]
    for x in extremes {
      for y in extremes {
        let points = [(x, y), (y, x), (x, x)].map { (Self.number($0.0), Self.number($0.1)) }
        for (fields, spark) in [(["x", "y"], false), (["y"], false), (["x", "y"], true)] {
          let plot = Plot(fields: fields, isSparkline: spark, isASCII: isASCII, height: 5)
          let text = try #require(
            try plot.text(of: records(points), style: Style(width: width, now: .noon)))
          let widths = text.split(separator: "\n").map(\.count)
          #expect(widths.allSatisfy { $0 <= max(30, width) }, "\(x) \(y)\n\(text)")
          #expect(!isASCII || text.utf8.allSatisfy { $0 < 0x80 })
        }
      }
    }
  }

  @Test(arguments: [
    ([1.0, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█  1 … 8"), ([5, 5, 5], "▄▄▄  5"), ([7], "▄  7"),
    ([0, -8], "█▁  -8 … 0"),
  ])
  func aSparklineGoesFromTheLeastToTheGreatest(_ numbers: [Double], _ expected: String) throws {
    try check(
      numbers.map { Self.number($0) }, Plot(fields: [], isSparkline: true), expect: expected + "\n")
  }

  @Test func aLongSparklineIsOfMeans() throws {
    let numbers = (0..<1000).map { Value.integer($0) }
    let text = try #require(
      try Plot(fields: [], isSparkline: true).text(of: numbers, style: Style(width: 40, now: .noon))
    )
    #expect(text.hasPrefix("▁▁▁▁▂▂▂▂▃▃▃▃"))
    #expect(text.count <= 41)
  }

  private static func number(_ value: Double) -> Value {
    Number(value).map(Value.number) ?? .null
  }
}
