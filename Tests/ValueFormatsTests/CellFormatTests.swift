import CommandModel
import Testing
import ValueFormats

/// CSV and TSV.
@Suite struct CellFormatTests {
  private func check(
    _ text: String, as format: FileFormat, expect: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let outcome: String
    do {
      outcome = JSON.encode(try format.decode(Array(text.utf8)))
    } catch {
      outcome = "\(error.line):\(error.column): \(error.message)"
    }
    #expect(outcome == expect, sourceLocation: location)
  }

  @Test(arguments: [
    ("", "[]"), ("\n", "[]"), ("id,name\n", "[]"), ("id,name", "[]"),
    ("id,name\n1,a\n", #"[{"id":"1","name":"a"}]"#),
    ("id,name\r\n1,a\r\n2,b", #"[{"id":"1","name":"a"},{"id":"2","name":"b"}]"#),
    ("\u{FEFF}id\n1\n", #"[{"id":"1"}]"#),
    ("a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n", ##"[{"a":"x,\"y\"","b":"1\n2"}]"##),
    ("a,b\n\"\",\n", #"[{"a":"","b":null}]"#), ("a,b\n,\"\"", #"[{"a":null,"b":""}]"#),
    ("a,b\n\"\"\"\",\"\"\"\"\"\"\n", ##"[{"a":"\"","b":"\"\""}]"##),
    ("a,b\n1\n", #"[{"a":"1","b":null}]"#),
    ("\n\r\na,b\n\n1,\n\r\n,2\n\n", #"[{"a":"1","b":null},{"a":null,"b":"2"}]"#),
    ("\na\n\n1\n\"\"\r\n\r\n2\n", #"[{"a":null},{"a":"1"},{"a":""},{"a":null},{"a":"2"}]"#),
    (",b\n1,2\n", #"[{"":"1","b":"2"}]"#), ("a,b\n\\N, \n", ##"[{"a":"\\N","b":" "}]"##),
    ("a,b\n 1 , 2\r3\n", ##"[{"a":" 1 ","b":" 2\r3"}]"##),
    ("\"a b\",c\n1,2", #"[{"a b":"1","c":"2"}]"#),
  ])
  func readsCSV(_ text: String, _ expected: String) { check(text, as: .csv, expect: expected) }

  @Test(arguments: [
    (",\n1,2\n", "1:1: two columns of the header have the same name"),
    ("a,b\n\"\"x,\n", "2:3: something follows the closing quote of a cell"),
    ("a,b\n1,\"\n", "2:3: a quote that nothing closes"),
    ("a,a\n1,2\n", "1:1: two columns of the header have the same name"),
    ("a\n1,2\n", "2:1: 2 cells under a header of 1"),
    ("a\nx\"y\n", "2:2: a quote inside a cell without quotes; put quotes around the cell"),
    ("a\n\"x\"y\n", "2:4: something follows the closing quote of a cell"),
    ("a\n1\n\"x\n", "3:1: a quote that nothing closes"),
  ])
  func refusesCSV(_ text: String, _ expected: String) { check(text, as: .csv, expect: expected) }

  @Test(arguments: [
    ("a\tb\n1\t2\n", #"[{"a":"1","b":"2"}]"#),
    ("a\tb\r\n\"x\"\t\n", ##"[{"a":"\"x\"","b":""}]"##),
    ("a\tb\n\\N\t\\\\N\n\n\\n\t\\Nx\n", ##"[{"a":null,"b":"\\N"},{"a":"\n","b":"\\Nx"}]"##),
    ("a\n\n\\N\n1\n", #"[{"a":""},{"a":null},{"a":"1"}]"#), ("a\tb\n1\n", #"[{"a":"1","b":null}]"#),
    ("a\n1\\t2\\n3\\\\4\\r\\q\\", ##"[{"a":"1\t2\n3\\4\r\\q\\"}]"##),
  ])
  func readsTSV(_ text: String, _ expected: String) { check(text, as: .tsv, expect: expected) }

  @Test func refusesInvalidUTF8() {
    for format in [FileFormat.csv, .tsv] {
      #expect(throws: FormatError.self) { try format.decode([0x61, 0x0A, 0xFF]) }
    }
  }

  @Test func writesTheUnionOfAllFields() {
    let values: [Value] = [
      .record(["id": 1, "name": "a,b"]), .record(["id": 2, "tags": ["x", "y"], "gone": nil]),
    ]
    #expect(
      CSV.encode(values) == """
        id,name,tags,gone
        1,"a,b",,
        2,,"[""x"",""y""]",

        """)
    #expect(
      TSV.encode(values) == """
        id\tname\ttags\tgone
        1\ta,b\t\\N\t\\N
        2\t\\N\t["x","y"]\t\\N

        """)
  }

  @Test func writesWhatIsNoRecordUnderValue() throws {
    #expect(CSV.encode(["a", 2]) == "value\na\n2\n")
    #expect(CSV.encode([]) == "")
  }

  @Test func tellsNullFromTheEmptyText() throws {
    let cells: [Value] = ["", nil, "\\N", "\"\"", "a"]
    let lone = cells.map { Value.record(["a": $0]) }
    let pairs = cells.flatMap { a in cells.map { Value.record(["a": a, "b": $0]) } }
    for rows in [lone, lone.reversed(), pairs, [.record(["a": ""])], [.record(["a": nil])]] {
      #expect(try CSV.decode(Array(CSV.encode(rows).utf8)) == rows)
      #expect(try TSV.decode(Array(TSV.encode(rows).utf8)) == rows)
    }
    #expect(CSV.line(["", nil, "a"]) == "\"\",,a\n")
    #expect(TSV.line(["", nil, "\\N"]) == "\t\\N\t\\\\N\n")
  }

  @Test func escapesWhatEndsACellOfTSV() {
    #expect(TSV.line(["a\tb", "c\nd\r", "e\\"]) == "a\\tb\tc\\nd\\r\te\\\\\n")
  }

  @Test func readsBackWhatItWrites() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let rows = (0..<3).map { row in
        Value.record([
          "id": .text("\(row)"), "x": .text(Value.randomText(using: &generator)),
          "y": Bool.random(using: &generator)
            ? nil : .text(Value.randomText(using: &generator)),
        ])
      }
      #expect(try CSV.decode(Array(CSV.encode(rows).utf8)) == rows)
      #expect(try TSV.decode(Array(TSV.encode(rows).utf8)) == rows)
    }
  }

  @Test func survivesRandomBytes() {
    var generator = SeededGenerator(seed: 4)
    var (accepted, refused) = (0, 0)
    for _ in 0..<5000 {
      let bytes = (0..<20).map { _ in
        Array("ab,,\"\"\n\r\t\\".utf8).randomElement(using: &generator) ?? 0
      }
      if (try? CSV.decode(bytes)) == nil { refused += 1 } else { accepted += 1 }
      _ = try? TSV.decode(bytes)
    }
    #expect(accepted > 20)
    #expect(refused > 20)
  }
}
