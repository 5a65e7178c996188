package import CommandModel

/// What a run is going to do: one verb, and each thing it is done to once.
package struct Plan: Sendable {
  /// One request to be: what it sends and what it is about.
  package struct Item: Sendable {
    /// Checked arguments; two items with the same ones are the same item.
    package let arguments: Record
    /// Nil for what is only about to be made.
    package let target: Invocation.Target?

    /// Creates an item.
    package init(arguments: Record, target: Invocation.Target? = nil) {
      self.arguments = arguments
      self.target = target
    }
  }

  /// Where a plan comes from and where it goes, as the journal keeps it.
  package struct Origin: Sendable, Hashable {
    /// The text that was typed.
    package let command: String
    /// The server and the project it was made for.
    package let server: String?
    package let project: String?

    /// Creates the origin of a plan.
    package init(command: String, server: String? = nil, project: String? = nil) {
      self.command = command
      self.server = server
      self.project = project
    }
  }

  /// Short enough to type: `7f3a`.
  package let id: String
  /// What is done to every item.
  package let operation: Operation
  /// In the order in which they are sent.
  package let items: [Item]
  /// Where it comes from.
  package let origin: Origin

  /// Creates a plan; of items that would send the same, the first stays.
  package init(id: String, operation: Operation, items: [Item], origin: Origin) {
    var seen: Set<Record> = []
    seen.reserveCapacity(items.count)
    self.id = id
    self.operation = operation
    self.items = items.filter { seen.insert($0.arguments).inserted }
    self.origin = origin
  }

  /// The verb: `reload` of `sources reload`.
  package var action: String { operation.signature.words.dropFirst().joined(separator: " ") }

  /// The request of an item; `index` counts from 0.
  package func invocation(at index: Int) -> Invocation {
    let item = items[index]
    return Invocation(operation, arguments: item.arguments, target: item.target)
  }

  /// Four hexadecimal digits; `random` gives a number from 0 up to 1.
  package static func makeID(random: () -> Double) -> String {
    let digits = String(Int(random() * 65_536), radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
