import CommandModel
import FoundationEssentials
import Glibc
import ShellWorld
import SourcesClient
import TestSupport
import Testing

/// Listing names behind completion holds up nobody, and leaves one file behind.
struct NamesBehindCompletionTests {
  /// A server that takes every request and answers none.
  private struct SilentTransport: Transport {
    let clock: SimulatedClock

    func send(_ request: Request) async throws(TransportError) -> Response {
      do {
        try await clock.sleep(for: .seconds(1_000_000))
      } catch {
        throw TransportError(.ambiguous, "given up")
      }
      throw TransportError(.ambiguous, "no answer")
    }
  }

  @Test func aServerThatDoesNotAnswerIsNotWaitedFor() throws {
    let (elapsed, errors) = try Simulation.run { clock in
      var world = try ShellWorld(clock: clock, server: SilentTransport(clock: clock))
      world.entries = ["sources get Str⇥", "sources get Str⇥", "print done"]
      #expect(await world.run(["-q"]) == 0)
      #expect(world.screen.text(of: .output) == "done\n")
      return (clock.uptime, world.screen.text(of: .error))
    }
    // Each Tab is followed by a second of reading; the first waits a moment for the server.
    #expect(elapsed == .milliseconds(2300))
    #expect(errors == "")
  }

  @Test func aServerThatIsAwayIsNobodysBusiness() throws {
    try Simulation.run { clock in
      var world = try ShellWorld(clock: clock, server: AwayTransport())
      world.entries = ["sources get Str⇥", "sources get Str⇥"]
      #expect(await world.run(["-q"]) == 0)
      #expect(world.screen.text(of: .output) == "")
      #expect(world.screen.text(of: .error) == "")
    }
  }

  @Test func namesAreKeptForTheUserAlone() throws {
    try Simulation.run { clock in
      var world = try ShellWorld(clock: clock)
      world.entries = ["sources list | count"]
      #expect(await world.run(["-q"]) == 0)
      let folder = world.folder.path + "/.cache/edsh/names"
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.count == 1)
      let path = try folder + "/" + #require(names.first)
      var facts = stat()
      #expect(stat(path, &facts) == 0)
      #expect(facts.st_mode & 0o777 == 0o600)
      let text = try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
      #expect(text.contains("always_fails"))
      #expect(!text.contains("phx_") && !text.contains("job_inputs"))
    }
  }

  @Test(arguments: ["", "{}", "not json", #"{"server":"http://127.0.0.1:8000","project":"1"}"#])
  func aFileThatIsNoneIsNotThere(_ text: String) throws {
    try Simulation.run { clock in
      var world = try ShellWorld(clock: clock)
      world.entries = ["sources list | count"]
      _ = await world.run(["-q"])
      let folder = world.folder.path + "/.cache/edsh/names"
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        try world.folder.write(text, to: ".cache/edsh/names/" + name)
      }
      var next = world.withFreshScreen()
      next.entries = ["sources get Stripe/e⇥"]
      #expect(await next.run(["-q"]) == 0)
      // What was listed behind it is there when it is asked for again.
      #expect(next.screen.text(of: .output) == "Stripe/eu  019979ad…\n")
    }
  }

  @Test func whatAFileRemembersDecidesNothing() throws {
    try Simulation.run { clock in
      var world = try ShellWorld(clock: clock)
      world.entries = ["sources list | count"]
      _ = await world.run(["-q"])
      let folder = world.folder.path + "/.cache/edsh/names"
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        let path = ".cache/edsh/names/" + name
        let kept = try String(
          decoding: Data(contentsOf: URL(filePath: world.folder.path + "/" + path)), as: UTF8.self)
        try world.folder.write(kept.replacing("\"us\"", with: "\"moon\""), to: path)
      }
      var next = world.withFreshScreen()
      next.entries = ["sources get ⇥", "sources get Stripe/m⇥", "sources get Stripe/moon"]
      _ = await next.run(["-q"])
      #expect(next.screen.text(of: .output).hasSuffix("Stripe/moon  0199f302…\n"))
      #expect(next.screen.text(of: .error).contains("no source is called `Stripe/moon`"))
    }
  }
}

/// A server that no connection comes about with.
private struct AwayTransport: Transport {
  func send(_ request: Request) async throws(TransportError) -> Response {
    throw TransportError(.notSent, "connection refused")
  }
}
