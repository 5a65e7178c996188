import CommandModel
import Testing

@testable import Shell

/// Where the value of a setting comes from, and which values it takes.
@Suite struct SettingsTests {
  @Test func strongerOriginsWin() throws {
    var settings = try Settings(variables: ["POSTHOG_HOST": "eu"])
    #expect(settings.text("host") == "eu")
    #expect(settings.origin("host") == .environment)
    try settings.set("host", to: "us", from: .profile)
    #expect(settings.text("host") == "eu")
    try settings.set("host", to: "127.0.0.1", from: .commandLine)
    #expect(settings.text("host") == "127.0.0.1")
    try settings.set("host", to: "localhost", from: .session)
    #expect(settings.text("host") == "localhost")
    try settings.set("host", to: nil, from: .session)
    #expect(settings.text("host") == "127.0.0.1")
  }

  @Test func theVendorsVariablesComeSecond() throws {
    let both = ["POSTHOG_PROJECT_ID": "1", "POSTHOG_CLI_PROJECT_ID": "2"]
    #expect(try Settings(variables: both).text("project_id") == "1")
    #expect(try Settings(variables: ["POSTHOG_CLI_PROJECT_ID": "2"]).text("project_id") == "2")
  }

  @Test func theKeyIsNoValue() throws {
    let settings = try Settings(variables: ["POSTHOG_PERSONAL_API_KEY": " phx_canary\n"])
    #expect(settings.apiKey?.reveal() == "phx_canary")
    #expect(settings["api_key"] == .null)
    #expect(!"\(settings.records())".contains("canary"))
  }

  @Test func eachOriginKeepsItsKey() throws {
    var settings = try Settings(variables: ["POSTHOG_PERSONAL_API_KEY": "phx_environment"])
    settings.use(apiKey: Secret("phx_profile"), from: .profile)
    #expect(settings.apiKey?.reveal() == "phx_environment")
    settings.use(apiKey: Secret("phx_session"), from: .session)
    #expect(settings.apiKey?.reveal() == "phx_session")
    #expect(settings.apiKeyOrigin == .session)
    settings.use(apiKey: nil, from: .session)
    #expect(settings.apiKey?.reveal() == "phx_environment")
    settings.use(apiKey: nil, from: .environment)
    #expect(settings.apiKeyOrigin == .profile)
  }

  @Test func aHostIsRefusedInItsOwnWords() throws {
    var settings = try Settings(variables: [:])
    let problem = #expect(throws: Problem.self) {
      try settings.set("host", to: "http://example.com", from: .session)
    }
    #expect(
      problem?.diagnostics.first?.message
        == "host `http://example.com` would send the key unencrypted")
  }

  @Test(arguments: [
    ("parallel", "0"), ("parallel", "x"), ("budget", "1.5"), ("rate_limit", "fast"),
    ("timeout", "soon"), ("project_id", "abc"), ("output", "xml"), ("color", "red"),
  ])
  func refusesWhatDoesNotFit(name: String, text: String) throws {
    var settings = try Settings(variables: [:])
    let problem = #expect(throws: Problem.self) {
      try settings.set(name, to: .text(text), from: .session)
    }
    #expect(problem?.diagnostics.first?.message == "`\(name)` cannot be `\(text)`")
    #expect(problem?.diagnostics.first?.hint != nil)
  }

  @Test func suggestsTheNearestName() throws {
    var settings = try Settings(variables: [:])
    let problem = #expect(throws: Problem.self) {
      try settings.set("paralel", to: "2", from: .session)
    }
    #expect(problem?.diagnostics.first?.hint == "did you mean `parallel`?")
  }

  @Test(arguments: Setting.all.filter { !$0.standard.isNull }.map(\.name))
  func everyDefaultFitsItsSetting(name: String) throws {
    let setting = try #require(Setting.named(name))
    let text = setting.standard.plainText ?? ""
    #expect(try setting.read(text, called: name) == setting.standard)
  }
}
