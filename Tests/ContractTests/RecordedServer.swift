import CommandModel
import ShellWorld
import SourcesClient
import Synchronization
import ValueFormats

/// A server that answers one request as it was recorded, and what a command asks besides with
/// what other recordings have.
final class RecordedServer: Transport {
  private let recording: Recording
  private let sent = Mutex<[Request]>([])

  init(_ recording: Recording) { self.recording = recording }

  /// The requests but those that a command makes to find its way.
  var requests: [Request] {
    sent.withLock { $0.filter { !isAside($0) } }
  }

  func send(_ request: Request) async throws(TransportError) -> Response {
    let isFirst = sent.withLock { sent in
      sent.append(request)
      return sent.filter { !isAside($0) }.count == 1
    }
    if isAside(request) && request.path.hasSuffix("/wizard/") { return Response(status: 404) }
    // The list that tells of what source a table is, and the pages behind the first.
    if isAside(request) || !isFirst && recording.answer.value(at: "results") != nil {
      return Self.json(["count": 0, "next": .null, "results": .list([])])
    }
    let headers = recording.answerHeaders.map { Response.Header($0.key, $0.value) }
    let body = recording.answer.isNull ? "" : JSON.encode(recording.answer)
    return Response(status: recording.status, headers: headers, body: Array(body.utf8))
  }

  /// The wizard that is asked which fields are no secrets, the list that tells of what
  /// source a table is.
  private func isAside(_ request: Request) -> Bool {
    let path = String(recording.target.split(separator: "?")[0])
    return request.method == .get && request.path != path
  }

  private static func json(_ record: Record) -> Response {
    Response(
      status: 200, headers: [.init("content-type", "application/json")],
      body: Array(JSON.encode(.record(record)).utf8))
  }
}
