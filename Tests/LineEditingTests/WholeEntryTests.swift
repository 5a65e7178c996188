import TestSupport
import Testing

@testable import LineEditing

extension LineEditorTests {
  /// Entries of several rows, what is recalled, undone and edited elsewhere.
  @Suite(.serialized) struct WholeEntries {
    private static let up = "\u{1B}[A"

    @Test func anEntryIsEditedAsAWhole() async throws {
      let screen = try EditorScreen.open()
      let first = try await screen.enter { screen in
        try screen.type("a |\r")
        try screen.check(["> a |", "more>"], cursor: (1, 6))
        try screen.type("bc\(Self.up)\u{5}\u{7F}+|")
        try screen.check(["> a +|", "more> bc"], cursor: (0, 6))
        screen.typeLast("\r")
      }
      #expect(first == .text("a +|\nbc"))
      let second = try await screen.enter { screen in
        try screen.type("\u{C}\(Self.up)")
        try screen.check(["> a +|", "more> bc"], cursor: (1, 8))
        try screen.type("\(Self.up)\u{1}x")
        try screen.check(["> xa +|", "more> bc"], cursor: (0, 3))
        screen.typeLast("\r")
      }
      #expect(second == .text("xa +|\nbc"))
      await screen.editor.close()
    }

    @Test func upFindsWhatBeginsAsTyped() async throws {
      let screen = try EditorScreen.open()
      for text in ["get 1", "list", "get 2"] {
        #expect(try await screen.enter { $0.typeLast(text + "\r") } == .text(text))
      }
      let line = try await screen.enter { screen in
        try screen.type("\u{C}g\(Self.up)")
        try screen.check(["> get 2"])
        try screen.type(Self.up)
        try screen.check(["> get 1"])
        try screen.type("\u{1B}[B\u{1B}[B")
        try screen.check(["> g"], cursor: (0, 3))
        try screen.type("\(Self.up)\(Self.up)\(Self.up)")
        screen.typeLast("!\r")
      }
      #expect(line == .text("get 1!"))
      await screen.editor.close()
    }

    @Test func historyGoesOnAfterAnEntryWasChanged() async throws {
      let screen = try EditorScreen.open()
      for text in ["print 11", "print 22"] {
        #expect(try await screen.enter { $0.typeLast(text + "\r") } == .text(text))
      }
      let line = try await screen.enter { screen in
        try screen.type("\u{C}\(Self.up)\(Self.up)9")
        try screen.check(["> print 119"])
        try screen.type("\u{1B}[B")
        try screen.check(["> print 22"])
        try screen.type("\(Self.up)")
        try screen.check(["> print 11"])
        screen.typeLast("\r")
      }
      #expect(line == .text("print 11"))
      await screen.editor.close()
    }

    @Test func keysOfOneGushAreEachUndone() async throws {
      let screen = try EditorScreen.open()
      let line = try await screen.enter { screen in
        try screen.type("x")
        try screen.type("yz\u{1F}")
        try screen.check(["> x"])
        screen.typeLast("\r")
      }
      #expect(line == .text("x"))
      await screen.editor.close()
    }

    @Test func aTextThatWaitsComesBeforeWhatIsTypedAhead() async throws {
      let screen = try EditorScreen.open()
      screen.typeLast("!\r")
      #expect(await screen.editor.readLine(prompt: "> ", text: "print 1") == .text("print 1!"))
      await screen.editor.close()
    }

    @Test func rowsThatAnotherEditorEndedItsWayAreRows() async throws {
      let screen = try EditorScreen.open { $0.edit = { .text($0 + "a\r\nb") } }
      let line = try await screen.enter { screen in
        try screen.type("\u{18}\u{5}\(Self.up)!")
        screen.typeLast("\r")
      }
      #expect(line == .text("a!\r\nb"))
      await screen.editor.close()
    }

    @Test func ctrlRSearchesAndShowsWhere() async throws {
      let screen = try EditorScreen.open(columns: 80)
      for text in ["sources list", "whoami", "schemas list"] {
        #expect(try await screen.enter { $0.typeLast(text + "\r") } == .text(text))
      }
      let line = try await screen.enter { screen in
        try screen.type("\u{C}half\u{12}Lis\u{7F}\u{7F}\u{7F}lis")
        try screen.expect(screen.emulator.text[0], "search lis: schemas list")
        try screen.expect(
          (20..<24).map { screen.emulator.cell(0, $0).isReverse }, [true, true, true, false])
        try screen.type("\u{12}")
        try screen.expect(screen.emulator.text[0], "search lis: sources list")
        try screen.type("\u{13}")
        try screen.expect(screen.emulator.text[0], "search lis: schemas list")
        try screen.type("\u{12}")
        try screen.type("x")
        try screen.expect(screen.emulator.text[0], "search lisx (nothing): sources list")
        try screen.type("\u{7}")
        try screen.check(["> half"], cursor: (0, 6))
        try screen.type("\u{12}who\u{1B}[D")
        try screen.check(["> whoami"], cursor: (0, 7))
        screen.typeLast("\u{12}sources\r")
      }
      #expect(line == .text("sources list"))
      await screen.editor.close()
    }

    @Test func aChangeIsUndone() async throws {
      let screen = try EditorScreen.open()
      let line = try await screen.enter { screen in
        for key in ["a", "b", " ", "c", "\u{15}"] { try screen.type(key) }
        try screen.check([">"])
        try screen.type("\u{1F}")
        try screen.check(["> ab c"])
        try screen.type("\u{1F}")
        try screen.check(["> ab"])
        screen.typeLast("\r")
      }
      #expect(line == .text("ab "))
      await screen.editor.close()
    }

    @Test func anotherEditorTakesTheText() async throws {
      let screen = try EditorScreen.open {
        $0.edit = { text in text == "give up" ? .failed("no editor") : .text(text + "\nmore") }
      }
      let line = try await screen.enter { screen in
        try screen.type("one\u{18}\u{5}")
        try screen.expect(screen.emulator.text.suffix(2), ["> one", "… more"])
        screen.typeLast("\r")
      }
      #expect(line == .text("one\nmore"))
      let kept = try await screen.enter { screen in
        try screen.type("\u{C}give up\u{18}\u{5}")
        try screen.check(["> give up", "no editor", "> give up"])
        screen.typeLast("\r")
      }
      #expect(kept == .text("give up"))
      await screen.editor.close()
    }

    @Test func aLineMayBeginWithAText() async throws {
      let screen = try EditorScreen.open()
      let line = try await screen.enter(text: "come back") { screen in
        try screen.check(["> come back"], cursor: (0, 11))
        screen.typeLast("!\r")
      }
      #expect(line == .text("come back!"))
      await screen.editor.close()
    }
  }
}
