import Glibc
import ShellWorld
import TestSupport
import Testing

/// The records of a long file flow: the file is neither read as a whole nor kept.
struct LongFileTests {
  private static let rowCount = 8000

  /// Rows with characters of several bytes, quoted line feeds and ends of lines, of which
  /// some fall on the borders of pieces: 500 kB are eight pieces.
  private static func cells(lineEnd: String) -> String {
    (["id,name,text"] + (0..<rowCount).map { "\($0),таблица 表 \($0),\"a\r\n\"\"é\"\"\"" })
      .map { $0 + lineEnd }.joined()
  }

  private static let jsonLines = (0..<rowCount)
    .map { #"{"id":\#($0),"name":"таблица 表 \#($0)","text":"a\r\n\"é\""}"# + "\r\n" }
    .joined()

  @Test(arguments: [
    ("a.jsonl", jsonLines), ("a.csv", cells(lineEnd: "\r\n")), ("b.csv", cells(lineEnd: "\n")),
  ])
  func isReadAsItWasWritten(name: String, text: String) throws {
    let outcome = try ShellWorld.outcome(of: ["-c", "open \(name) -o csv"]) { world in
      try world.folder.write(text, to: name)
    }
    #expect(outcome.status == 0)
    #expect(outcome.output == LongFileTests.cells(lineEnd: "\n"))
  }

  /// A pipe that stays open: whoever read on would wait for ever.
  @Test(arguments: ["open a.jsonl | first 2", "@a.jsonl | first 2"])
  func firstReadsNoFurther(line: String) throws {
    let output = try Simulation.run { clock in
      let world = try ShellWorld(clock: clock)
      let path = "\(world.folder.path)/a.jsonl"
      #expect(mkfifo(path, 0o600) == 0)
      let pipe = open(path, O_RDWR)
      defer { close(pipe) }
      let text = "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n"
      #expect(write(pipe, text, text.utf8.count) == text.utf8.count)
      #expect(await world.run(["-c", line]) == 0)
      return world.screen.text(of: .output)
    }
    #expect(output == "{\"id\":1}\n{\"id\":2}\n")
  }
}
