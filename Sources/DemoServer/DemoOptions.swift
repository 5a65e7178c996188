/// What differs from one demo server to another.
package struct DemoOptions: Sendable {
  package var age = DemoAge.newest
  /// Whether keys also reach what the server keeps for its own pages.
  package var opensAllToKeys = false
  /// Sources in the main project; beyond 40 come small healthy ones.
  package var sourceCount = 40
  /// How much faster than usual syncs start and run.
  package var pace = 1.0
  /// None: nothing is ever throttled.
  package var limits = RateLimit.standard
  package var keys = [DemoKey.full, .readOnly, .otherProject]
  /// Whether one table of the main project is paused, which by the server's own rule
  /// makes every reload there answer "Monthly sync limit reached".
  package var pausesOneTable = false
  package var faults: [Fault] = []

  package init() {}
}
