import Glibc
import Synchronization
import Testing

@testable import LineEditing

@Suite struct SignalsTests {
  /// What receivers got, each with the receiver's name.
  private final class Log: Sendable {
    private let entries = Mutex<[String]>([])
    func receiver(_ name: String) -> Signals.Receiver {
      { signal in self.entries.withLock { $0.append("\(name) \(signal)") } }
    }
    var all: [String] { entries.withLock { $0 } }
  }

  @Test func aCommandIsInterruptedWhileItRuns() async {
    let (signals, log) = (Signals(), Log())
    await signals.withReceiver(log.receiver("command")) {
      signals.deliver(.interrupt)
      signals.deliver(.resize)
    }
    #expect(log.all == ["command interrupt"])
  }

  @Test func theReaderOfTheTerminalComesFirst() async {
    let (signals, log) = (Signals(), Log())
    await signals.withReceiver(log.receiver("command")) {
      signals.lend(to: log.receiver("reader"))
      signals.deliver(.interrupt)
      signals.deliver(.resize)
      signals.takeBack()
      signals.deliver(.terminate)
    }
    #expect(log.all == ["reader interrupt", "reader resize", "command terminate"])
  }

  @Test func whatNobodyCouldAnswerWaits() async {
    let (signals, log) = (Signals(), Log())
    signals.deliver(.terminate)
    signals.deliver(.resume)
    await signals.withReceiver(log.receiver("command")) {}
    signals.lend(to: log.receiver("reader"))
    #expect(log.all == ["command terminate"])
  }

  @Test func theOuterCommandIsBackAfterTheInner() async {
    let (signals, log) = (Signals(), Log())
    await signals.withReceiver(log.receiver("outer")) {
      await signals.withReceiver(log.receiver("inner")) { signals.deliver(.hangUp) }
      signals.deliver(.interrupt)
    }
    #expect(log.all == ["inner hangUp", "outer interrupt"])
  }

  @Test func catchesTheProcessesSignalsAndGivesThemBack() async throws {
    let before = hasHandler(SIGINT)
    let signals = Signals()
    try signals.catchAll()
    #expect(hasHandler(SIGINT))
    let (stream, continuation) = AsyncStream.makeStream(of: Signal.self)
    let first = await signals.withReceiver({ continuation.yield($0) }) {
      kill(getpid(), SIGINT)
      return await stream.first { _ in true }
    }
    #expect(first == .interrupt)
    signals.close()
    #expect(hasHandler(SIGINT) == before)
  }

  private func hasHandler(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return action.__sigaction_handler.sa_handler != nil
  }
}
