import Testing

@testable import LineEditing

/// The pager as a process of its own on a terminal, which no world of memory can show.
@Suite(.serialized, .timeLimit(.minutes(1))) struct PagerTests {
  private static let listing = "sources list | select source_type prefix status\n"
  private static let prompt = "edsh 127.0.0.1/1> "

  private func start(_ variables: String..., rows: UInt16 = 10) async throws -> Program {
    let program = try Program(["--demo", "--no-rc"], variables: variables)
    program.pty.resize(columns: 80, rows: rows)
    try await program.pty.see(PagerTests.prompt)
    return program
  }

  private func end(_ program: Program) async throws {
    program.pty.type("\u{4}")
    #expect(try await program.status() == 0)
  }

  @Test func whatDoesNotFitGoesThroughThePager() async throws {
    let program = try await start("PAGER=sed s/^/:/")
    program.pty.type(PagerTests.listing)
    try await program.pty.see(":")
    try await program.pty.see("SOURCE_TYPE")
    try await program.pty.see("\n:Stripe")
    try await program.pty.see(PagerTests.prompt)
    program.pty.type("sources list | count\n")
    try await program.pty.see("40\r\n")
    try await program.pty.see(PagerTests.prompt)
    try await end(program)
  }

  @Test func theNextPromptComesWhenThePagerIsLeft() async throws {
    let program = try await start("PAGER=less", "LESS=RSX")
    program.pty.type(PagerTests.listing)
    try await program.pty.see("SOURCE_TYPE")
    try await program.pty.see("\n:")
    program.pty.type(" ")
    try await program.pty.see("\n:")
    program.pty.type("q")
    try await program.pty.see(PagerTests.prompt)
    program.pty.type("print (40 + 2)\n")
    try await program.pty.see("42\r\n")
    try await program.pty.see(PagerTests.prompt)
    try await end(program)
  }

  @Test func ctrlCInThePagerEndsNeither() async throws {
    // `less` may swallow what is typed right behind Ctrl-C; this one does not.
    let program = try await start(
      "PAGER=trap 'echo caught' INT; cat >/dev/null; echo ready; "
        + "until read line </dev/tty; do :; done; echo left")
    program.pty.type(PagerTests.listing)
    try await program.pty.see("ready")
    program.pty.type("\u{3}")
    try await program.pty.see("caught")
    program.pty.type("\n")
    try await program.pty.see("left")
    try await program.pty.see(PagerTests.prompt)
    #expect(!program.pty.transcript.contains("interrupted"))
    try await end(program)
  }

  @Test func thePagerIsToldNoKey() async throws {
    let program = try await start(
      "PAGER=sh -c \"env; cat >/dev/null\"", "POSTHOG_CLI_API_KEY=phx_hidden", "OPEN=shown")
    program.pty.type(PagerTests.listing)
    try await program.pty.see("OPEN=shown")
    try await program.pty.see(PagerTests.prompt)
    #expect(!program.pty.transcript.contains("phx_hidden"))
    try await end(program)
  }

  @Test(arguments: ["no-such-pager", "A=b no-such-pager"])
  func withoutThePagerTheTextIsShown(_ command: String) async throws {
    let program = try await start("PAGER=\(command)")
    program.pty.type(PagerTests.listing)
    try await program.pty.see("SOURCE_TYPE")
    try await program.pty.see("cannot start the pager `\(command)`: no such")
    try await program.pty.see(PagerTests.prompt)
    try await end(program)
  }
}
