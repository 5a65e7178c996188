import Synchronization
import TestSupport
import Testing

@testable import LineEditing

extension LineEditorTests {
  /// What a person sees while typing.
  @Suite(.serialized) struct OnScreen {
    private static let up = "\u{1B}[A"
    private static let right = "\u{1B}[C"

    /// Reads a line while `act` types and looks; gives what the line came to.
    private func enter(
      _ screen: EditorScreen, text: String = "",
      _ act: @escaping @Sendable (EditorScreen) throws -> Void
    ) async throws -> LineEditor.Line {
      async let line = screen.editor.readLine(prompt: "> ", text: text)
      let done = try await BlockingThread.run {
        Result {
          try screen.settle()
          try act(screen)
        }
      }
      if case .failure = done { screen.signals.deliver(.terminate) }
      let read = await line
      do {
        try done.get()
      } catch let mismatch as Mismatch {
        Issue.record(Comment(rawValue: mismatch.what), sourceLocation: mismatch.location)
      }
      return read
    }

    /// What the screen should have shown.
    private struct Mismatch: Error {
      let what: String
      let location: SourceLocation
    }

    /// Fails the test that `enter` was called by, which another thread knows nothing of.
    private func expect<Value: Equatable>(
      _ value: Value, _ expected: Value, at location: SourceLocation = #_sourceLocation
    ) throws {
      guard value != expected else { return }
      throw Mismatch(what: "\(value) is not \(expected)", location: location)
    }

    private func check(
      _ screen: EditorScreen, _ rows: [String], cursor: (Int, Int)? = nil,
      at location: SourceLocation = #_sourceLocation
    ) throws {
      try expect(screen.emulator.text, rows, at: location)
      guard let cursor else { return }
      try expect(
        [screen.emulator.cursor.row, screen.emulator.cursor.column], [cursor.0, cursor.1],
        at: location)
    }

    private func open(
      columns: Int = 40, rows: Int = 10,
      _ configure: (inout LineEditor.Configuration) -> Void = { _ in }
    ) throws -> EditorScreen {
      try EditorScreen(columns: columns, rows: rows) {
        $0.complete = LineEditorTests.complete
        $0.continuation = LineEditorTests.continuesAfterPipe
        configure(&$0)
      }
    }

    @Test func colorsFollowTheText() async throws {
      let screen = try open {
        $0.highlight = { text in
          text.hasPrefix("let") ? [Highlight(0..<3, rendition: "4;32")] : []
        }
      }
      _ = try await enter(screen) { screen in
        try screen.type("le")
        try expect(screen.emulator.cell(0, 2).color, nil)
        try screen.type("t x")
        let styled = (0..<6).map { screen.emulator.cell(0, $0) }
        try expect(styled.map(\.color), [nil, nil, 2, 2, 2, nil])
        try expect(styled.map(\.isUnderlined), [false, false, true, true, true, false])
        try screen.type("\u{1}x")
        try expect(screen.emulator.cell(0, 3).color, nil)
        screen.typeLast("\r")
      }
      await screen.editor.close()
    }

    @Test func aHintIsShownAndTaken() async throws {
      let screen = try open {
        $0.hint = { text in
          switch text {
          case "set ": Hint("NAME VALUE", taken: "")
          case "set name ": Hint("value=…", taken: "value=")
          default: nil
          }
        }
      }
      let line = try await enter(screen) { screen in
        try screen.type("set ")
        try check(screen, ["> set NAME VALUE"], cursor: (0, 6))
        try screen.type(Self.right)
        try check(screen, ["> set NAME VALUE"], cursor: (0, 6))
        try screen.type("n")
        try check(screen, ["> set n"])
        try screen.type("ame \u{6}")
        try check(screen, ["> set name value="])
        screen.typeLast("\r")
      }
      #expect(line == .text("set name value="))
      try await BlockingThread.run { Result { try screen.show() } }.get()
      try check(screen, ["> set name value="], cursor: (1, 0))
      await screen.editor.close()
    }

    @Test func theNewestMatchingEntryIsTheHint() async throws {
      let screen = try open(columns: 20)
      for text in ["sources get 1", "sources list | first 3 | reload"] {
        #expect(try await enter(screen) { $0.typeLast(text + "\r") } == .text(text))
      }
      let line = try await enter(screen) { screen in
        try screen.type("\u{C}sou")
        try check(screen, ["> sources list | fir", "st 3 | reload"], cursor: (0, 5))
        try screen.type("rces g")
        try check(screen, ["> sources get 1"], cursor: (0, 11))
        try screen.type(Self.right)
        screen.typeLast("\r")
      }
      #expect(line == .text("sources get 1"))
      await screen.editor.close()
    }

