import CommandModel
import RunEngine
import SourcesClient

/// One server, one key, one project: whoever asks, asks through it.
final class Connection: Sendable {
  let address: ServerAddress
  let project: String?
  let limiter: Limiter
  /// Sends each request once; runs retry by their own rules.
  let client: Client
  /// The limiter and the retries around every read, page and poll.
  let performer: Governed
  private let transport: any Transport

  /// What a connection tells while it works.
  struct Reports: Sendable {
    let retry: @Sendable (Governed.Retry) -> Void
    /// Nil unless every request is to be named.
    let request: (@Sendable (_ line: String) -> Void)?
  }

  init(
    _ credentials: Credentials, project: String?, settings: Settings, environment: Environment,
    reports: Reports
  ) {
    address = credentials.address
    self.project = project
    let plain = environment.makeTransport(credentials)
    transport =
      reports.request.map {
        NarratedTransport(plain, timekeeper: environment.timekeeper, tell: $0)
      } ?? plain
    limiter = Limiter(
      settings.rateLimit, timekeeper: environment.timekeeper, random: environment.random)
    client = Client(
      transport: transport, project: project, timekeeper: environment.timekeeper)
    performer = Governed(
      client, limiter: limiter, policy: RetryPolicy(retries: settings.integer("retries")),
      timekeeper: environment.timekeeper, random: environment.random, onRetry: reports.retry)
  }

  func close() async { await transport.close() }
}

extension Settings {
  /// What the server allows, and how much of it edsh may use.
  var rateLimit: RateLimit {
    let budget = text("budget").flatMap(Double.init) ?? 0.9
    return text("rate_limit").flatMap { RateLimit(spelling: $0, budget: budget) }
      ?? RateLimit(budget: budget)
  }
}

/// A transport that names each request and its answer.
private struct NarratedTransport: Transport {
  private let transport: any Transport
  private let timekeeper: any Timekeeper
  private let tell: @Sendable (String) -> Void

  init(
    _ transport: any Transport, timekeeper: any Timekeeper,
    tell: @escaping @Sendable (String) -> Void
  ) {
    self.transport = transport
    self.timekeeper = timekeeper
    self.tell = tell
  }

  func send(_ request: Request) async throws(TransportError) -> Response {
    let start = timekeeper.uptime
    let line = "\(request.method.rawValue) \(request.target)"
    do {
      let response = try await transport.send(request)
      tell("\(line) -> \(response.status) in \(DurationText.format(timekeeper.uptime - start))")
      return response
    } catch {
      tell("\(line) -> \(error.message)")
      throw error
    }
  }

  func close() async { await transport.close() }
}
