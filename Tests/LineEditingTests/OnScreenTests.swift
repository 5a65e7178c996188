import Synchronization
import TestSupport
import Testing

@testable import LineEditing

extension LineEditorTests {
  /// What a person sees while typing.
  @Suite(.serialized) struct OnScreen {
    private static let up = "\u{1B}[A"
    private static let right = "\u{1B}[C"

    @Test func colorsFollowTheText() async throws {
      let screen = try EditorScreen.open {
        $0.highlight = { text in
          text.hasPrefix("let") ? [Highlight(0..<3, rendition: "4;32")] : []
        }
      }
      _ = try await screen.enter { screen in
        try screen.type("le")
        try screen.expect(screen.emulator.cell(0, 2).color, nil)
        try screen.type("t x")
        let styled = (0..<6).map { screen.emulator.cell(0, $0) }
        try screen.expect(styled.map(\.color), [nil, nil, 2, 2, 2, nil])
        try screen.expect(styled.map(\.isUnderlined), [false, false, true, true, true, false])
        try screen.type("\u{1}x")
        try screen.expect(screen.emulator.cell(0, 3).color, nil)
        screen.typeLast("\r")
      }
      await screen.editor.close()
    }

    @Test func aHintIsShownAndTaken() async throws {
      let screen = try EditorScreen.open {
        $0.hint = { text in
          switch text {
          case "set ": Hint("NAME VALUE", taken: "")
          case "set name ": Hint("value=…", taken: "value=")
          default: nil
          }
        }
      }
      let line = try await screen.enter { screen in
        try screen.type("set ")
        try screen.check(["> set NAME VALUE"], cursor: (0, 6))
        try screen.type(Self.right)
        try screen.check(["> set NAME VALUE"], cursor: (0, 6))
        try screen.type("n")
        try screen.check(["> set n"])
        try screen.type("ame \u{6}")
        try screen.check(["> set name value="])
        screen.typeLast("\r")
      }
      #expect(line == .text("set name value="))
      try await BlockingThread.run { Result { try screen.show() } }.get()
      try screen.check(["> set name value="], cursor: (1, 0))
      await screen.editor.close()
    }

    @Test func theNewestMatchingEntryIsTheHint() async throws {
      let screen = try EditorScreen.open(columns: 20)
      for text in ["sources get 1", "sources list | first 3 | reload"] {
        #expect(try await screen.enter { $0.typeLast(text + "\r") } == .text(text))
      }
      let line = try await screen.enter { screen in
        try screen.type("\u{C}sou")
        try screen.check(["> sources list | fir", "st 3 | reload"], cursor: (0, 5))
        try screen.type("rces g")
        try screen.check(["> sources get 1"], cursor: (0, 11))
        try screen.type(Self.right)
        screen.typeLast("\r")
      }
      #expect(line == .text("sources get 1"))
      await screen.editor.close()
    }

    @Test func aPastedFileIsPlain() async throws {
      let screen = try EditorScreen.open {
        $0.highlight = { _ in [Highlight(0..<1, rendition: "31")] }
      }
      let text = String(repeating: "x", count: LineView.styledBytesMax)
      _ = try await screen.enter { screen in
        try screen.type("\u{1B}[200~\(text)\u{1B}[201~\u{1}")
        try screen.expect(screen.emulator.cell(0, 2).color, 1)
        try screen.type("x\u{1}")
        try screen.expect(screen.emulator.cell(0, 2).color, nil)
        screen.typeLast("\r")
      }
      await screen.editor.close()
    }

    @Test func noColorsMeanNoHint() async throws {
      let screen = try EditorScreen.open {
        $0.isColored = false
        $0.hint = { _ in Hint("hint") }
        $0.highlight = { _ in [Highlight(0..<1, rendition: "31")] }
      }
      _ = try await screen.enter { screen in
        try screen.type("a")
        try screen.check(["> a"])
        try screen.expect(screen.emulator.cell(0, 2).color, nil)
        screen.typeLast("\r")
      }
      await screen.editor.close()
    }

    @Test func tabListsBelowAndWalks() async throws {
      let screen = try EditorScreen.open()
      let line = try await screen.enter { screen in
        try screen.type("s\t")
        try screen.check(["> sources", "sources list  sources get"], cursor: (0, 10))
        try screen.type("\t")
        try screen.check(["> sources list", "sources list  sources get"], cursor: (0, 14))
        try screen.expect(screen.emulator.cell(1, 0).isReverse, true)
        try screen.type("\t")
        try screen.check(["> sources get", "sources list  sources get"])
        try screen.type("\t")
        try screen.check(["> sources list", "sources list  sources get"])
        try screen.type("\u{1B}[Z")
        try screen.check(["> sources get", "sources list  sources get"])
        try screen.type("!")
        try screen.check(["> sources get!"])
        screen.typeLast("\r")
      }
      #expect(line == .text("sources get!"))
      await screen.editor.close()
    }

