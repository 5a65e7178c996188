import CommandModel
import RunEngine
import SourcesClient

/// One server, one key, one project: whoever asks, asks through it.
final class Connection: Sendable {
  /// What makes two connections the same.
  struct Identity: Sendable, Hashable {
    let credentials: Credentials
    /// Nil until one is chosen.
    let project: String?
    let rateLimit: RateLimit
    let retries: Int

    var budget: Budget { Budget(credentials: credentials, rateLimit: rateLimit) }
  }

  /// What a limiter counts for: the server does so by key.
  struct Budget: Sendable, Hashable {
    let credentials: Credentials
    let rateLimit: RateLimit
  }

  let identity: Identity
  let limiter: Limiter
  /// Sends each request once; runs retry by their own rules.
  let client: Client
  /// The limiter and the retries around every read, page and poll.
  let performer: Governed
  /// The same for what nobody has asked for: once, and without a word.
  let quietPerformer: Governed
  private let transport: any Transport
  private let govern: @Sendable (Client) -> Governed
  private let makeClient: @Sendable (String?) -> Client

  init(
    _ identity: Identity, over transport: any Transport, limiter: Limiter,
    environment: Environment, onRetry: @escaping @Sendable (Governed.Retry) -> Void,
    onPause: @escaping @Sendable (Duration) -> Void
  ) {
    self.identity = identity
    self.transport = transport
    self.limiter = limiter
    makeClient = {
      Client(
        transport: transport, project: $0, timekeeper: environment.timekeeper,
        secrets: environment.secrets)
    }
    govern = {
      Governed(
        $0, limiter: limiter, policy: RetryPolicy(retries: identity.retries),
        timekeeper: environment.timekeeper, random: environment.random, onRetry: onRetry,
        onPause: onPause)
    }
    client = makeClient(identity.project)
    performer = govern(client)
    quietPerformer = Governed(
      client, limiter: limiter, policy: RetryPolicy(retries: 0),
      timekeeper: environment.timekeeper, random: environment.random)
  }

  /// What reads in another project, with the same key and inside the same limits.
  func performer(inProject project: String) -> Governed { govern(makeClient(project)) }

  /// Where a run sends its requests best.
  var executor: (any TaskExecutor)? { transport.executor }
  var address: ServerAddress { identity.credentials.address }
  var project: String? { identity.project }

  func close() async { await transport.close() }
}

extension Credentials {
  /// A name for the key at its server that gives away neither.
  var digest: String { SHA256.hexadecimal("\(address)\n\(key.reveal())".utf8) }
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
struct NarratedTransport: Transport {
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

  var executor: (any TaskExecutor)? { transport.executor }
}
