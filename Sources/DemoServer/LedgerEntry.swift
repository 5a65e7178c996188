package import CommandModel

/// One request that was read, and what came of it.
///
/// Tests believe the ledger and not what a client says of itself.
package struct LedgerEntry: Sendable {
  /// From 1, in the order of arrival.
  package let number: Int
  package let time: Time
  package let request: DemoRequest
  /// The operation's name; nil when no route fits.
  package let operation: String?
  /// Whether the request did what it asked for, whatever the client was told.
  package let wasExecuted: Bool
  /// What the client was told; 0 when the connection was closed instead.
  package let status: Int
}
