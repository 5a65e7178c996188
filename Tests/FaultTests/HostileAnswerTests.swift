import DemoServer
import FoundationEssentials
import TestSupport
import Testing

extension FaultTests {
  /// A server that means harm, or a proxy that means nothing: one clear error, little memory,
  /// nothing on the screen that a terminal would obey, and the key for nobody else.
  struct HostileAnswerTests {
    @Test func aBombIsDefused() async throws {
      // 512 MB of zeros in half a megabyte.
      let scene = try await hostile { folder in
        let path = folder.path + "/bomb.gz"
        let process = try ChildProcess(
          ["/bin/sh", "-c", "head -c 536870912 /dev/zero | gzip -9 > '\(path)'"],
          variables: ["PATH": ChildProcess.searchPath], output: "/dev/null", errors: "/dev/null")
        try #require(await process.end().status == 0)
        let bomb = Array(try Data(contentsOf: .init(fileURLWithPath: path)))
        try #require(bomb.count < 600_000)
        return DemoResponse(
          status: 200,
          headers: ["Content-Type": "application/json", "Content-Encoding": "gzip"], body: bomb)
      }
      try await expect("the answer is longer than 16777216 bytes", from: scene)
    }

    @Test(arguments: [
      ("[" + String(repeating: "[", count: 10_000), "nested more than 512 levels deep"),
      (#"{"count":1,"next":null,"results":[{"id":"#, "the answer is not JSON"),
      (#"{"count":1,"results":[{"id":"\#u{1B}[2J"}]}"#, "no control character in a text"),
      ("<html>\u{1B}[2J<h1>hello</h1>", "a web page instead of JSON"),
      ("{}", "record where a list is due"),
    ])
    func whatIsNoListingIsRefused(body: String, message: String) async throws {
      let scene = try await hostile { _ in .json(body) }
      try await expect(message, from: scene)
    }

    @Test func bytesThatAreNoTextAreRefused() async throws {
      let scene = try await hostile { _ in
        var answer = DemoResponse.json("{\"results\":[{\"id\":\"???\"}]}")
        answer.body = answer.body.map { $0 == UInt8(ascii: "?") ? 0xFF : $0 }
        return answer
      }
      try await expect("UTF-8", from: scene)
    }

    @Test func whatATerminalWouldObeyIsLeftOut() async throws {
      let escape = #"\u001b[2J\u001b]0;owned\u0007seen"#
      let scene = try await hostile { _ in
        .json(#"{"count":1,"next":null,"results":[{"id":"x\#(escape)","status":"a\#(escape)"}]}"#)
      }
      try await expect("seen", from: scene, flags: ["-o", "table"])
    }

    @Test func theKeyGoesToNobodyElse() async throws {
      let other = try await Scene(items: 1)
      let before = await other.service.ledger.count
      let scene = try await hostile { _ in
        DemoResponse(status: 302, headers: ["Location": "\(other.host)/api/projects/1/"])
      }
      try await expect("redirects are not followed", from: scene)
      #expect(await other.service.ledger.count == before)
      await other.close()
    }

    /// A server that answers listings so, but for the one that the scene itself reads.
    private func hostile(
      _ answer: (TemporaryFolder) async throws -> DemoResponse
    ) async throws -> Scene {
      let folder = try TemporaryFolder()
      let answer = try await answer(folder)
      return try await Scene(
        items: 1, faults: [Fault(turns: 2...9, path: "external_data_sources/", .answer(answer))])
    }

    /// Reads the listing, and then what the process itself held at most.
    private func expect(
      _ message: String, from scene: Scene, flags: [String] = []
    ) async throws {
      let listing = "try { sources list --limit 1 } catch e { print $e.message }"
      let status = try await scene.run(
        Scene.flags + flags
          + ["-c", "set retries 0", "-c", listing, "-c", "open /proc/self/status"])
      let (output, errors) = scene.outputs
      #expect(status == 0, "\(errors)")
      #expect(output.contains(message), "\(output)")
      let peak = try #require(output.firstRange(of: "VmHWM:"), "\(output)")
      let kilobytes = Int(
        output[peak.upperBound...].drop { !$0.isNumber }.prefix(while: \.isNumber))
      #expect(try #require(kilobytes) < 64 * 1024)
      let shown = (output + errors).unicodeScalars.filter { $0 != "\n" && $0 != "\t" }
      #expect(shown.allSatisfy { $0.properties.generalCategory != .control })
      #expect(!(output + errors).contains(Scene.key))
      await scene.close()
    }
  }
}

extension DemoResponse {
  fileprivate static func json(_ text: String) -> DemoResponse {
    DemoResponse(
      status: 200, headers: ["Content-Type": "application/json"], body: Array(text.utf8))
  }
}
