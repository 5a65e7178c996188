import Glibc
import Testing

@testable import LineEditing

extension LineEditorTests {
  /// Questions, on a real terminal.
  @Suite(.serialized) struct Questions {
    private func check(
      _ ask: (TerminalPrompt) -> (String) async throws -> TerminalPrompt.Answer, _ keys: String,
      signal: Signal? = nil,
      expect answer: TerminalPrompt.Answer, isShown: Bool,
      at location: SourceLocation = #_sourceLocation
    ) async throws {
      let (pty, signals) = (try Pty(), Signals())
      let prompt = TerminalPrompt(
        signals: signals, descriptors: .init(input: pty.terminal, output: pty.terminal))
      let question = ask(prompt)
      let script = Task {
        try await pty.see("tell> ")
        pty.type(keys)
        if let signal { signals.deliver(signal) }
      }
      #expect(try await question("tell> ") == answer, sourceLocation: location)
      try await script.value
      pty.type("end\n")
      try await pty.see("end")
      #expect(pty.transcript.contains("some") == isShown, sourceLocation: location)
    }

    @Test func givesTheLine() async throws {
      try await check({ $0.line }, "some é\n", expect: .text("some é"), isShown: true)
    }

    @Test func showsNoSecretAndTurnsEchoOnAgain() async throws {
      try await check({ $0.secret }, "some\n", expect: .text("some"), isShown: false)
    }

    @Test func ctrlDEndsIt() async throws {
      try await check({ $0.secret }, "\u{4}", expect: .end, isShown: false)
    }

    @Test func ctrlCInterruptsItAndTurnsEchoOnAgain() async throws {
      try await check({ $0.secret }, "", signal: .interrupt, expect: .interrupted, isShown: false)
    }
  }
}
