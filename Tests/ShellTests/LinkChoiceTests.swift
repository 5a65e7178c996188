import Testing

@testable import Shell

/// When links are drawn, and when only ASCII characters are.
@Suite struct LinkChoiceTests {
  @Test(
    arguments: [
      ("auto", ["TERM": "xterm-256color"], true, false),
      ("auto", ["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], true, true),
      ("auto", ["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], false, false),
      ("auto", ["TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"], true, false),
      ("auto", ["TERM": "xterm-256color", "VTE_VERSION": "6003"], true, true),
      ("auto", ["TERM": "xterm-256color", "VTE_VERSION": "4205"], true, false),
      ("auto", ["TERM": "xterm-256color", "KONSOLE_VERSION": "220401"], true, true),
      ("auto", ["TERM": "xterm-256color", "KONSOLE_VERSION": "200400"], true, false),
      ("auto", ["TERM": "xterm-256color", "WT_SESSION": "a"], true, true),
      ("auto", ["TERM": "xterm-kitty"], true, true),
      ("auto", ["TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"], true, true),
      ("auto", ["TERM": "screen-256color", "TERM_PROGRAM": "WezTerm"], true, false),
      ("auto", ["TERM": "tmux-256color", "VTE_VERSION": "6003"], true, false),
      ("auto", ["TERM": "linux", "TERM_PROGRAM": "vscode"], true, false),
      ("auto", ["TERM": "dumb", "TERM_PROGRAM": "vscode"], true, false), ("auto", [:], true, false),
      ("on", ["TERM": "xterm"], true, true), ("on", ["TERM": "xterm"], false, false),
      ("on", ["TERM": "dumb"], true, false), ("off", ["TERM": "xterm-kitty"], true, false),
    ] as [(String, [String: String], Bool, Bool)])
  func followsTheSettingThenTheTerminal(
    setting: String, variables: [String: String], isTerminal: Bool, isOn: Bool
  ) {
    #expect(LinkChoice.isOn(setting, variables: variables, isTerminal: isTerminal) == isOn)
  }

  @Test(
    arguments: [
      ([:], true), (["LANG": "C"], false), (["LANG": "en_US.UTF-8"], true),
      (["LANG": "en_US.utf8"], true), (["LANG": "C.UTF-8", "LC_ALL": "POSIX"], false),
      (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true), (["LANG": "", "LC_ALL": ""], true),
      (["LANG": "en_US.UTF-8", "TERM": "linux"], false), (["TERM": "dumb"], false),
    ] as [([String: String], Bool)])
  func aLocaleOfAnotherEncodingLeavesASCII(variables: [String: String], isUnicode: Bool) {
    #expect(CharacterChoice.isUnicode(variables) == isUnicode)
  }
}