    @Test func noColorsMeanNoHint() async throws {
      let screen = try open {
        $0.isColored = false
        $0.hint = { _ in Hint("hint") }
        $0.highlight = { _ in [Highlight(0..<1, rendition: "31")] }
      }
      _ = try await enter(screen) { screen in
        try screen.type("a")
        try check(screen, ["> a"])
        try expect(screen.emulator.cell(0, 2).color, nil)
        screen.typeLast("\r")
      }
      await screen.editor.close()
    }

    @Test func tabListsBelowAndWalks() async throws {
      let screen = try open()
      let line = try await enter(screen) { screen in
        try screen.type("s\t")
        try check(screen, ["> sources", "sources list  sources get"], cursor: (0, 10))
        try screen.type("\t")
        try check(screen, ["> sources list", "sources list  sources get"], cursor: (0, 14))
        try expect(screen.emulator.cell(1, 0).isReverse, true)
        try screen.type("\t")
        try check(screen, ["> sources get", "sources list  sources get"])
        try screen.type("\t")
        try check(screen, ["> sources list", "sources list  sources get"])
        try screen.type("\u{1B}[Z")
        try check(screen, ["> sources get", "sources list  sources get"])
        try screen.type("!")
        try check(screen, ["> sources get!"])
        screen.typeLast("\r")
      }
      #expect(line == .text("sources get!"))
      await screen.editor.close()
    }

    @Test func manyCandidatesArePaged() async throws {
      let names = (10..<90).map { Completions.Candidate("name\($0)", summary: "summary") }
      let screen = try open(columns: 30, rows: 10) {
        $0.complete = { text, cursor in Completions(replacing: 0..<cursor, with: names) }
      }
      _ = try await enter(screen) { screen in
        try screen.type("\t")
        try expect(screen.emulator.text.last, "1–4 of 80")
        for _ in 0..<9 { try screen.type("\t") }
        try expect(screen.emulator.text.first, "> name18")
        try expect(screen.emulator.text[1], "name18  summary")
        try expect(screen.emulator.text.last, "9–12 of 80")
        screen.signals.deliver(.interrupt)
      }
      await screen.editor.close()
    }

    @Test func completionWaitsForWhatIsLate() async throws {
      let (calls, late) = (Counter(), Late())
      let screen = try open {
        $0.complete = { text, cursor in
          let isFirst = calls.next() == 1
          if isFirst { late.editor.withLock { $0?.completionsChanged() } }
          var completions = Completions(
            replacing: 0..<cursor, with: isFirst ? [] : [.init("late")])
          completions.isPartial = isFirst
          return completions
        }
      }
      late.editor.withLock { $0 = screen.editor }
      let line = try await enter(screen) { screen in
        try screen.type("l\t")
        try check(screen, ["> late"])
        screen.typeLast("\r")
      }
      #expect(line == .text("late "))
      #expect(calls.next() == 3)
      await screen.editor.close()
    }

    @Test func completionDoesNotWaitForEver() async throws {
      let screen = try open {
        $0.complete = { text, cursor in
          var completions = Completions(replacing: 0..<cursor, with: [])
          completions.isPartial = true
          return completions
        }
      }
      let line = try await enter(screen) { screen in
        try screen.type("l\t")
        try check(screen, ["> l"])
        screen.typeLast("\r")
      }
      #expect(line == .text("l"))
      await screen.editor.close()
    }

    /// The editor that a closure of its own configuration tells something.
    private final class Late: Sendable {
      let editor = Mutex<LineEditor?>(nil)
    }

    @Test func ctrlCEndsTheListToo() async throws {
      let screen = try open()
      let line = try await enter(screen) { screen in
        try screen.type("s\t\t")
        screen.signals.deliver(.interrupt)
      }
      #expect(line == .interrupted)
      try await BlockingThread.run { Result { try screen.show() } }.get()
      try check(screen, ["> sources list^C"], cursor: (1, 0))
      await screen.editor.close()
    }

