import CommandModel
import Rendering
import TestSupport
import Testing

@Suite struct DocumentWriterTests {
  private func check(
    _ values: [Value], as format: OutputFormat, _ style: Style = .file,
    shape: Records.Shape = .list, columns: [String]? = nil, expect: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let text = DocumentWriter.text(
      of: values, as: format, style: style, shape: shape, columns: columns)
    expectText(text, equals: expect, sourceLocation: location)
  }

  private let records: [Value] = [
    .record(["id": 1, "name": "a|b", "tags": ["x"]]),
    .record(["id": 2, "name": "c\td\u{1B}[31m", "tags": []]),
  ]

  @Test func writesJSON() {
    check(
      records, as: .json,
      expect: #"""
        [
          {
            "id": 1,
            "name": "a|b",
            "tags": [
              "x"
            ]
          },
          {
            "id": 2,
            "name": "c\td\u001b[31m",
            "tags": []
          }
        ]

        """#)
    check([.record(["id": 1])], as: .json, shape: .one, expect: "{\n  \"id\": 1\n}\n")
  }

  @Test func writesJSONLines() {
    check(
      records, as: .jsonl,
      expect: #"""
        {"id":1,"name":"a|b","tags":["x"]}
        {"id":2,"name":"c\td\u001b[31m","tags":[]}

        """#)
  }

  @Test func writesCells() {
    check(records, as: .csv, expect: "id,name,tags\n1,a|b,\"[\"\"x\"\"]\"\n2,c\td\u{1B}[31m,[]\n")
    check(records, as: .tsv, expect: "id\tname\ttags\n1\ta|b\t[\"x\"]\n2\tc\\td\u{1B}[31m\t[]\n")
    check(records, as: .csv, .terminal(80), columns: ["name"], expect: "name\na|b\nc d\n")
    check(["a", "b,c"], as: .csv, expect: "value\na\n\"b,c\"\n")
  }

  @Test func writesYAML() {
    check(
      records, as: .yaml,
      expect: #"""
        - id: 1
          name: "a|b"
          tags:
            - x
        - id: 2
          name: "c\td\u001b[31m"
          tags: []

        """#)
    check([.record(["id": 1])], as: .yaml, shape: .one, expect: "id: 1\n")
  }

  @Test func writesVertically() {
    let time = Value.time(.noon - .seconds(60))
    let record: Value = .record([
      "id": 1, "long_name": "two\nlines\u{1B}[2J", "at": time, "none": nil, "tags": ["x"],
    ])
    check(
      [record, .record(["id": 2])], as: .vertical, .terminal(20),
      expect: """
        id         1
        long_name  two
                   lines
        at         2026-05-01T11:59:00Z (1m ago)
        none
        tags       ["x"]

        id  2

        """)
    check([.record(["at": time])], as: .vertical, expect: "at  2026-05-01T11:59:00Z\n")
    check(["a", 2], as: .vertical, expect: "a\n2\n")
  }

  @Test func sumsUpWhatRecordsHold() {
    let tables = (1...10).map { Value.record(["name": .text("t\($0)"), "rows": 3]) }
    let columns: [Value] = [.record(["id": "a"]), .record(["id": 2])]
    let table: Record = ["name": "charges\u{1B}[2J", "columns": .list(columns)]
    let record: Value = .record([
      "id": 1, "table": .record(table), "schemas": .list(tables),
      "jobs": .list([.record(["status": "Failed"])]), "config": .record([:]), "none": [],
    ])
    check(
      [record], as: .vertical,
      expect: """
        id             1
        table.name     charges
        table.columns  2 records: a, 2
        schemas        10 records: t1, t2, t3, t4, t5, t6, t7, t8, …
        jobs           1 record
        config         {}
        none           []

        """)
  }

  @Test func writesBareValues() {
    check(records, as: .value, expect: "1\ta|b\t[\"x\"]\n2\tc\\td\u{1B}[31m\t[]\n")
    check(records, as: .value, .terminal(80), columns: ["name"], expect: "a|b\nc d\n")
    check(records, as: .value, columns: ["name"], expect: "a|b\nc\td\u{1B}[31m\n")
    check(["a\nb", nil, 3], as: .value, expect: "a\nb\n\n3\n")
  }

  @Test func writesMarkdown() {
    check(
      records, as: .md,
      expect: #"""
        | id | name | tags |
        | ---: | --- | --- |
        | 1 | a\|b | ["x"] |
        | 2 | c d | [] |

        """#)
    check(["a\\b"], as: .md, expect: "| value |\n| --- |\n| a\\\\b |\n")
  }

  @Test(arguments: [
    (OutputFormat.table, "ID\n", ""), (.json, "[]\n", "null\n"), (.jsonl, "", ""),
    (.csv, "id\n", "id\n"), (.tsv, "id\n", "id\n"), (.yaml, "[]\n", "null\n"), (.vertical, "", ""),
    (.value, "", ""), (.md, "| id |\n| --- |\n", "| id |\n| --- |\n"),
  ])
  func writesNothingAtAll(_ format: OutputFormat, _ list: String, _ one: String) {
    check([], as: format, columns: ["id"], expect: list)
    check([], as: format, shape: .one, columns: ["id"], expect: one)
  }

  @Test(arguments: [OutputFormat.json, .jsonl, .csv, .tsv, .yaml, .vertical, .value])
  func givesTextWithTheFirstBatch(_ format: OutputFormat) {
    var writer = DocumentWriter(format, style: .file, shape: .list)
    #expect(!writer.add([records[0]]).isEmpty)
  }

  @Test(arguments: OutputFormat.allCases)
  func givesTheSameTextInOneBatchAndInMany(_ format: OutputFormat) {
    var writer = DocumentWriter(format, style: .file, shape: .list)
    let text =
      writer.add([records[0]]) + writer.add([]) + writer.add([records[1]]) + writer.finish()
    check(records, as: format, expect: text)
  }

  @Test func closesAListThatBrokeOff() {
    var writer = DocumentWriter(.json, style: .file, shape: .list)
    expectText(writer.add([1]) + writer.finish(), equals: "[\n  1\n]\n")
  }

  @Test(arguments: [OutputFormat.table, .vertical, .value, .md, .csv, .tsv, .json, .jsonl, .yaml])
  func letsNoControlCharacterReachATerminal(_ format: OutputFormat) {
    let hostile = (0...0x9F).compactMap { Unicode.Scalar($0 as Int) }.map { String($0) }.joined()
    let values: [Value] = [.record([hostile: .text(hostile + "\u{202E}")])]
    let text = DocumentWriter.text(of: values, as: format, style: .terminal(80))
    let allowed: Set<Unicode.Scalar> = ["\n"]
    let control = text.unicodeScalars.filter { scalar in
      scalar.properties.generalCategory == .control && !allowed.contains(scalar)
        || scalar == "\u{202E}"
    }
    #expect(control.isEmpty)
  }
}
