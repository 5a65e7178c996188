import Testing

@testable import LineEditing

/// What keys do, on a real terminal; one at a time, because libedit's terminal
/// descriptions are global.
@Suite(.serialized) struct LineEditorTests {
  private static let commands = Completions(
    replacing: 0..<0, with: ["sources list", "sources get", "whoami"].map { .init($0) })

  /// Completes the whole row from three commands.
  static func complete(_ text: String, _ cursor: Int) -> Completions {
    let start = text.utf8.lastIndex(of: UInt8(ascii: "\n")).map {
      text.utf8.distance(from: text.startIndex, to: $0) + 1
    }
    let range = (start ?? 0)..<cursor
    let typed = text.utf8Slice(range)
    return Completions(
      replacing: range, with: commands.candidates.filter { $0.text.hasPrefix(typed) })
  }

  static func continuesAfterPipe(_ text: String) -> LineEditor.Continuation {
    text.hasSuffix("|") ? .open(prompt: "more> ") : .complete
  }

  @Test(arguments: [
    ("plain", "sources list\r", "sources list"),
    ("empty", "\r", ""),
    ("accents and wide characters", "é 日本語 🙂\r", "é 日本語 🙂"),
    ("Home", "b\u{1B}[Ha\r", "ab"),
    ("Home of a console", "b\u{1B}[1~a\r", "ab"),
    ("End", "a\u{1}b\u{1B}[Fc\r", "bac"),
    ("Delete", "xab\u{1}\u{1B}[3~\r", "ab"),
    ("Backspace", "日本\u{7F}\r", "日"),
    ("Ctrl-Left", "one two\u{1B}[1;5Dx\r", "one xtwo"),
    ("Ctrl-Right", "one two\u{1}\u{1B}[1;5Cx\r", "onex two"),
    ("Ctrl-U spares what is behind", "one two\u{1B}[1;5D\u{15}\r", "two"),
    ("Ctrl-K", "one two\u{1B}[1;5D\u{B}\r", "one "),
    ("Ctrl-W cuts a word", "one two\u{17}\r", "one "),
    ("Ctrl-Y gives back what was cut", "one\u{15}\u{19}\u{19}\r", "oneone"),
    ("Alt-B goes a word back", "one two\u{1B}bx\r", "one xtwo"),
    ("Alt-F goes a word on", "one two\u{1}\u{1B}fx\r", "onex two"),
    ("Alt-D cuts the word behind", "one two\u{1}\u{1B}d\r", " two"),
    ("Alt-Enter begins a row", "one\u{1B}\rtwo\u{1}x\r", "one\nxtwo"),
    ("Ctrl-D deletes in a line", "ab\u{1}\u{4}\r", "b"),
    (
      "longer than the screen", String(repeating: "0123456789", count: 20) + "\r",
      String(repeating: "0123456789", count: 20)
    ),
  ])
  func givesWhatWasTyped(name: String, keys: String, text: String) async throws {
    let session = try EditorSession()
    try await session.enter(.type(keys), expect: .text(text))
    await session.close()
  }

  @Test(arguments: [
    ("the only one, with a blank", "who\t\r", "whoami "),
    ("what all begin with", "so\tl\t\r", "sources list "),
    ("in the middle", "x\u{1}who\u{1B}[D\u{1B}[C\t\r", "whoami x"),
    ("none", "xyz\t\r", "xyz"),
  ])
  func tabInserts(name: String, keys: String, text: String) async throws {
    let session = try EditorSession { $0.complete = Self.complete }
    try await session.enter(.type(keys), expect: .text(text))
    await session.close()
  }

  @Test func ctrlCDropsTheLine() async throws {
    let session = try EditorSession()
    try await session.enter(
      .type("half a li"), .see("half a li"), .signal(.interrupt), .see("^C"),
      expect: .interrupted)
    try await session.enter(.type("next\r"), expect: .text("next"))
    await session.close()
  }

  @Test func ctrlDOnAnEmptyLineEnds() async throws {
    let session = try EditorSession()
    try await session.enter(.type("\u{4}"), expect: .end)
    await session.close()
  }

  @Test(arguments: [Signal.terminate, .hangUp])
  func aCallToEndEndsTheLine(signal: Signal) async throws {
    let session = try EditorSession()
    try await session.enter(
      .type("x"), .see("x"), .signal(signal), expect: .terminated(signal))
    await session.close()
  }

