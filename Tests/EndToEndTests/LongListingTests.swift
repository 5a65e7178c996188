import CommandModel
import ShellWorld
import SourcesClient
import Synchronization
import TestSupport
import Testing

/// A listing of many pages flows: it is neither collected before it is printed nor kept.
struct LongListingTests {
  private static let pageSize = 100
  private static let sourceCount = 10_000

  @Test func eachPageIsPrintedBeforeTheNextIsAskedFor() throws {
    let (printed, output) = try Simulation.run { clock in
      let screen = Screen()
      let server = PagingTransport(
        pageSize: LongListingTests.pageSize, count: LongListingTests.sourceCount,
        printed: { screen.text(of: .output).utf8.count { $0 == UInt8(ascii: "\n") } })
      let world = try ShellWorld(clock: clock, server: server, screen: screen)
      let status = await world.run(["sources", "list", "-o", "jsonl"])
      #expect(status == 0)
      return (server.printed, screen.text(of: .output))
    }
    let starts = stride(from: 0, to: LongListingTests.sourceCount, by: LongListingTests.pageSize)
    #expect(printed == Array(starts))
    #expect(output.utf8.count { $0 == UInt8(ascii: "\n") } == LongListingTests.sourceCount)
  }
}

/// A server with many sources, that notes how many were printed when a page is asked for.
private final class PagingTransport: Transport {
  private let pageSize: Int
  private let count: Int
  private let countPrinted: @Sendable () -> Int
  private let noted = Mutex<[Int]>([])

  init(pageSize: Int, count: Int, printed: @escaping @Sendable () -> Int) {
    self.pageSize = pageSize
    self.count = count
    countPrinted = printed
  }

  var printed: [Int] { noted.withLock(\.self) }

  func send(_ request: Request) async throws(TransportError) -> Response {
    let lines = countPrinted()
    noted.withLock { $0.append(lines) }
    let offset = request.target.firstMatch(of: /offset=([0-9]+)/).flatMap { Int($0.1) } ?? 0
    let end = min(offset + pageSize, count)
    let next =
      end < count
      ? "\"http://127.0.0.1:8000\(request.path)?limit=\(pageSize)&offset=\(end)\"" : "null"
    let results = (offset..<end).map { "{\"id\":\"\($0)\",\"source_type\":\"Stripe\"}" }
    let body =
      "{\"count\":\(count),\"next\":\(next),\"results\":[\(results.joined(separator: ","))]}"
    return Response(
      status: 200, headers: [.init("Content-Type", "application/json")], body: Array(body.utf8))
  }
}
