import Testing

/// The process, the clock, chance and the terminal come in through `Environment`.
struct OuterWorldTests {
  private static let words = [
    "getenv", "environ", "ProcessInfo", "CommandLine.arguments", "clock_gettime", "gettimeofday",
    "ContinuousClock", "SuspendingClock", "Task.sleep", "Date.now", "isatty", ".random(",
    ".randomElement(", ".shuffled()", "SystemRandomNumberGenerator", "getrandom", "arc4random",
  ]

  /// Where the real outer world is put together.
  private static let places = [
    "Sources/Shell/Environment", "Sources/Shell/SystemTimekeeper.swift", "Sources/edsh/",
    "Sources/LineEditing/",
  ]

  @Test func nothingElseLooksAtIt() throws {
    expectNone(
      try Checkout.sources.get()
        .filter { file in !OuterWorldTests.places.contains { file.path.hasPrefix($0) } }
        .flatMap { $0.violations(inCode: OuterWorldTests.lookingOut) })
  }

  /// What reads a variable by a name of its own is missing in the man page.
  @Test func everyVariableIsInATable() throws {
    expectNone(
      try Checkout.sources.get().flatMap { file in
        zip(1..., file.file.lines).filter { $1.contains("variables[\"") }.map { line, _ in
          Violation(path: file.path, line: line, message: "a variable of no table")
        }
      })
  }

  @Test(arguments: [
    ("let a = getenv(name)", true), ("try await Task.sleep(for: a)", true),
    ("Int.random(in: 1...6)", true), ("Int.random(in: 1...6, using: &generator)", false),
    ("try await timekeeper.sleep(for: a)", false), ("environment.random()", false),
    ("let environment = a", false),
  ])
  func seesALookOut(_ line: String, _ looksOut: Bool) {
    #expect((OuterWorldTests.lookingOut(line) != nil) == looksOut)
  }

  private static func lookingOut(_ line: String) -> String? {
    // A generator that is handed in is what the rule asks for.
    if line.contains("using: &") || line.contains(".random()") { return nil }
    let names = Words(line)
    return words.first { word in
      word.allSatisfy(\.isLetter) ? names.contains(word) : line.contains(word)
    }.map { "\($0) outside of Environment" }
  }
}
