import Glibc
import Testing

@testable import LineEditing

@Suite struct HistoryTests {
  @Test(arguments: [
    (["a", "b", "a", "c"], 10, ["b", "a", "c"]),
    (["a", "b", "c"], 2, ["b", "c"]),
    (["a"], 0, []),
    ([], 3, []),
  ])
  func keepsTheNewestOnceEach(entered: [String], sizeMax: Int, expected: [String]) {
    #expect(History(entered, sizeMax: sizeMax).entries == expected)
    var grown = History(sizeMax: sizeMax)
    for entry in entered { grown.append(entry) }
    #expect(grown.entries == expected)
  }

  @Test(arguments: [
    ("a", true), ("a b", true), ("é", true), ("", false), (" a", false), ("\t", false),
    ("\n", false),
  ])
  func leavesOutWhatIsBlankOrBehindABlank(text: String, isKept: Bool) {
    #expect(History.keeps(text) == isKept)
  }

  @Test(arguments: [
    ("plain", "plain"), ("a\nb", "a\\nb"), ("a\\nb", "a\\\\nb"), ("c:\\x", "c:\\\\x"),
    ("a\r\nb\r", "a\\r\\nb\\r"), ("日本語\n\u{301}", "日本語\\n\u{301}"), ("", ""),
  ])
  func spellsAnEntryInOneRow(entry: String, row: String) {
    #expect(HistorySpelling.row(for: entry) == row)
    #expect(HistorySpelling.entry(from: row) == entry)
  }

  @Test(arguments: [("a\\qb", "a\\qb"), ("a\\", "a\\")])
  func readsARowItDidNotWrite(row: String, entry: String) {
    #expect(HistorySpelling.entry(from: row) == entry)
  }
}

@Suite struct HistoryFileTests {
  @Test func isThePersonsAlone() throws {
    let folder = try TemporaryFolder()
    let file = HistoryFile(path: folder.path + "/state/edsh/history")
    try file.append("one")
    #expect(permissions(file.path) == 0o600)
    #expect(permissions(folder.path + "/state/edsh") == 0o700)
    #expect(try file.load() == ["one"])
  }

  @Test func isEmptyWhenMissing() throws {
    let folder = try TemporaryFolder()
    #expect(try HistoryFile(path: folder.path + "/history").load() == [])
  }

  @Test func losesNoEntryOfTwoWriters() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/history"
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<2 {
        group.addTask {
          for number in 0..<1_000 { try HistoryFile(path: path).append("\(writer) \(number)\nrow") }
        }
      }
      try await group.waitForAll()
    }
    let entries = try HistoryFile(path: path).load()
    #expect(entries.count == 2_000)
    for writer in 0..<2 {
      let own = entries.filter { $0.hasPrefix("\(writer) ") }
      #expect(own == (0..<1_000).map { "\(writer) \($0)\nrow" })
    }
  }

  @Test func losesNoEntryWhileItIsCut() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/history"
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for number in 0..<200 { try HistoryFile(path: path).append("\(number)") }
      }
      group.addTask {
        for _ in 0..<50 {
          let file = HistoryFile(path: path)
          let rows = try file.load()
          try file.replace(rows: rows.count, by: rows)
        }
      }
      try await group.waitForAll()
    }
    #expect(try HistoryFile(path: path).load() == (0..<200).map(String.init))
  }

  @Test func isCutWhenItHasGrownToTwiceTheSize() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("history", "a\nb\nc\nd\ne\n")
    var keeper = HistoryKeeper(path: path, sizeMax: 2)
    keeper.load()
    #expect(keeper.history.entries == ["d", "e"])
    #expect(try folder.read("history") == "d\ne\n")
    #expect(permissions(path) == 0o600)
  }

  @Test func aDamagedRowCostsThatRowOnly() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "history", bytes: Array("one\n".utf8) + [0xFF, 0x0A] + Array("two".utf8))
    #expect(try HistoryFile(path: path).load() == ["one", "\u{FFFD}", "two"])
  }

  @Test func aFileThatFailsIsGivenUp() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("file", "") + "/history"
    var keeper = HistoryKeeper(path: path, sizeMax: 5)
    keeper.load()
    #expect(keeper.takeProblem()?.description == "cannot keep history in \(path): not a directory")
    keeper.append("one")
    #expect(keeper.takeProblem() == nil)
    #expect(keeper.history.entries == ["one"])
  }

  private func permissions(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }
}

@Suite struct HistoryHintTests {
  @Test func goesOnAsTheNewestEntryDid() {
    let entries = ["list a", "get 1", "list b", "list"]
    var hint = HistoryHint()
    for (text, rest) in [
      ("l", "ist"), ("list", " b"), ("list a", nil), ("lis", "t"), ("list ", "b"), ("g", "et 1"),
      ("gx", nil), ("gxy", nil), ("list", " b"),
    ] as [(String, String?)] {
      #expect(hint.rest(behind: text, in: entries) == rest, "\(text)")
    }
  }
}

@Suite struct HistorySearchTests {
  @Test func findsWithoutCaseUnlessTheTextHasCapitals() {
    #expect("Sources List".utf8Range(of: "list") == 8..<12)
    #expect("Sources list".utf8Range(of: "List") == nil)
    #expect("é日本".utf8Range(of: "本") == 5..<8)
    #expect("short".utf8Range(of: "longer than that") == nil)
  }

  @Test func goesBothWaysAndStaysWhereNothingIsFound() {
    var search = HistorySearch(in: ["one a", "two", "one b"])
    "one".unicodeScalars.forEach { search.type($0) }
    #expect(search.match == "one b")
    search.older()
    #expect(search.match == "one a")
    search.older()
    #expect(search.match == "one a" && !search.isFound)
    search.newer()
    #expect(search.match == "one b" && search.isFound)
    search.type("x")
    #expect(search.match == "one b" && !search.isFound)
    search.backspace()
    #expect(search.match == "one b" && search.isFound)
  }
}
