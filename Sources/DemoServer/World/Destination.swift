import CommandModel

/// Where synced rows can go.
struct Destination: Sendable {
  let id: Identifier
  let name: String

  /// Where they go unless told otherwise.
  static let warehouse = Destination(1, "PostHog warehouse")
  static let all = [warehouse, Destination(2, "Lake in Frankfurt"), Destination(3, "Lake in Ohio")]

  static let countMax = 10

  private init(_ number: UInt64, _ name: String) {
    id = Identifier(.destination, number: number)
    self.name = name
  }
}
