import Testing

@testable import LineEditing

/// What the screen should have shown.
struct Mismatch: Error {
  let what: String
  let location: SourceLocation
}

extension EditorScreen {
  /// An editor that completes three commands, and goes on behind a bar.
  static func open(
    columns: Int = 40, rows: Int = 10,
    _ configure: (inout LineEditor.Configuration) -> Void = { _ in }
  ) throws -> EditorScreen {
    try EditorScreen(columns: columns, rows: rows) {
      $0.complete = LineEditorTests.complete
      $0.continuation = LineEditorTests.continuesAfterPipe
      configure(&$0)
    }
  }

  /// Reads a line while `act` types and looks; gives what the line came to.
  func enter(
    text: String = "", _ act: @escaping @Sendable (EditorScreen) throws -> Void
  ) async throws -> LineEditor.Line {
    async let line = editor.readLine(prompt: "> ", text: text)
    let done = try await BlockingThread.run {
      Result {
        try self.settle()
        try act(self)
      }
    }
    if case .failure = done { signals.deliver(.terminate) }
    let read = await line
    do {
      try done.get()
    } catch let mismatch as Mismatch {
      Issue.record(Comment(rawValue: mismatch.what), sourceLocation: mismatch.location)
    }
    return read
  }

  /// Fails the test that `enter` was called by, which another thread knows nothing of.
  func expect<Value: Equatable>(
    _ value: Value, _ expected: Value, at location: SourceLocation = #_sourceLocation
  ) throws {
    guard value != expected else { return }
    throw Mismatch(what: "\(value) is not \(expected)", location: location)
  }

  func check(
    _ rows: [String], cursor: (Int, Int)? = nil, at location: SourceLocation = #_sourceLocation
  ) throws {
    try expect(emulator.text, rows, at: location)
    guard let cursor else { return }
    try expect(
      [emulator.cursor.row, emulator.cursor.column], [cursor.0, cursor.1], at: location)
  }
}
