import Testing

@testable import LineEditing

extension LineEditorTests {
  /// What the editor recalls and keeps.
  @Suite(.serialized) struct Remembering {
    private let up = "\u{1B}[A"

    @Test func upRecallsAndDownReturns() async throws {
      let session = try EditorSession()
      try await session.enter(.type("one\r"), expect: .text("one"))
      try await session.enter(.type("two\r"), expect: .text("two"))
      try await session.enter(.type(up + up + "!\r"), expect: .text("one!"))
      try await session.enter(.type("x" + up + "\u{1B}[B\r"), expect: .text("x"))
      await session.close()
    }

    @Test func aRepetitionMoves() async throws {
      let session = try EditorSession()
      for text in ["one", "two", "one"] {
        try await session.enter(.type(text + "\r"), expect: .text(text))
      }
      try await session.enter(.type(up + up + up + "\r"), expect: .text("two"))
      await session.close()
    }

    @Test func anEntryOfManyRowsIsOne() async throws {
      let session = try EditorSession {
        $0.continuation = { $0.hasSuffix("|") ? .open(prompt: "more> ") : .complete }
      }
      try await session.enter(
        .type("a |\r"), .see("more> "), .type("b\r"), expect: .text("a |\nb"))
      try await session.enter(.type(up + "!\r"), expect: .text("a |\nb!"))
      await session.close()
    }

    @Test func ctrlRSearches() async throws {
      let session = try EditorSession()
      try await session.enter(.type("sources list\r"), expect: .text("sources list"))
      try await session.enter(.type("whoami\r"), expect: .text("whoami"))
      try await session.enter(
        .type("\u{12}list"), .see("\u{1B}[7mlist"), .type("\r"), expect: .text("sources list"))
      await session.close()
    }

    @Test func keepsEntriesOverSessions() async throws {
      let folder = try TemporaryFolder()
      let path = folder.path + "/new/edsh/history"
      let first = try EditorSession { $0.historyFile = path }
      try await first.enter(.type("sources list\r"), expect: .text("sources list"))
      await first.close()
      let second = try EditorSession { $0.historyFile = path }
      try await second.enter(.type(up + "\r"), expect: .text("sources list"))
      await second.close()
    }

    @Test func keepsNoSecretAndNothingBehindABlank() async throws {
      let folder = try TemporaryFolder()
      let path = folder.path + "/history"
      let session = try EditorSession {
        $0.historyFile = path
        $0.redact = { text in
          text == "never" ? nil : text.replacing("hunter2", with: "?")
        }
      }
      for text in ["login hunter2", " hidden", "never", ""] {
        try await session.enter(.type(text + "\r"), expect: .text(text))
      }
      try await session.enter(.type(up + up + "\r"), expect: .text("login ?"))
      await session.close()
      #expect(try folder.read("history") == "login ?\nlogin ?\n")
    }

    @Test func aFileThatCannotBeWrittenIsToldOnce() async throws {
      let folder = try TemporaryFolder()
      let session = try EditorSession { $0.historyFile = folder.path }
      try await session.enter(.type("one\r"), expect: .text("one"))
      try await session.enter(.type(up + "\r"), expect: .text("one"))
      await session.close()
      let message = "cannot keep history in \(folder.path): is a directory"
      #expect(session.pty.transcript.ranges(of: message).count == 1)
    }
  }
}
