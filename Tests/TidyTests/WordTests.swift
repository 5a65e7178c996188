import Testing

/// Words and signs that have no place in the code.
struct WordTests {
  @Test func nothingIsForced() throws {
    expectNone(try Checkout.swift.get().flatMap { $0.violations(inCode: WordTests.forced) })
  }

  @Test func nothingPrints() throws {
    // A test that draws a seed prints it.
    expectNone(try Checkout.sources.get().flatMap { $0.violations(inCode: WordTests.printing) })
  }

  @Test func whatIsImpossibleSaysWhy() throws {
    expectNone(try Checkout.swift.get().flatMap { $0.violations(inCode: WordTests.silentEnd) })
  }

  @Test func nothingIsVariableForTheWholeProcess() throws {
    expectNone(try Checkout.swift.get().flatMap { $0.violations(inCode: WordTests.globalVariable) })
  }

  @Test func nothingIsLeftForLater() throws {
    expectNone(try Checkout.swift.get().flatMap { $0.violations(inComments: WordTests.later) })
  }

  @Test func whatTheCompilerCannotCheckHasAReason() throws {
    expectNone(
      try Checkout.swift.get().flatMap { file in
        zip(1..., file.code).filter { line, text in
          WordTests.unchecked(text)
            && !file.comments[max(0, line - 4)..<line].contains { $0.contains("//") }
        }.map { line, _ in
          Violation(path: file.path, line: line, message: "needs a line that says why it is safe")
        }
      })
  }

  @Test func testsNeitherWaitNorRest() throws {
    expectNone(try Checkout.tests.get().flatMap { $0.violations(inCode: WordTests.waiting) })
  }

  // MARK: - The rules, and what they catch

  @Test(arguments: [
    ("try! f()", true), ("a as! B", true), ("a!", true), ("a[0]!.b", true), ("f()!", true),
    ("var a: Int!", true), ("a != b", false), ("!a", false), ("if !(a) {", false),
    ("try f()", false),
  ])
  func seesForce(_ line: String, _ isForced: Bool) {
    #expect((WordTests.forced(line) != nil) == isForced)
  }

  @Test(arguments: [
    ("print(a)", true), ("  debugPrint(a)", true), ("dump(a)", true), ("host.print(a)", false),
    ("func print(_ a: Int)", false), ("footprint(a)", false), ("dump(a, to: &b)", false),
  ])
  func seesPrinting(_ line: String, _ prints: Bool) {
    #expect((WordTests.printing(line) != nil) == prints)
  }

  @Test(arguments: [
    ("Task.sleep(for: a)", true), ("usleep(5)", true), ("sleep(1)", true),
    ("try await clock.sleep(for: a)", false), ("func sleep(for duration: Duration)", false),
    ("@Test(.disabled())", true),
  ])
  func seesWaiting(_ line: String, _ waits: Bool) {
    #expect((WordTests.waiting(line) != nil) == waits)
  }

  private static func forced(_ line: String) -> String? {
    let characters = Array(line + " ")
    let isForced = characters.indices.dropFirst().contains { index in
      guard characters[index] == "!", index + 1 < characters.count, characters[index + 1] != "="
      else { return false }
      let before = characters[index - 1]
      return before.isLetter || before.isNumber || "_)]}?".contains(before)
    }
    return isForced ? "a forced try, cast or unwrapping" : nil
  }

  private static func printing(_ line: String) -> String? {
    let isStream = line.contains("to: &")
    let calls = ["print(", "debugPrint(", "dump("].filter { line.calls($0) }
    return isStream || calls.isEmpty ? nil : "text leaves through a `TextSink` alone"
  }

  private static func silentEnd(_ line: String) -> String? {
    // The scanner blanks the sentence inside, so a call that says why is not empty.
    line.contains("fatalError()") || line.contains("preconditionFailure()")
      ? "names no broken invariant" : nil
  }

  private static func globalVariable(_ line: String) -> String? {
    let words = Words(line)
    guard line.first?.isWhitespace == false, words.contains("var") else { return nil }
    return "a global variable"
  }

  private static func later(_ line: String) -> String? {
    Words(line).list.contains { ["TODO", "FIXME", "XXX", "HACK"].contains($0) }
      ? "work that is left belongs to an issue" : nil
  }

  private static func unchecked(_ line: String) -> Bool {
    ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency"].contains { line.contains($0) }
  }

  private static func waiting(_ line: String) -> String? {
    if line.contains("Task.sleep") || line.contains("Thread.sleep") { return "a test that waits" }
    if ["sleep(", "usleep(", "nanosleep("].contains(where: { line.calls($0) }) {
      return "a test that waits"
    }
    return line.contains(".disabled(") ? "a test that rests" : nil
  }
}

extension String {
  /// Whether the line calls a free function; `call` is its name and the bracket.
  fileprivate func calls(_ call: String) -> Bool {
    ranges(of: call).contains { range in
      let before = self[..<range.lowerBound]
      guard let last = before.last else { return true }
      return !(last.isLetter || last.isNumber || last == "_" || last == ".")
        && !before.hasSuffix("func ")
    }
  }
}