    @Test func anEntryIsEditedAsAWhole() async throws {
      let screen = try open()
      let first = try await enter(screen) { screen in
        try screen.type("a |\r")
        try check(screen, ["> a |", "more>"], cursor: (1, 6))
        try screen.type("bc\(Self.up)\u{5}\u{7F}+|")
        try check(screen, ["> a +|", "more> bc"], cursor: (0, 6))
        screen.typeLast("\r")
      }
      #expect(first == .text("a +|\nbc"))
      let second = try await enter(screen) { screen in
        try screen.type("\u{C}\(Self.up)")
        try check(screen, ["> a +|", "more> bc"], cursor: (1, 8))
        try screen.type("\(Self.up)\u{1}x")
        try check(screen, ["> xa +|", "more> bc"], cursor: (0, 3))
        screen.typeLast("\r")
      }
      #expect(second == .text("xa +|\nbc"))
      await screen.editor.close()
    }

    @Test func upFindsWhatBeginsAsTyped() async throws {
      let screen = try open()
      for text in ["get 1", "list", "get 2"] {
        #expect(try await enter(screen) { $0.typeLast(text + "\r") } == .text(text))
      }
      let line = try await enter(screen) { screen in
        try screen.type("\u{C}g\(Self.up)")
        try check(screen, ["> get 2"])
        try screen.type(Self.up)
        try check(screen, ["> get 1"])
        try screen.type("\u{1B}[B\u{1B}[B")
        try check(screen, ["> g"], cursor: (0, 3))
        try screen.type("\(Self.up)\(Self.up)\(Self.up)")
        screen.typeLast("!\r")
      }
      #expect(line == .text("get 1!"))
      await screen.editor.close()
    }

    @Test func historyGoesOnAfterAnEntryWasChanged() async throws {
      let screen = try open()
      for text in ["print 11", "print 22"] {
        #expect(try await enter(screen) { $0.typeLast(text + "\r") } == .text(text))
      }
      let line = try await enter(screen) { screen in
        try screen.type("\u{C}\(Self.up)\(Self.up)9")
        try check(screen, ["> print 119"])
        try screen.type("\u{1B}[B")
        try check(screen, ["> print 22"])
        try screen.type("\(Self.up)")
        try check(screen, ["> print 11"])
        screen.typeLast("\r")
      }
      #expect(line == .text("print 11"))
      await screen.editor.close()
    }

    @Test func keysOfOneGushAreEachUndone() async throws {
      let screen = try open()
      let line = try await enter(screen) { screen in
        try screen.type("x")
        try screen.type("yz\u{1F}")
        try check(screen, ["> x"])
        screen.typeLast("\r")
      }
      #expect(line == .text("x"))
      await screen.editor.close()
    }

    @Test func aTextThatWaitsComesBeforeWhatIsTypedAhead() async throws {
      let screen = try open()
      screen.typeLast("!\r")
      #expect(await screen.editor.readLine(prompt: "> ", text: "print 1") == .text("print 1!"))
      await screen.editor.close()
    }

    @Test func rowsThatAnotherEditorEndedItsWayAreRows() async throws {
      let screen = try open { $0.edit = { .text($0 + "a\r\nb") } }
      let line = try await enter(screen) { screen in
        try screen.type("\u{18}\u{5}\(Self.up)!")
        screen.typeLast("\r")
      }
      #expect(line == .text("a!\r\nb"))
      await screen.editor.close()
    }

    @Test func ctrlRSearchesAndShowsWhere() async throws {
      let screen = try open(columns: 80)
      for text in ["sources list", "whoami", "schemas list"] {
        #expect(try await enter(screen) { $0.typeLast(text + "\r") } == .text(text))
      }
      let line = try await enter(screen) { screen in
        try screen.type("\u{C}half\u{12}Lis\u{7F}\u{7F}\u{7F}lis")
        try expect(screen.emulator.text[0], "search lis: schemas list")
        try expect(
          (20..<24).map { screen.emulator.cell(0, $0).isReverse }, [true, true, true, false])
        try screen.type("\u{12}")
        try expect(screen.emulator.text[0], "search lis: sources list")
        try screen.type("\u{13}")
        try expect(screen.emulator.text[0], "search lis: schemas list")
        try screen.type("\u{12}")
        try screen.type("x")
        try expect(screen.emulator.text[0], "search lisx (nothing): sources list")
        try screen.type("\u{7}")
        try check(screen, ["> half"], cursor: (0, 6))
        try screen.type("\u{12}who\u{1B}[D")
        try check(screen, ["> whoami"], cursor: (0, 7))
        screen.typeLast("\u{12}sources\r")
      }
      #expect(line == .text("sources list"))
      await screen.editor.close()
    }

