import CommandModel

/// One source of the demo's play, in one line.
struct Role: Sendable {
  let type: SourceType
  let prefix: String?
  let description: String?
  let tableCount: Int
  let plot: Plot
  let isDirect: Bool
  let isConfigured: Bool
  let discovery: Source.Discovery

  /// How its tables fare.
  enum Plot: Sendable {
    case healthy
    /// The first tables failed last time and will not fail again.
    case recovers(failed: Int, String)
    /// The first table fails whenever it runs.
    case neverRecovers(String)
    /// A sync of the first table runs now and has so long to go.
    case running(left: Duration)
    /// One has been running for so long, far longer than ever, and has so long to go.
    case runsLong(since: Duration, left: Duration)
    /// The first table is due every five minutes and has not been synced for so long.
    case stale(age: Duration)
    /// The schedule of the first table has started nothing for so long.
    case silent(age: Duration)
    case billingLimits
    case billingLimitsTooLow
    case neverSynced
    case switchedOff
    /// The server switched the first table off after a failure so long ago.
    case switchedOffByServer(String, age: Duration)
  }

  init(
    _ type: SourceType, _ prefix: String?, _ description: String? = nil, _ tableCount: Int,
    _ plot: Plot = .healthy, isDirect: Bool = false, isConfigured: Bool = true,
    discovery: Source.Discovery = .finds(new: 0)
  ) {
    self.type = type
    self.prefix = prefix
    self.description = description
    self.tableCount = tableCount
    self.plot = plot
    self.isDirect = isDirect
    self.isConfigured = isConfigured
    self.discovery = discovery
  }
}
