import CommandModel

/// One of the equal parts that a frozen plan is cut into: `2/8` is the third of eight.
package struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// From 0.
  package let index: Int
  package let count: Int

  /// Nil where there is no such part.
  package init?(index: Int, count: Int) {
    guard Shard.counts.contains(count), (0..<count).contains(index) else { return nil }
    self.index = index
    self.count = count
  }

  /// Reads `I/N`; nil for anything else.
  package init?(spelling: String) {
    let sides = spelling.split(separator: "/", omittingEmptySubsequences: false)
    guard sides.count == 2, let index = Int(sides[0]), let count = Int(sides[1]) else { return nil }
    self.init(index: index, count: count)
  }

  /// How many parts a plan may have.
  package static let counts = 1...100_000

  package var description: String { "\(index)/\(count)" }

  /// Whether the item at a place of the plan, from 1, is done by this part.
  package func takes(place: Int) -> Bool { (place - 1) % count == index }
}

extension Shard {
  /// What its part of a run of a frozen plan is called in the journal: `run` counts from 0.
  ///
  /// Nothing else has the same name, and the same command makes the same again.
  package func mark(in digest: String, run: Int) -> String { "\(digest) \(self) \(run)" }

  /// The id that a run of this name has, unless one of another name has it.
  package static func runID(of mark: String) -> String {
    String(SHA256.hexadecimal(mark.utf8).prefix(8))
  }
}
