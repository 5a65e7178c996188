package import CommandModel

/// What the process tells its parent (language.md, section 6).
package struct ExitStatus: RawRepresentable, Sendable, Hashable {
  package let rawValue: Int32

  /// A status of a person's own choice, `exit 42`; the system keeps its lowest eight bits.
  package init(rawValue: Int32) { self.rawValue = rawValue & 0xFF }

  package static let done = ExitStatus(rawValue: 0)
  package static let failed = ExitStatus(rawValue: 1)
  package static let usage = ExitStatus(rawValue: 2)
  package static let unknown = ExitStatus(rawValue: 3)
  package static let notAllowed = ExitStatus(rawValue: 4)
  package static let network = ExitStatus(rawValue: 5)
  package static let stopped = ExitStatus(rawValue: 6)
  package static let local = ExitStatus(rawValue: 7)
  package static let hungUp = ExitStatus(rawValue: 129)
  package static let interrupted = ExitStatus(rawValue: 130)
  /// Nobody read the output any more.
  package static let brokenPipe = ExitStatus(rawValue: 141)
  package static let terminated = ExitStatus(rawValue: 143)

  package init(_ category: Problem.Category) {
    self =
      switch category {
      case .usage: .usage
      case .failed: .failed
      case .unknown: .unknown
      case .notAllowed: .notAllowed
      case .network: .network
      case .stopped: .stopped
      case .local: .local
      case .interrupted: .interrupted
      }
  }

  package init(_ request: StopRequest) {
    self =
      switch request {
      case .interrupt: .interrupted
      case .hangUp: .hungUp
      case .terminate: .terminated
      }
  }

  /// Of several statuses, the one that is told: the first of the signals, 2 7 4 5 3 1 6 0.
  package static func worst(_ statuses: some Sequence<ExitStatus>) -> ExitStatus {
    let all = Set(statuses)
    return order.first { all.contains($0) } ?? .done
  }

  /// What each tells, as the pages about edsh say it; several that end alike have a row each.
  static let meanings: [(status: ExitStatus, meaning: String)] = [
    (.done, "Done."),
    (
      .failed,
      "A command failed: the server refused, fail, assert, or a run ended with failed items."
    ),
    (.usage, "Usage or syntax; nothing was sent."),
    (.unknown, "A run ended with items whose outcome is unknown."),
    (.notAllowed, "Not signed in, or not allowed."),
    (.network, "The network or the server failed and retries are used up."),
    (.stopped, "Stopped early: a time limit, or items that were never sent."),
    (.local, "The disk or the output failed."),
    (.hungUp, "Ended by SIGHUP."),
    (.interrupted, "Ended by SIGINT, which is Ctrl-C."),
    (.brokenPipe, "Nobody read the output any more."),
    (.terminated, "Ended by SIGTERM."),
  ]

  /// Which status is told of several, in words.
  static var precedence: String {
    let numbers = order.map { String($0.rawValue) }.joined(separator: " ")
    return "When several apply, the first of \(numbers) is told."
  }

  static let order: [ExitStatus] = [
    .interrupted, .terminated, .hungUp, .brokenPipe, .usage, .local, .notAllowed, .network,
    .unknown, .failed, .stopped,
  ]
}
