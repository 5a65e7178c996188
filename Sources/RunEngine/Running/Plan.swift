package import CommandModel
import ValueFormats

/// What a run is going to do: one verb, and each thing it is done to once.
package struct Plan: Sendable {
  /// One request to be: what it sends and what it is about.
  package struct Item: Sendable {
    /// Checked arguments; two items with the same ones are the same item.
    package let arguments: Record
    /// Nil for what is only about to be made.
    package let target: Invocation.Target?
    /// What a person will know it by that is about to be made; nil when nothing says.
    package let name: String?
    /// What of the arguments is known to be no secret; see `Invocation.openPaths`.
    package let openPaths: Set<String>
    /// What tells whether the secrets it refers to are still the same: a keyed digest of each,
    /// by the spelling of its reference.
    package let secretDigests: [String: String]

    /// Creates an item.
    package init(
      arguments: Record, target: Invocation.Target? = nil, name: String? = nil,
      openPaths: Set<String> = [], secretDigests: [String: String] = [:]
    ) {
      self.arguments = arguments
      self.target = target
      self.name = name
      self.openPaths = openPaths
      self.secretDigests = secretDigests
    }
  }

  /// The run it belongs to.
  package let head: RunHead
  /// What is done to every item.
  package let operation: Operation
  /// In the order in which they are sent.
  package let items: PlanItems
  /// The round whose steps the items are; nil in a run of one verb.
  package let round: Round?
  /// What earlier processes came to; nothing in a run that begins.
  package let past: Past

  /// What is known of a run that goes on.
  package struct Past: Sendable {
    /// The last items of the plan, which may have been carried out.
    package var doubts: [Doubtful] = []
    /// What was tried for items of the plan before, by their index; none where nothing was.
    package var tries: [Int: Tried] = [:]
    /// The results of the items that are not in the plan, because they have one.
    package var counts: [ResultRecord.Result: Int] = [:]

    /// Whether there is one.
    package var isThere: Bool

    /// Nothing yet; `isThere` where the run was begun before.
    package init(isThere: Bool = false) { self.isThere = isThere }
  }

  /// What earlier processes tried for one item.
  package struct Tried: Sendable, Hashable {
    /// How often it was sent.
    package let attempts: Int
    /// Whether one of them may have been carried out.
    package let mayHaveHappened: Bool

    /// Creates one.
    package init(attempts: Int, mayHaveHappened: Bool = false) {
      self.attempts = attempts
      self.mayHaveHappened = mayHaveHappened
    }
  }

  /// A round of an `each`, and the names of the plan's items among its steps.
  package struct Round: Sendable {
    /// From 1.
    package let place: Int
    /// By the index of the item.
    package let steps: [String]

    /// Creates one.
    package init(place: Int, steps: [String]) {
      self.place = place
      self.steps = steps
    }
  }

  /// An item that was sent, and nobody knows what became of it.
  package struct Doubtful: Sendable {
    /// Its index in the plan.
    package let item: Int
    /// When it left, on this machine's clock.
    package let sentAt: Time

    /// Creates one.
    package init(item: Int, sentAt: Time) {
      self.item = item
      self.sentAt = sentAt
    }
  }

  /// Whether an earlier process began it.
  var isResumed: Bool { past.isThere }

  /// Creates a plan.
  package init(
    _ head: RunHead, operation: Operation, items: PlanItems, round: Round? = nil,
    past: Past = Past()
  ) {
    self.head = head
    self.operation = operation
    self.items = items
    self.round = round
    self.past = past
  }

  /// The id of the run.
  package var id: String { head.id }
  /// The verb: `reload` of `sources reload`.
  package var action: String { operation.signature.action }

  /// How many items the run has, those with a result included.
  var total: Int { items.count + past.counts.values.reduce(0, +) }

  /// Whether something secret is sent, which no journal keeps.
  package var holdsSecrets: Bool {
    guard operation.signature.mayHoldSecrets else { return false }
    return items.indices.contains { index in
      let invocation = invocation(at: index)
      return invocation.redactedArguments != invocation.arguments
    }
  }

  /// The items as they may be written down: `…` stands where something is secret.
  var itemsToKeep: PlanItems {
    guard holdsSecrets else { return items }
    var kept = PlanItems()
    for index in items.indices {
      let invocation = invocation(at: index)
      kept.appendAlways(
        Item(
          arguments: invocation.redactedArguments, target: invocation.target,
          name: items[index].name, openPaths: invocation.openPaths,
          secretDigests: items[index].secretDigests))
    }
    return kept
  }

  /// The request of an item; `index` counts from 0.
  package func invocation(at index: Int) -> Invocation {
    let item = items[index]
    var invocation = Invocation(operation, arguments: item.arguments, target: item.target)
    invocation.openPaths = item.openPaths
    return invocation
  }

  /// The place in the run of the item at an index, from 1.
  package func sequence(at index: Int) -> Int {
    round?.place ?? items.sequence(at: index)
  }

  /// The name of an item among the steps of its round; empty in a run of one verb.
  func step(at index: Int) -> String { round?.steps[index] ?? "" }

  /// What tells a request from the others: the verb, the thing, and a digest of what is sent
  /// without its secrets.
  func requestName(at index: Int) -> String {
    let invocation = invocation(at: index)
    let sent = JSON.encode(.record(invocation.redactedArguments))
    let digest = SHA256.hexadecimal(sent.utf8).prefix(16)
    return "\(operation.name) \(invocation.target?.id ?? "-") \(digest)"
  }
}
