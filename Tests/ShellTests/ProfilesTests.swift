import CommandModel
import Glibc
import TestSupport
import Testing

@testable import Shell

/// The configuration file: read as TOML, added to without touching what is there.
@Suite struct ProfilesTests {
  private func profiles(_ text: String?) throws -> (Profiles, Files, TemporaryFolder) {
    let folder = try TemporaryFolder()
    if let text { try folder.write(text, to: "config.toml") }
    let files = Files(workingDirectory: folder.path)
    return (try Profiles(path: folder.path + "/config.toml", files: files), files, folder)
  }

  @Test func thePagesSayWhereFilesLie() throws {
    let home = ["HOME": "/~"]
    let profiles = try #require(Profiles.path(variables: home))
    let state = try #require(Profiles.stateFolder(variables: home))
    #expect(KeptFile.all[0].path == profiles.dropFirst())
    let cache = try #require(Profiles.folder(.cacheFolder, else: ".cache", variables: home))
    for file in KeptFile.all.dropFirst() {
      let isKept = [state, cache].contains { file.path.hasPrefix($0.dropFirst() + "/") }
      #expect(isKept, "\(file.path)")
    }
  }

  @Test func aFileThatIsNotThereHoldsNothing() throws {
    let (profiles, _, _) = try profiles(nil)
    #expect(profiles.names.isEmpty)
    #expect(profiles.standardName == nil)
  }

  @Test func readsTheSettingsOfEachProfile() throws {
    let (profiles, _, _) = try profiles(
      """
      default = "work"
      [profiles.work]
      host = "eu"   # the company's
      project_id = 12345
      [profiles.home]
      host = 'us'
      """)
    #expect(profiles.standardName == "work")
    #expect(profiles.profile("work") == ["host": "eu", "project_id": "12345"])
    #expect(profiles.names == ["home", "work"])
    #expect(profiles.profile("none") == nil)
  }

  @Test func sayWhereAFileIsNotTOML() throws {
    let problem = #expect(throws: Problem.self) { try profiles("host = \"eu\"\nhost") }
    #expect(problem?.diagnostics.first?.message.hasSuffix("is not valid TOML, line 2") == true)
  }

  @Test func addsAProfileAndKeepsTheRest() throws {
    let (profiles, files, folder) = try profiles("# mine\n[profiles.work]\nhost = \"eu\"\n")
    try profiles.save("a\"b", [("host", "us"), ("api_key", "x\\y\"z\u{7}")], files: files)
    let text = try folder.read("config.toml")
    #expect(text.hasPrefix("# mine\n[profiles.work]\nhost = \"eu\"\n"))
    let again = try Profiles(path: folder.path + "/config.toml", files: files)
    #expect(again.profile("a\"b") == ["host": "us", "api_key": "x\\y\"z\u{7}"])
    #expect(again.profile("work") == ["host": "eu"])
  }

  @Test func replacesTheLinesOfOneProfile() throws {
    let (profiles, files, folder) = try profiles(
      """
      default = "work" # mine
      [ profiles . 'work' ] # the company's
      host = "eu"
      output = "csv"

      # at home
      [profiles.home]
      host = "us"
      """)
    try profiles.save("work", [("host", "us")], files: files)
    #expect(
      try folder.read("config.toml") == """
        default = "work" # mine
        [profiles."work"]
        host = "us"

        # at home
        [profiles.home]
        host = "us"
        """)
  }

  @Test(arguments: [
    "profiles.work.host = \"eu\"\n",
    "[profiles]\nwork = { host = \"eu\" }\n",
    "[profiles.home]\nhost = \"\"\"\n[profiles.work]\n\"\"\"\n",
  ])
  func leavesAFileThatCannotBeChangedByLines(text: String) throws {
    let (profiles, files, folder) = try profiles(text)
    let problem = #expect(throws: Problem.self) {
      try profiles.save("work", [("host", "us")], files: files)
    }
    #expect(problem?.diagnostics.first?.message == "the profile `work` cannot be replaced")
    #expect(try folder.read("config.toml") == text)
  }

  @Test(arguments: [
    ("host = \"eu\"", "host"), ("[profile.work]\nhost = \"eu\"", "profile.work.host"),
    ("[profiles]\nhost = \"eu\"", "profiles.host"),
    ("[profiles.work.more]\nhost = 1", "profiles.work.more.host"),
    ("[default]\na = 1", "default.a"),
  ])
  func refusesWhatMeansNothing(text: String, key: String) throws {
    let problem = #expect(throws: Problem.self) { try profiles(text) }
    #expect(problem?.category == .usage)
    #expect(problem?.diagnostics.first?.code == .config)
    let message = problem?.diagnostics.first?.message ?? ""
    #expect(message.hasSuffix("config.toml` has `\(key)`, which means nothing"))
  }

  @Test(arguments: [
    ("hosst = 1", "unknown setting `hosst`"), ("parallel = 0", "`parallel` cannot be `0`"),
  ])
  func namesTheFileOfASettingThatDoesNotFit(line: String, message: String) throws {
    let (profiles, _, _) = try profiles("[profiles.default]\n\(line)")
    var settings = try Settings(variables: [:])
    let problem = #expect(throws: Problem.self) { try settings.use(profile: nil, of: profiles) }
    #expect(problem?.diagnostics.first?.message == message)
    #expect(problem?.diagnostics.first?.source?.name == profiles.path)
  }

  @Test func theFileIsForTheUserAlone() throws {
    let (profiles, files, folder) = try profiles(nil)
    try profiles.save("default", [("api_key", "phx_1")], files: files)
    var facts = stat()
    #expect(stat(folder.path + "/config.toml", &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o600)
  }

  @Test func baseDirectoriesAreHonoured() {
    let home = ["HOME": "/home/ann"]
    #expect(Profiles.path(variables: home) == "/home/ann/.config/edsh/config.toml")
    let both = home.merging(["XDG_CONFIG_HOME": "/c"]) { $1 }
    #expect(Profiles.path(variables: both) == "/c/edsh/config.toml")
    // A relative base directory is invalid and is ignored.
    let relative = home.merging(["XDG_CONFIG_HOME": "c"]) { $1 }
    #expect(Profiles.path(variables: relative) == "/home/ann/.config/edsh/config.toml")
    #expect(Profiles.path(variables: [:]) == nil)
  }
}
