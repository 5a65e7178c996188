import ShellWorld
import TestSupport
import Testing

/// What comes from files and from standard input is bounded before it is understood.
struct InputLimitsTests {
  private func check(
    _ arguments: [String], files: [String: String] = [:], input: String = "",
    expect message: String?, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try ShellWorld.outcome(of: arguments) { world in
      for (name, text) in files { try world.folder.write(text, to: name) }
      world.standardInput = input
    }
    let first = outcome.errors.split(separator: "\n").first.map(String.init)
    #expect(first == message, sourceLocation: location)
    #expect((outcome.status == 0) == (message == nil), sourceLocation: location)
  }

  private static func nested(_ depth: Int) -> String {
    "print " + String(repeating: "(", count: depth) + "5" + String(repeating: ")", count: depth)
  }

  @Test(arguments: [(100, nil), (201, 207), (20_000, 207)] as [(Int, Int?)])
  func bracketsOfAScript(depth: Int, column: Int?) throws {
    let text = InputLimitsTests.nested(depth)
    let error = { (place: String) in
      column.map {
        "\(place):1:\($0): error[too-deep]: more than 200 brackets stand inside one another"
      }
    }
    try check(
      ["-c", "include deep.edsh"], files: ["deep.edsh": text], expect: error("deep.edsh"))
    try check([], input: text, expect: error("standard input"))
    try check(["run", "-"], input: text, expect: error("standard input"))
    try check(
      ["run", "-"], files: ["deep.edsh": text], input: "include deep.edsh",
      expect: error("deep.edsh"))
  }

  @Test(arguments: [512, 513, 100_000])
  func levelsOfAFileOfValues(depth: Int) throws {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let isTooDeep = depth > 512
    let mistake = "json: lists and records are nested more than 512 levels deep"
    try check(
      ["-c", "let a = @deep.json"], files: ["deep.json": text],
      expect: isTooDeep ? "-c:1:9: error[format]: `deep.json` is not valid \(mistake)" : nil)
    // Text from standard input has no levels, however it looks.
    try check(["-c", "let a = @-"], input: text, expect: nil)
  }

  /// The text that begins the chain counts too.
  @Test(arguments: [31, 32, 100])
  func scriptsThatIncludeOneAnother(count: Int) throws {
    var files = ["\(count).edsh": "print end"]
    for index in 1..<count { files["\(index).edsh"] = "include \(index + 1).edsh" }
    let error =
      count > 31
      ? "31.edsh:1:9: error[include]: more than 32 scripts include one another" : nil
    try check(["-c", "include 1.edsh"], files: files, expect: error)
    try check([], files: files, input: "include 1.edsh", expect: error)
  }
}
