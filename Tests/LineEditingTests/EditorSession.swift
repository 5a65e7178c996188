import Testing

@testable import LineEditing

/// An editor on a terminal of its own, and the one who types.
struct EditorSession {
  enum Step {
    case type(String)
    case see(String)
    case post(String)
    case signal(Signal)
    case resize(columns: UInt16)
  }

  let pty: Pty
  let signals = Signals()
  let editor: LineEditor

  init(_ configure: (inout LineEditor.Configuration) -> Void = { _ in }) throws {
    pty = try Pty()
    var configuration = LineEditor.Configuration(programName: "edsh", terminalName: "xterm")
    configuration.input = pty.terminal
    configuration.output = pty.terminal
    configuration.settingsFile = "/dev/null"
    configure(&configuration)
    editor = try LineEditor(configuration, signals: signals)
  }

  /// Reads an entry while the steps are done, after the prompt is there.
  func enter(
    _ steps: Step..., expect expected: LineEditor.Line,
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    async let line = editor.readLine(prompt: "ready> ", text: "")
    do {
      try await pty.see("ready> ")
      for step in steps { try await perform(step) }
    } catch {
      // Without this the line would be waited for for ever.
      signals.deliver(.terminate)
      Issue.record(error, sourceLocation: location)
    }
    let read = await line
    #expect(read == expected, sourceLocation: location)
  }

  func close() async {
    await editor.close()
    // The editor has its descriptors only.
    withExtendedLifetime(pty) {}
  }

  private func perform(_ step: Step) async throws {
    switch step {
    case .type(let text): pty.type(text)
    case .see(let text): try await pty.see(text)
    case .post(let text): editor.post(text)
    case .signal(let signal): signals.deliver(signal)
    case .resize(let columns):
      pty.resize(columns: columns, rows: 24)
      signals.deliver(.resize)
    }
  }
}
