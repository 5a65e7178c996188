import FoundationEssentials
import Glibc
import ShellWorld
import SourcesClient
import TestSupport
import Testing

/// Several edsh at one key keep its limit together.
struct SharedLimitTests {
  private static let key = "phx_canary0123456789canary0123456789"

  @Test func aSecondProcessWaitsForThePlacesOfTheFirst() throws {
    #expect(try elapsed(of: ["--rate-limit", "2/1m", "--budget", "1.0"]) == .milliseconds(60_250))
  }

  @Test func withTheLimitOffNothingIsKept() throws {
    #expect(try elapsed(of: ["--rate-limit", "off"]) == .zero)
  }

  /// How long three processes take, one after the other, of which each reads one page.
  private func elapsed(of flags: [String]) throws -> Duration {
    try Simulation.run { clock in
      var world = try ShellWorld(clock: clock, server: ScriptedTransport(.threePages))
      world.sharesLimits = true
      world.variables["POSTHOG_PERSONAL_API_KEY"] = SharedLimitTests.key
      for _ in 0..<3 {
        #expect(await world.withFreshScreen().run(flags + ["sources", "list"]) == 0)
      }
      try check(world, isKept: !flags.contains("off"))
      return clock.uptime
    }
  }

  /// What is left behind is one file, for the user alone, without the key.
  private func check(_ world: ShellWorld, isKept: Bool) throws {
    let folder = world.folder.path + "/.local/state/edsh/limits"
    guard isKept else {
      #expect(!FileManager.default.fileExists(atPath: folder))
      return
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == 1)
    let path = try folder + "/" + #require(names.first)
    let text = try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    #expect(!(path + text).contains("canary"))
    var facts = stat()
    #expect(stat(path, &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o600)
  }
}

extension [ScriptedTransport.Script] {
  fileprivate static var threePages: Self {
    let body = #"{"count":0,"next":null,"previous":null,"results":[]}"#
    let page = ScriptedTransport.Answer.response(
      .init(
        status: 200, headers: [.init("Content-Type", "application/json")],
        body: [UInt8](body.utf8)))
    return [
      .init(
        method: "GET", target: "/api/projects/1/external_data_sources/",
        answers: [page, page, page])
    ]
  }
}
