import CommandLanguage
import CommandModel
import Synchronization

/// How a text that ran came to its end.
struct End: Sendable {
  let status: ExitStatus
  /// Whether an error ended it; items of a run that failed are none.
  var isError = false
  /// Whether the whole program ends with it: `exit`, a signal, a reader that went away.
  var endsProgram = false
}

extension Session {
  /// Runs a text under the eyes of the signals, tells of its problem, and says how it
  /// ended.
  ///
  /// The first Ctrl-C stops a run gracefully and cancels anything else; a second one
  /// cancels the run too.
  func supervise(_ work: @escaping @Sendable () async throws -> Completion) async -> End {
    let inbox = StopInbox()
    state.withLock { $0.wasStopped = false }
    let result = await environment.stops.sending(
      to: { [self] request in if !isForPager(request) { inbox.receive(request) } },
      { await run(work, heeding: inbox) })
    let request = inbox.first
    switch result {
    case .success(.exit(let chosen?)):
      _ = tally.takeStatus()
      return End(status: ExitStatus(rawValue: Int32(truncatingIfNeeded: chosen)), endsProgram: true)
    case .success(let completion):
      return End(
        status: request.map(ExitStatus.init) ?? tally.takeStatus(),
        endsProgram: completion != .finished || request?.endsProgram ?? false)
    case .failure(let error):
      let own = tell(of: error, behind: request)
      // A statement that broke off is over once that has been told.
      await statementEnded()
      let runs = tally.takeStatus()
      return End(
        status: request.map(ExitStatus.init) ?? ExitStatus.worst([own, runs]), isError: true,
        endsProgram: request?.endsProgram ?? (own == .brokenPipe))
    }
  }

  private func run(
    _ work: @escaping @Sendable () async throws -> Completion, heeding inbox: StopInbox
  ) async -> Result<Completion, any Error> {
    await withTaskGroup(of: Result<Completion, any Error>?.self) { group in
      group.addTask {
        do {
          return .success(try await work())
        } catch {
          return .failure(error)
        }
      }
      group.addTask { [self] in
        for await _ in inbox.requests where !stopRunGracefully() { return nil }
        return nil
      }
      // Whichever ends first ends the other.
      let first = await group.next() ?? nil
      group.cancelAll()
      if let first { return first }
      return await group.next().flatMap(\.self) ?? .failure(CancellationError())
    }
  }

  /// Whether Ctrl-C was pressed in a pager that has all it was to be given so far.
  private func isForPager(_ request: StopRequest) -> Bool {
    request == .interrupt && state.withLock(\.waitsForPager)
  }

  /// Tells of what ended a text, and says what status it means by itself.
  private func tell(of error: any Error, behind request: StopRequest?) -> ExitStatus {
    guard error.isInterruption else { return status(of: error) }
    // Whoever stops a text needs no error; a word tells that it was heard. A terminal has
    // shown `^C` and stays behind it, except at a question, which goes on to the next line.
    if request != nil, environment.terminal.errorIsTerminal { console.writeError("\n") }
    note("interrupted")
    return .interrupted
  }

  /// Tells of an error, unless nobody is there to read it, and says what status it means.
  func status(of error: any Error) -> ExitStatus {
    if case SinkError.closed = error { return .brokenPipe }
    let problem = Problem(of: error)
    show(problem)
    return ExitStatus(problem.category)
  }
}

extension StopRequest {
  /// Ctrl-C ends what is at work; the others end the program.
  fileprivate var endsProgram: Bool { self != .interrupt }
}

/// Requests to stop on their way from the signals to who heeds them.
private final class StopInbox: Sendable {
  let requests: AsyncStream<StopRequest>
  private let sender: AsyncStream<StopRequest>.Continuation
  private let noted = Mutex<StopRequest?>(nil)

  init() { (requests, sender) = AsyncStream.makeStream() }

  /// The first request that came.
  var first: StopRequest? { noted.withLock(\.self) }

  func receive(_ request: StopRequest) {
    noted.withLock { $0 = $0 ?? request }
    sender.yield(request)
  }
}
