import CommandModel
import SourcesClient
import Testing

/// How answers say where they end, and what is made of those that do not.
@Suite struct AnswerTests {
  /// `ok`, as gzip.
  private static let gzipped: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0xcf, 0x06, 0x00, 0x47,
    0xdd, 0xdc, 0x79, 0x02, 0x00, 0x00, 0x00,
  ]

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let answer: [UInt8]
    let status: Int
    let body: String

    init(_ name: String, _ head: String, _ body: [UInt8] = [], is status: Int, _ text: String) {
      self.name = name
      answer = Array("HTTP/1.1 \(head)\r\n\r\n".utf8) + body
      self.status = status
      self.body = text
    }

    var testDescription: String { name }
  }

  private static let rows = [
    Row("length", "200 OK\r\nContent-Length: 2", Array("ok".utf8), is: 200, "ok"),
    Row("nothing", "200 OK\r\nContent-Length: 0", is: 200, ""),
    Row("204 ends with its head", "204 No Content\r\nContent-Length: 5", is: 204, ""),
    Row("304 ends with its head", "304 Not Modified\r\nContent-Length: 5", is: 304, ""),
    Row(
      "chunks", "200 OK\r\nTransfer-Encoding: chunked",
      Array("1\r\no\r\n1;x=y\r\nk\r\n0\r\n\r\n".utf8), is: 200, "ok"),
    Row(
      "chunks and a trailer", "200 OK\r\nTransfer-Encoding: chunked",
      Array("2\r\nok\r\n0\r\nX: y\r\n\r\n".utf8), is: 200, "ok"),
    Row(
      "gzip", "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzipped.count)", gzipped,
      is: 200, "ok"),
    Row(
      "gzip in chunks", "200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
      Array("\(String(gzipped.count, radix: 16))\r\n".utf8) + gzipped
        + Array("\r\n0\r\n\r\n".utf8), is: 200, "ok"),
    Row(
      "100 comes before", "100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2",
      Array("ok".utf8), is: 200, "ok"),
    Row(
      "103 comes before",
      "103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 500 No\r\nContent-Length: 2",
      Array("no".utf8), is: 500, "no"),
  ]

  @Test(arguments: rows)
  func leavesTheConnectionToTheNext(_ row: Row) async throws {
    let steps: [LoopbackServer.Step] = [.take, .say(row.answer)]
    let scene = try TransportScene([steps + steps + steps + [.hush]])
    for _ in 1...3 {
      let result = await scene.get()
      #expect(result.status == row.status)
      #expect(result.text == row.body)
    }
    #expect(scene.server.connections == 1)
    await scene.close()
  }

  @Test(arguments: rows)
  func takesItInPieces(_ row: Row) async throws {
    let steps: [LoopbackServer.Step] = [.take] + row.answer.map { .say([$0]) }
    let scene = try TransportScene([steps + [.hush]])
    let result = await scene.get()
    #expect(result.status == row.status)
    #expect(result.text == row.body)
    await scene.close()
  }

  @Test func takesWhatEndsWithTheConnection() async throws {
    let scene = try TransportScene([[.take, .say("HTTP/1.1 200 OK\r\n\r\nok")]])
    #expect(await scene.get().text == "ok")
    await scene.close()
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nX",
  ])
  func boundsAHeadWithoutEnd(_ start: String) async throws {
    let line = start.hasSuffix("\n") ? "X: y\r\n" : String(repeating: "x", count: 4096)
    let scene = try TransportScene([[.take, .say(start), .flood(line)]])
    let result = await scene.get()
    #expect(result.cause == .ambiguous)
    #expect(result.message?.hasSuffix(": the head of its answer is too long") == true)
    await scene.server.wait(for: .hungUp(1))
    await scene.close()
  }

  @Test func boundsABodyWithoutEnd() async throws {
    let chunk = String(repeating: "x", count: 0x1000)
    for head in ["Transfer-Encoding: chunked\r\n", ""] {
      let scene = try TransportScene([
        [.take, .say("HTTP/1.1 200 OK\r\n\(head)\r\n"), .flood("1000\r\n\(chunk)\r\n")]
      ])
      #expect(await scene.get().cause == .tooLarge)
      await scene.server.wait(for: .hungUp(1))
      await scene.close()
    }
  }

  /// Each is an answer, and none is the last.
  @Test func waitsForNoAnswerBehindHints() async throws {
    let scene = try TransportScene([
      [.take, .flood("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")]
    ])
    let limits = Request.TimeLimits(firstByte: .milliseconds(20))
    let result = await scene.send(Request(.get, path: "/", timeLimits: limits))
    #expect(result.cause == .ambiguous)
    #expect(result.message?.hasSuffix(": it took too long") == true)
    await scene.server.wait(for: .hungUp(1))
    await scene.close()
  }

  @Test func keepsItsLimitForTheWhole() async throws {
    let scene = try TransportScene([
      [.take, .say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), .hush]
    ])
    let limits = Request.TimeLimits(firstByte: .seconds(60), total: .milliseconds(20))
    let result = await scene.send(Request(.post, path: "/", timeLimits: limits))
    #expect(result.cause == .ambiguous)
    #expect(result.message?.hasSuffix(": it took too long") == true)
    await scene.server.wait(for: .hungUp(1))
    await scene.close()
  }

  /// The limit of an earlier request ends no later one.
  @Test func keepsTheLimitOfEachRequest() async throws {
    let steps: [LoopbackServer.Step] = [.take, .say(TransportScene.ok)]
    let scene = try TransportScene([steps + steps + [.take, .hush]])
    for limit in [Duration.seconds(3600), .seconds(1800)] {
      let limits = Request.TimeLimits(firstByte: limit)
      #expect(await scene.send(Request(.get, path: "/", timeLimits: limits)).text == "ok")
    }
    let short = Request.TimeLimits(firstByte: .milliseconds(5))
    #expect(await scene.send(Request(.get, path: "/", timeLimits: short)).cause == .ambiguous)
    #expect(scene.server.connections == 1)
    await scene.close()
  }
}
