import Glibc
import Testing

@testable import LineEditing

/// The program itself, started as a shell would: what no world of memory can show.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ProgramTests {
  @Test func asksAtTheTerminalWhenErrorsGoElsewhere() async throws {
    let program = try Program(
      ["--demo", "--no-rc", "-c", "sources list | first 2 | reload"],
      output: .nowhere, errors: .nowhere)
    try await program.pty.see("reload: Stripe ")
    program.pty.type("n\n")
    #expect(try await program.status() == 1)
  }

  @Test func ctrlCAtAQuestionInterrupts() async throws {
    let program = try Program(["--demo", "--no-rc", "-c", "sources list | first 2 | reload"])
    try await program.pty.see("[y/N]")
    program.pty.type("\u{3}")
    #expect(try await program.status() == 130)
    try await program.pty.see("interrupted")
  }

  @Test func readsNothingFromAClosedInput() async throws {
    let program = try Program(["--no-rc", "-c", "let x = @-; print $x"], input: .closed)
    try await program.pty.see("cannot read standard input: bad file descriptor")
    #expect(try await program.status() != 0)
    #expect(try await Program([], input: .closed).status() != 0)
  }

  @Test func saysThatAClosedOutputTakesNothing() async throws {
    let program = try Program(["--no-rc", "-c", "print x"], output: .closed)
    #expect(try await program.status() == 7)
  }

  @Test func promptsWhereTheOutputIsNoTerminal() async throws {
    let folder = try TemporaryFolder()
    let program = try Program(["--demo", "--no-rc"], output: .file("\(folder.path)/log"))
    try await program.pty.see("edsh 127.0.0.1/1> ")
    program.pty.type("print (1 +\n")
    try await program.pty.see("( … ")
    program.pty.type("41)\n")
    try await program.pty.see("edsh 127.0.0.1/1> ")
    program.pty.type("\u{4}")
    #expect(try await program.status() == 0)
    #expect(try folder.read("log") == "42\n")
  }
}
