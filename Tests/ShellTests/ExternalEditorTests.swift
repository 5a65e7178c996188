import CommandModel
import Glibc
import TestSupport
import Testing

@testable import Shell

/// A text goes through a program of the person's choice, and nothing of it stays behind.
@Suite struct ExternalEditorTests {
  private func edit(
    _ text: String, with editor: String?, _ others: [String: String] = [:]
  ) throws -> (result: Result<String, Problem>, left: [String]) {
    let folder = try TemporaryFolder()
    var variables = ["PATH": ChildProcess.searchPath, "XDG_RUNTIME_DIR": folder.path]
    variables["EDITOR"] = editor
    variables.merge(others) { $1 }
    let result = ExternalEditor(variables: variables).edit(text)
    return (result, Files(workingDirectory: folder.path).names(startingWith: ""))
  }

  private func check(
    _ text: String, with editor: String, _ others: [String: String] = [:], expect expected: String
  ) throws {
    let (result, left) = try edit(text, with: editor, others)
    #expect(try result.get() == expected)
    #expect(left == [])
  }

  @Test func givesBackWhatWasLeft() throws {
    try check("sources list", with: "sed -i s/list/get/", expect: "sources get")
    try check("a\nb", with: "sed -i 1d", expect: "b")
    try check("a", with: "truncate -s 0", expect: "")
    try check("", with: "true", expect: "")
    try check("é ☃", with: "true", expect: "é ☃")
  }

  @Test func prefersTheVisualEditor() throws {
    try check("a", with: "false", ["VISUAL": "sed -i s/a/b/"], expect: "b")
    try check("a", with: "sed -i s/a/b/", ["VISUAL": " "], expect: "b")
    #expect(ExternalEditor(variables: [:]).command == "vi")
  }

  /// Many editors write a new file and rename it over the old one.
  @Test func followsTheNameAndNotTheFile() throws {
    try check("a", with: "sh -c 'echo b > $1.new; mv $1.new $1' -", expect: "b")
  }

  @Test func itsFileIsForTheUserAlone() throws {
    try check("a", with: "sh -c 'stat -c %a $1 > $1.mode; mv $1.mode $1' -", expect: "600")
    try check("a", with: "sh -c 'echo ${1##*.} > $1' -", expect: "edsh")
  }

  @Test func theEditorHasNoKey() throws {
    let keys = [
      "POSTHOG_PERSONAL_API_KEY": "phx_a", "POSTHOG_CLI_API_KEY": "phx_b", "OTHER": "kept",
    ]
    let names = keys.keys.sorted().joined(separator: " ")
    try check("a", with: "sh -c 'printenv \(names) > $1; true' -", keys, expect: "kept")
  }

  private func failure(of editor: String, _ text: String = "a") throws -> Diagnostic {
    let (result, left) = try edit(text, with: editor)
    #expect(left == [])
    guard case .failure(let problem) = result else {
      throw Unexpected(text: "\(editor) did not fail")
    }
    return try #require(problem.diagnostics.first)
  }

  private struct Unexpected: Error { let text: String }

  @Test func aFailingEditorIsToldOf() throws {
    let failed = try failure(of: "sh -c 'echo b > $1; exit 3' -")
    #expect(failed.message.hasSuffix("ended with status 3"))
    #expect(failed.hint == "the text is as it was")
    #expect(try failure(of: "sh -c 'kill -9 $$' -").message.hasSuffix("ended with status 137"))
    let missing = try failure(of: "no-such-editor")
    #expect(missing.message == "cannot run `no-such-editor`")
    #expect(try failure(of: "rm").message.hasPrefix("cannot read what was edited: "))
    #expect(try failure(of: "printf '\\377' >").message == "the text that was edited is not UTF-8")
  }
}