    @Test func manyCandidatesArePaged() async throws {
      let names = (10..<90).map { Completions.Candidate("name\($0)", summary: "summary") }
      let screen = try EditorScreen.open(columns: 30, rows: 10) {
        $0.complete = { text, cursor in Completions(replacing: 0..<cursor, with: names) }
      }
      _ = try await screen.enter { screen in
        try screen.type("\t")
        try screen.expect(screen.emulator.text.last, "1–4 of 80")
        for _ in 0..<9 { try screen.type("\t") }
        try screen.expect(screen.emulator.text.first, "> name18")
        try screen.expect(screen.emulator.text[1], "name18  summary")
        try screen.expect(screen.emulator.text.last, "9–12 of 80")
        screen.signals.deliver(.interrupt)
      }
      await screen.editor.close()
    }

    @Test func completionWaitsForWhatIsLate() async throws {
      let (calls, late) = (Counter(), Late())
      let screen = try EditorScreen.open {
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
      let line = try await screen.enter { screen in
        try screen.type("l\t")
        try screen.check(["> late"])
        screen.typeLast("\r")
      }
      #expect(line == .text("late "))
      #expect(calls.next() == 3)
      await screen.editor.close()
    }

    @Test func completionDoesNotWaitForEver() async throws {
      let screen = try EditorScreen.open {
        $0.complete = { text, cursor in
          var completions = Completions(replacing: 0..<cursor, with: [])
          completions.isPartial = true
          return completions
        }
      }
      let line = try await screen.enter { screen in
        try screen.type("l\t")
        try screen.check(["> l"])
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
      let screen = try EditorScreen.open()
      let line = try await screen.enter { screen in
        try screen.type("s\t\t")
        screen.signals.deliver(.interrupt)
      }
      #expect(line == .interrupted)
      try await BlockingThread.run { Result { try screen.show() } }.get()
      try screen.check(["> sources list^C"], cursor: (1, 0))
      await screen.editor.close()
    }

    @Test func noticesStandAboveTheLine() async throws {
      let screen = try EditorScreen.open(columns: 12)
      let line = try await screen.enter { screen in
        try screen.type("0123456789abc\u{1B}[D")
        screen.editor.post("news\nof two rows")
        try screen.settleAfterMessage()
        try screen.check(["news", "of two rows", "> 0123456789", "abc"], cursor: (3, 2))
        screen.typeLast("\r")
      }
      #expect(line == .text("0123456789abc"))
      await screen.editor.close()
    }

    @Test func aWindowOfAnotherSizeIsDrawnAfresh() async throws {
      let screen = try EditorScreen.open(columns: 40)
      let line = try await screen.enter { screen in
        try screen.type("0123456789")
        try screen.resize(columns: 20, rows: 10)
        try screen.check(["> 0123456789"], cursor: (0, 12))
        try screen.type("0123456789")
        try screen.check(["> 012345678901234567", "89"], cursor: (1, 2))
        screen.typeLast("\r")
      }
      #expect(line == .text("01234567890123456789"))
      await screen.editor.close()
    }

    @Test func tabOfAPasteWithoutBracketsIsText() async throws {
      let screen = try EditorScreen.open()
      let line = try await screen.enter { screen in
        try screen.type("who\tis in a paste of some who\tlength")
        screen.typeLast("\r")
      }
      #expect(line == .text("who\tis in a paste of some who\tlength"))
      // A few keys that came at once are keys.
      #expect(try await screen.enter { $0.typeLast("who\t!\t\r") } == .text("whoami !"))
      await screen.editor.close()
    }

    @Test func aPasteOfOneHundredKilobytesIsWhole() async throws {
      let screen = try EditorScreen.open()
      let text = (0..<2_200).map { "row \($0) of a paste that nobody typed, \t日本\u{301}" }
        .joined(separator: "\n")
      let line = try await screen.enter { screen in
        try screen.type("\u{1B}[200~\(text)\u{1B}[201~")
        try screen.expect(screen.emulator.text.count, 10)
        screen.typeLast("\r")
      }
      #expect(text.utf8.count > 100_000)
      #expect(line == .text(text))
      await screen.editor.close()
    }

    @Test func longTextsAreShownAroundTheCursor() async throws {
      let screen = try EditorScreen.open(columns: 20, rows: 4)
      let text = (1...9).map { "row \($0)" }.joined(separator: "\n")
      let line = try await screen.enter { screen in
        try screen.type("\u{1B}[200~\(text)\u{1B}[201~")
        try screen.check((6...9).map { "… row \($0)" }, cursor: (3, 7))
        try screen.type(String(repeating: Self.up, count: 8))
        try screen.check(["> row 1", "… row 2", "… row 3", "… row 4"], cursor: (0, 7))
        screen.typeLast("\r")
      }
      #expect(line == .text(text))
      await screen.editor.close()
    }
  }
}
