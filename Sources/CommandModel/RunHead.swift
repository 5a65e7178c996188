/// The head of a run: what it is, where it comes from and where it goes.
package struct RunHead: Sendable {
  /// Eight hexadecimal digits; a person types as many as tell it from the others.
  package var id: String
  /// The verb, or `each`.
  package let action: String
  /// The operation of a run of one verb; nil for rounds.
  package let operation: String?
  /// The statement as typed; secrets stand in it as `?` or `$env.X`.
  package let command: String
  /// Where it stands: `nightly.edsh:12`; nil at the prompt.
  package let place: String?
  /// The server and the project it was made for.
  package let server: String?
  package let project: String?
  /// The flags it was given, to go on in the same way.
  package var flags: Record
  /// What the rounds of an `each` are made of; nil for a run of one verb.
  package let rounds: RoundsRecipe?
  /// Whether what it starts is waited for.
  package var isWaitedFor: Bool
  /// Why it cannot be resumed; nil when it can.
  package var seal: String?

  /// Creates a head.
  package init(
    id: String, action: String, operation: String? = nil, command: String, place: String? = nil,
    server: String? = nil, project: String? = nil, flags: Record = Record(),
    rounds: RoundsRecipe? = nil, isWaitedFor: Bool = false, seal: String? = nil
  ) {
    self.id = id
    self.action = action
    self.operation = operation
    self.command = command
    self.place = place
    self.server = server
    self.project = project
    self.flags = flags
    self.rounds = rounds
    self.isWaitedFor = isWaitedFor
    self.seal = seal
  }

  /// The id that follows another, for the one that is taken.
  package static func id(after id: String) -> String {
    let next = (UInt32(id, radix: 16) ?? 0) &+ 1
    let digits = String(next, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// A new id; `random` gives a number from 0 up to 1.
  package static func makeID(random: () -> Double) -> String {
    let digits = String(UInt32(random() * 4_294_967_296), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