    @Test func aChangeIsUndone() async throws {
      let screen = try open()
      let line = try await enter(screen) { screen in
        for key in ["a", "b", " ", "c", "\u{15}"] { try screen.type(key) }
        try check(screen, [">"])
        try screen.type("\u{1F}")
        try check(screen, ["> ab c"])
        try screen.type("\u{1F}")
        try check(screen, ["> ab"])
        screen.typeLast("\r")
      }
      #expect(line == .text("ab "))
      await screen.editor.close()
    }

    @Test func anotherEditorTakesTheText() async throws {
      let screen = try open {
        $0.edit = { text in text == "give up" ? .failed("no editor") : .text(text + "\nmore") }
      }
      let line = try await enter(screen) { screen in
        try screen.type("one\u{18}\u{5}")
        try expect(screen.emulator.text.suffix(2), ["> one", "… more"])
        screen.typeLast("\r")
      }
      #expect(line == .text("one\nmore"))
      let kept = try await enter(screen) { screen in
        try screen.type("\u{C}give up\u{18}\u{5}")
        try check(screen, ["> give up", "no editor", "> give up"])
        screen.typeLast("\r")
      }
      #expect(kept == .text("give up"))
      await screen.editor.close()
    }

    @Test func aLineMayBeginWithAText() async throws {
      let screen = try open()
      let line = try await enter(screen, text: "come back") { screen in
        try check(screen, ["> come back"], cursor: (0, 11))
        screen.typeLast("!\r")
      }
      #expect(line == .text("come back!"))
      await screen.editor.close()
    }

    @Test func noticesStandAboveTheLine() async throws {
      let screen = try open(columns: 12)
      let line = try await enter(screen) { screen in
        try screen.type("0123456789abc\u{1B}[D")
        screen.editor.post("news\nof two rows")
        try screen.settleAfterMessage()
        try check(screen, ["news", "of two rows", "> 0123456789", "abc"], cursor: (3, 2))
        screen.typeLast("\r")
      }
      #expect(line == .text("0123456789abc"))
      await screen.editor.close()
    }

    @Test func aWindowOfAnotherSizeIsDrawnAfresh() async throws {
      let screen = try open(columns: 40)
      let line = try await enter(screen) { screen in
        try screen.type("0123456789")
        try screen.resize(columns: 20, rows: 10)
        try check(screen, ["> 0123456789"], cursor: (0, 12))
        try screen.type("0123456789")
        try check(screen, ["> 012345678901234567", "89"], cursor: (1, 2))
        screen.typeLast("\r")
      }
      #expect(line == .text("01234567890123456789"))
      await screen.editor.close()
    }

    @Test func tabOfAPasteWithoutBracketsIsText() async throws {
      let screen = try open()
      let line = try await enter(screen) { screen in
        try screen.type("a paste of some\twho\tlength")
        screen.typeLast("\r")
      }
      #expect(line == .text("a paste of some\twho\tlength"))
      await screen.editor.close()
    }

    @Test func aPasteOfOneHundredKilobytesIsWhole() async throws {
      let screen = try open()
      let text = (0..<2_200).map { "row \($0) of a paste that nobody typed, \t日本\u{301}" }
        .joined(separator: "\n")
      let line = try await enter(screen) { screen in
        try screen.type("\u{1B}[200~\(text)\u{1B}[201~")
        try expect(screen.emulator.text.count, 10)
        screen.typeLast("\r")
      }
      #expect(text.utf8.count > 100_000)
      #expect(line == .text(text))
      await screen.editor.close()
    }

    @Test func longTextsAreShownAroundTheCursor() async throws {
      let screen = try open(columns: 20, rows: 4)
      let text = (1...9).map { "row \($0)" }.joined(separator: "\n")
      let line = try await enter(screen) { screen in
        try screen.type("\u{1B}[200~\(text)\u{1B}[201~")
        try check(screen, (6...9).map { "… row \($0)" }, cursor: (3, 7))
        try screen.type(String(repeating: Self.up, count: 8))
        try check(screen, ["> row 1", "… row 2", "… row 3", "… row 4"], cursor: (0, 7))
        screen.typeLast("\r")
      }
      #expect(line == .text(text))
      await screen.editor.close()
    }
  }
}
