package import CommandModel

/// Everything the service can do and what it does it with; words, checks, help,
/// columns and requests are functions of it.
package enum Catalogue {
  /// The table: one element is one operation.
  package static let operations =
    sources + settings + creating + webhooks + changeCapture + schemas + schemaSettings + account

  /// The operation with these words: `sources reload`.
  package static func operation(named name: String) -> Operation? {
    operations.first { $0.name == name }
  }

  /// The operation `action` on things of `kind`: `reload` on a source.
  package static func operation(_ action: String, on kind: KindName) -> Operation? {
    self.kind(kind).flatMap { operation(named: "\($0.noun) \(action)") }
  }

  /// The kind with this name.
  package static func kind(_ name: KindName) -> Kind? { kinds.first { $0.name == name } }
}
