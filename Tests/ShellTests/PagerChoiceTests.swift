import Testing

@testable import Shell

/// Which pager is opened, and what it is told.
@Suite struct PagerChoiceTests {
  @Test(
    arguments: [
      ("auto", [:], "less", false), ("auto", ["PAGER": "most -w"], "most -w", false),
      ("auto", ["PAGER": ""], nil, false), ("auto", ["PAGER": "  "], nil, false),
      ("off", ["PAGER": "most"], nil, false), ("", [:], nil, false),
      ("on", ["PAGER": "most"], "most", true), ("on", [:], "less", true),
      ("bat -p", ["PAGER": ""], "bat -p", false),
    ] as [(String, [String: String], String?, Bool)])
  func followsTheSettingThenTheVariable(
    setting: String, variables: [String: String], command: String?, showsAll: Bool
  ) {
    let choice = PagerChoice(setting: setting, variables: variables)
    #expect(choice?.command == command)
    #expect(choice?.showsAll ?? false == showsAll)
  }

  @Test func onlyWhoNamedAPagerIsToldThatThereIsNone() {
    #expect(PagerChoice(setting: "auto", variables: [:])?.isNamed == false)
    #expect(PagerChoice(setting: "auto", variables: ["PAGER": "x"])?.isNamed == true)
    #expect(PagerChoice(setting: "x", variables: [:])?.isNamed == true)
  }

  @Test(arguments: [
    "POSTHOG_PERSONAL_API_KEY", "POSTHOG_CLI_API_KEY", "STRIPE_KEY", "AWS_SECRET_ACCESS_KEY",
    "PGPASSWORD", "github_token", "SSH_PASSPHRASE", "GOOGLE_CREDENTIALS",
  ])
  func keepsSecretsFromThePager(_ name: String) throws {
    let choice = try #require(PagerChoice(setting: "auto", variables: [:]))
    var expected = PagerChoice.lessVariables
    (expected["TERM"], expected["LESSKEY"]) = ("xterm", "/k")
    #expect(choice.call([name: "x", "TERM": "xterm", "LESSKEY": "/k"]).variables == expected)
  }

  @Test func ownOptionsOfLessAreKept() throws {
    let choice = try #require(PagerChoice(setting: "auto", variables: [:]))
    #expect(choice.call(["LESS": "-i"]).variables["LESS"] == "-i")
    #expect(choice.call(["LESS": ""]).variables["LESS"] == "")
  }

  @Test(
    arguments: [
      ("less", ["less"]), (" less  -R ", ["less", "-R"]), ("LESS=-R less", nil),
      ("less | cat", nil), ("'my pager'", nil), ("/usr/bin/most", ["/usr/bin/most"]), ("", []),
    ] as [(String, [String]?)])
  func takesAShellOnlyForItsLanguage(command: String, words: [String]?) {
    #expect(PagerCall(command: command, variables: [:]).words == words)
  }
}