  @Test func givesNoLineAfterClosing() async throws {
    let session = try EditorSession()
    await session.close()
    await session.close()
    #expect(await session.editor.readLine(prompt: "> ", text: "") == .end)
  }

  @Test func pasteInsertsManyLinesAndRunsNone() async throws {
    let session = try EditorSession { $0.complete = Self.complete }
    try await session.enter(
      .type("\u{1B}[200~one\rtwo\twho\r\nthree\r\u{1B}[201~"), .see("three"), .type("!\r"),
      expect: .text("one\ntwo\twho\nthree!"))
    #expect(session.pty.transcript.contains("\u{1B}[?2004h"))
    await session.close()
  }

  @Test(arguments: [("\r", ""), ("", ""), ("\u{1B}[31mred\u{1B}[0m\u{7}", "red")])
  func pasteInsertsTextAlone(pasted: String, text: String) async throws {
    let session = try EditorSession()
    try await session.enter(
      .type("a\u{1B}[200~\(pasted)\u{1B}[201~"), .see("a\(text)"), .type("x\r"),
      expect: .text("a\(text)x"))
    await session.close()
  }

  @Test func pasteOfMuchTextIsWhole() async throws {
    let text = (1...500).map { "line \($0)" }.joined(separator: "\n")
    let session = try EditorSession()
    async let typed: Void = session.enter(
      .type("\u{1B}[200~"), .type(text), .type("\u{1B}[201~"), .see("line 500"), .type("\r"),
      expect: .text(text))
    try await typed
    await session.close()
  }

  @Test func asksForRowsUntilTheEntryIsComplete() async throws {
    let session = try EditorSession { $0.continuation = Self.continuesAfterPipe }
    try await session.enter(
      .type("a |\r"), .see("more> "), .type("b |\r"), .see("more> "), .type("c\r"),
      expect: .text("a |\nb |\nc"))
    try await session.enter(
      .type("a |\r"), .see("more> "), .signal(.interrupt), expect: .interrupted)
    try await session.enter(
      .type("a |\r"), .see("more> "), .type("\u{4}"), expect: .text("a |"))
    await session.close()
  }

  @Test func completesInALaterRow() async throws {
    let session = try EditorSession {
      $0.continuation = Self.continuesAfterPipe
      $0.complete = Self.complete
    }
    try await session.enter(
      .type("é |\r"), .see("more> "), .type("who\t\r"), expect: .text("é |\nwhoami "))
    await session.close()
  }

  @Test func aDumbTerminalGetsNoEscapeSequence() async throws {
    let session = try EditorSession {
      $0.terminalName = "dumb"
      $0.continuation = Self.continuesAfterPipe
      $0.complete = Self.complete
    }
    try await session.enter(
      .type("so\t"), .see("sources "), .type("\t"), .see("sources list  sources get"),
      .post("news"), .see("news"), .type("l\t\r"), expect: .text("sources list "))
    try await session.enter(
      .type("a |\r"), .see("a |"), .see("\nmore> "), .type("b\r"), expect: .text("a |\nb"))
    #expect(!session.pty.transcript.contains("\u{1B}"))
    await session.close()
  }

  @Test func followsThePersonsOwnSettings() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("editrc", "edsh:bind ^X ed-delete-prev-char\nother:bind a ed-quit\n")
    let session = try EditorSession { $0.settingsFile = path }
    try await session.enter(.type("ab\u{18}\r"), expect: .text("a"))
    await session.close()
  }

  @Test func completesAndPastesInViMode() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("editrc", "bind -v\n")
    let session = try EditorSession {
      $0.settingsFile = path
      $0.complete = Self.complete
    }
    try await session.enter(
      .type("\u{1B}[200~a\rb\u{1B}[201~"), .see("b"), .type("\r"), expect: .text("a\nb"))
    try await session.enter(.type("who\t\r"), expect: .text("whoami "))
    // Escape alone leaves vi's insert mode; what follows are commands.
    try await session.enter(
      .type("ab"), .see("ab"), .type("\u{1B}"), .see("\u{1B}[8C"), .type("0x"), .see("b"),
      .type("\r"), expect: .text("b"))
    await session.close()
  }
}
