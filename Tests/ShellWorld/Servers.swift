import CommandModel
package import DemoServer
package import SourcesClient
import Synchronization

/// A demo server that is reached without a socket.
package struct DemoTransport: Transport {
  private let service: DemoService
  private let key: String

  package init(_ service: DemoService, key: String) {
    self.service = service
    self.key = key
  }

  package func send(_ request: Request) async throws(TransportError) -> Response {
    let answer = await service.answer(
      DemoRequest(
        method: request.method.rawValue, path: request.path, query: request.query,
        headers: [
          "Authorization": "Bearer \(key)", "Host": "127.0.0.1:8000",
          "Content-Type": "application/json",
        ], body: request.body ?? []))
    if answer.isDropped { throw TransportError(.ambiguous, "the connection was closed") }
    return Response(
      status: answer.status, headers: answer.headers.map { .init($0.key, $0.value) },
      body: answer.body)
  }
}

/// A server that gives prepared answers, and notes what nobody prepared it for.
package final class ScriptedTransport: Transport {
  /// What is answered to one request.
  package enum Answer: Sendable, Hashable {
    case response(Response)
    /// The connection ends behind the request.
    case dropped
    /// No connection comes about.
    case refused
  }

  /// The answers to the requests of one method and path, in order.
  package struct Script: Sendable, Hashable {
    package let method: String
    /// With a query it means requests of just that query, else of any.
    package let target: String
    package var answers: [Answer]

    package init(method: String, target: String, answers: [Answer]) {
      self.method = method
      self.target = target
      self.answers = answers
    }

    fileprivate func matches(_ request: Request) -> Bool {
      method == request.method.rawValue
        && target == (target.contains("?") ? request.target : request.path)
    }
  }

  private let state: Mutex<(scripts: [Script], surprises: [String])>

  package init(_ scripts: [Script]) { state = Mutex((scripts, [])) }

  /// The answers that nobody asked for.
  package var unused: [String] {
    state.withLock { state in
      state.scripts.filter { !$0.answers.isEmpty }.map {
        "\($0.method) \($0.target): \($0.answers.count) left"
      }
    }
  }

  /// The requests that no answer was prepared for.
  package var surprises: [String] { state.withLock(\.surprises) }

  package func send(_ request: Request) async throws(TransportError) -> Response {
    let answer = state.withLock { state -> Answer? in
      let script = state.scripts.firstIndex { $0.matches(request) && !$0.answers.isEmpty }
      guard let script else {
        state.surprises.append("\(request.method.rawValue) \(request.target)")
        return nil
      }
      return state.scripts[script].answers.removeFirst()
    }
    switch answer {
    case .response(let response): return response
    case .dropped: throw TransportError(.ambiguous, "the connection was closed")
    case .refused: throw TransportError(.notSent, "connection refused")
    case nil: return Response(status: 404)
    }
  }
}
