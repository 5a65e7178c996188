package import CommandModel

/// The performer that asks the server: builds the request, sends it, reads the answer.
package struct Client: Performer {
  private let transport: any Transport
  private let project: String?
  private let timekeeper: any Timekeeper
  private let secrets: SecretReader

  /// Creates a client of one project: its number, `@current`, or nil for none yet.
  ///
  /// `secrets` reads what arguments refer to, each time they are sent.
  package init(
    transport: any Transport, project: String?, timekeeper: any Timekeeper,
    secrets: @escaping SecretReader = Client.noSecrets
  ) {
    self.transport = transport
    self.project = project
    self.timekeeper = timekeeper
    self.secrets = secrets
  }

  /// For clients that are given none.
  package static let noSecrets: SecretReader = { reference throws(Problem) in
    throw Problem(.usage, code: .badValue, "nobody reads `\(reference.spelling)` here")
  }

  /// Sends one request, once; what cannot be sent is a failure like any other.
  package func perform(_ invocation: Invocation) async -> Outcome {
    let request: Request
    do throws(RequestError) {
      let whole: Invocation
      do throws(Problem) {
        whole = try invocation.fillingIn(secrets)
      } catch {
        throw .noSecret(error.diagnostics.map(\.message).joined(separator: "; "))
      }
      request = try RequestBuilder.request(for: whole, project: project)
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
