package import CommandModel

/// The performer that asks the server: builds the request, sends it, reads the answer.
package struct Client: Performer {
  private let transport: any Transport
  private let project: String?
  private let timekeeper: any Timekeeper

  /// Creates a client of one project: its number, `@current`, or nil for none yet.
  package init(transport: any Transport, project: String?, timekeeper: any Timekeeper) {
    self.transport = transport
    self.project = project
    self.timekeeper = timekeeper
  }

  /// Sends one request, once; what cannot be sent is a failure like any other.
  package func perform(_ invocation: Invocation) async -> Outcome {
    let request: Request
    do throws(RequestError) {
      request = try RequestBuilder.request(for: invocation, project: project)
    } catch {
      return .failure(Failure(error.concernsAll ? .halt : .failed, message: error.message))
    }
    let start = timekeeper.uptime
    do throws(TransportError) {
      let response = try await transport.send(request)
      return ResponseReader.outcome(
        of: response, to: request, for: invocation, elapsed: timekeeper.uptime - start)
    } catch {
      return ResponseReader.outcome(of: error, to: request, for: invocation.operation)
    }
  }
}
