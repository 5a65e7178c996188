import CommandModel
import SourcesClient
import Synchronization
import TestSupport
import Testing

@Suite struct ClientTests {
  @Test func sendsAndReads() async throws {
    let transport = CannedTransport(.success(try Exchange.recorded(144).response))
    let outcome = await client(transport).perform(try reload())
    guard case .success(let answer) = outcome else { return #expect(Bool(false), "\(outcome)") }
    #expect(answer.value == .null)
    #expect(answer.elapsed == .seconds(3))
    #expect(answer.startedAt == answer.serverDate.map { $0 - .seconds(5) })
    #expect(transport.paths == ["/api/projects/1/external_data_sources/\(sourceID)/reload/"])
  }

  @Test func saysMethodAndPathOfWhatFailed() async throws {
    let transport = CannedTransport(.success(try Exchange.recorded(151).response))
    let failure = await client(transport).perform(try reload()).failure
    #expect(failure?.method == "POST")
    #expect(failure?.path == "/api/projects/1/external_data_sources/\(sourceID)/reload/")
    #expect(failure?.status == 404)
  }

  @Test func passesOnTheFateOfWhatGotNoAnswer() async throws {
    let transport = CannedTransport(.failure(TransportError(.ambiguous, "cut")))
    #expect(await client(transport).perform(try reload()).failure?.fate == .ambiguous)
  }

  @Test func sendsNothingItCannotBuild() async throws {
    let transport = CannedTransport(.failure(TransportError(.notSent, "")))
    let bad = Invocation(try operation("sources reload"), arguments: ["id": "x"])
    #expect(await client(transport).perform(bad).failure?.fate == .failed)
    #expect(await client(transport, project: nil).perform(try reload()).failure?.fate == .halt)
    #expect(transport.paths.isEmpty)
  }

  private func reload() throws -> Invocation {
    Invocation(try operation("sources reload"), arguments: ["id": .text(sourceID)])
  }

  private func client(_ transport: CannedTransport, project: String? = "1") -> Client {
    Client(transport: transport, project: project, timekeeper: transport.clock)
  }
}

/// Answers everything alike, after three seconds.
private final class CannedTransport: Transport {
  let clock = VirtualTimekeeper()
  private let result: Result<Response, TransportError>
  private let log = Mutex<[String]>([])

  init(_ result: Result<Response, TransportError>) { self.result = result }

  var paths: [String] { log.withLock { $0 } }

  func send(_ request: Request) async throws(TransportError) -> Response {
    log.withLock { $0.append(request.path) }
    clock.advance(by: .seconds(3))
    return try result.get()
  }
}
