import Testing

@testable import Shell

/// When colours are on.
@Suite struct ColorChoiceTests {
  @Test(
    arguments: [
      ("auto", [:], true, true), ("auto", [:], false, false),
      ("auto", ["NO_COLOR": "1"], true, false), ("auto", ["NO_COLOR": ""], true, true),
      ("auto", ["TERM": "dumb"], true, false), ("auto", ["CLICOLOR_FORCE": "1"], false, true),
      ("auto", ["CLICOLOR_FORCE": "0"], false, false),
      ("auto", ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], true, false),
      ("always", ["NO_COLOR": "1"], false, true), ("never", ["CLICOLOR_FORCE": "1"], true, false),
    ] as [(String, [String: String], Bool, Bool)])
  func followsTheSettingThenTheVariablesThenTheTerminal(
    setting: String, variables: [String: String], isTerminal: Bool, isOn: Bool
  ) {
    #expect(ColorChoice.isOn(setting, variables: variables, isTerminal: isTerminal) == isOn)
  }
}
