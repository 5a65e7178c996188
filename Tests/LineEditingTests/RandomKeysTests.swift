import TestSupport
import Testing

@testable import LineEditing

extension LineEditorTests {
  /// The screen after each key of many random ones, held against a simple model of the text.
  @Suite(.serialized) struct RandomKeys {
    private static let letters: [Unicode.Scalar] = [
      "a", "b", "c", " ", "|", "(", "é", "日", "本", "한", "🙂", "\u{301}", "\u{308}",
    ]
    private static let prompt = "ready> "
    private static let gutter = "… "

    @Test func theScreenIsAlwaysRight() async throws {
      let seed = UInt64.random(in: .min ... .max)
      let random = SeededRandom(seed: seed)
      for _ in 0..<200 {
        let columns = random.next(in: 20..<201)
        let rows = random.next(in: 3..<31)
        let screen = try EditorScreen(columns: columns, rows: rows) {
          // Up and Down are for the rows of the text alone.
          $0.historySize = 0
        }
        for _ in 0..<10 {
          let wrong = try await enterRandomLine(on: screen, columns, rows, random)
          if let wrong {
            Issue.record("\(wrong) (seed \(seed), \(columns) × \(rows))")
            await screen.editor.close()
            return
          }
        }
        await screen.editor.close()
      }
    }

    /// Types a line; what was wrong on the screen, and after which keys.
    private func enterRandomLine(
      on screen: EditorScreen, _ columns: Int, _ rows: Int, _ random: SeededRandom
    ) async throws -> String? {
      let count = random.next(in: 1..<25)
      let keys = (0..<count).map { _ in
        let all = ScreenModel.Key.allCases
        let key = random.next(in: 0..<3) > 0 ? .insert : all[random.next(in: 0..<all.count)]
        return (key, Self.letters[random.next(in: 0..<Self.letters.count)])
      }
      async let line = screen.editor.readLine(prompt: Self.prompt, text: "")
      let (wrong, text) = try await BlockingThread.run {
        Result { try Self.press(keys, on: screen, columns, rows) }
      }.get()
      let read = await line
      try await BlockingThread.run { Result { try screen.show() } }.get()
      return wrong ?? (read == .text(text) ? nil : "\(text.debugDescription) came as \(read)")
    }

    private static func press(
      _ keys: [(ScreenModel.Key, Unicode.Scalar)], on screen: EditorScreen, _ columns: Int,
      _ rows: Int
    ) throws -> (wrong: String?, text: String) {
      try screen.settle()
      var model = ScreenModel(
        prompt: prompt, gutter: gutter, columns: columns, rows: rows,
        top: screen.emulator.cursor.row)
      var wrong: String?
      var sent = ""
      for (key, letter) in keys where wrong == nil {
        // The emulator has room for five marks on a letter.
        let letter = letter.cells > 0 || model.takesMark ? letter : "x"
        let bytes = model.press(key, inserting: letter)
        sent += bytes
        try screen.type(bytes)
        wrong = difference(screen.emulator, &model).map { "\($0) after \(sent.debugDescription)" }
      }
      screen.typeLast("\r")
      return (wrong, String(String.UnicodeScalarView(model.text)))
    }

    private static func difference(
      _ emulator: TerminalEmulator, _ model: inout ScreenModel
    ) -> String? {
      let expected = model.expected()
      let shown = (model.top..<emulator.rows).map { emulator.text(ofRow: $0) }
      let wanted = expected.rows + Array(repeating: "", count: shown.count - expected.rows.count)
      if shown != wanted { return "the screen shows \(shown), not \(wanted)" }
      let cursor = emulator.cursor
      return cursor == expected.cursor ? nil : "the cursor is at \(cursor), not \(expected.cursor)"
    }
  }
}
