import ShellWorld
import Synchronization
import TestSupport
import Testing

/// `edit` opens a text in an editor, and what is left of it stands in the next line.
struct EditTests {
  /// What the editor was given, and what it leaves.
  private final class Editor: Sendable {
    let given = Mutex<[String]>([])
    private let leave: @Sendable (String) -> String

    init(_ leave: @escaping @Sendable (String) -> String) { self.leave = leave }

    func edit(_ text: String) -> String {
      given.withLock { $0.append(text) }
      return leave(text)
    }
  }

  private func check(
    _ entries: [String], editing leave: @escaping @Sendable (String) -> String,
    given expected: [String], shows output: String
  ) throws {
    let editor = Editor(leave)
    let shown = try Simulation.run { clock in
      var world = try ShellWorld(clock: clock)
      try world.folder.write("print 3\n", to: "some.edsh")
      world.entries = entries
      world.edit = { editor.edit($0) }
      _ = await world.run(["-q"])
      return world.screen.text(of: .output)
    }
    #expect(editor.given.withLock(\.self) == expected)
    expectText(shown, equals: output)
  }

  @Test func whatIsLeftIsEntered() throws {
    try check(
      ["print 1", "edit"], editing: { $0.replacing("1", with: "2") }, given: ["print 1"],
      shows: "1\nprint 2\n2\n")
  }

  @Test func anEmptyTextIsAnEmptyLine() throws {
    try check(
      ["print 1", "edit", "print 2"], editing: { _ in "" }, given: ["print 1"], shows: "1\n2\n")
  }

  @Test func whatWasEditedLastIsEditedAgain() throws {
    try check(
      ["print 1", "edit", "edit"], editing: { $0 + "0" }, given: ["print 1", "print 10"],
      shows: "1\nprint 10\n10\nprint 100\n100\n")
  }

  @Test func theFirstEntryBeginsWithNothing() throws {
    try check(["edit"], editing: { _ in "print 5" }, given: [""], shows: "print 5\n5\n")
  }

  /// The file is left alone.
  @Test func aFileGivesItsText() throws {
    try check(
      ["edit some.edsh", "open some.edsh"], editing: { _ in "print 4" }, given: ["print 3\n"],
      shows: "print 4\n4\n\"print 3\"\n")
  }

  /// A secret is no part of what an editor is shown.
  @Test func aSecretIsAskedForAgain() throws {
    try check(
      ["set api_key phx_abcdefgh", "edit"], editing: { _ in "" }, given: ["set api_key ?"],
      shows: "")
  }

  @Test func nobodyAtThePromptIsAnError() throws {
    let outcome = try ShellWorld.outcome(of: ["-c", "edit"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("`edit` needs somebody at the prompt"))
  }
}
