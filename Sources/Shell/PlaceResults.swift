import CommandModel

/// The latest result of each thing at each place of a run.
///
/// Most places are about one thing; a run of a hundred thousand keeps a few bytes for each.
struct PlaceResults: Sendable {
  /// Of a thing, known by its hash: those of one place are few.
  private struct Entry: Sendable {
    let thing: Int32
    var result: ResultRecord.Result
  }

  /// The first thing of each place, by the place less one.
  private var first: [Entry?] = []
  /// The first things of places that only a foreign report can have.
  private var far: [Int: Entry] = [:]
  /// The further things of a place: the steps of a round.
  private var more: [Int: [Entry]] = [:]

  private static let nearMax = 1_000_000

  /// How many places have a result.
  private(set) var count = 0
  /// The last place that has one; 0 when none has.
  var lastPlace: Int { max(first.count, far.keys.max() ?? 0) }

  /// How many places have each result; a place of several things has the worst of theirs.
  var counts: [ResultRecord.Result: Int] {
    var counts: [ResultRecord.Result: Int] = [:]
    for (index, entry) in first.enumerated() {
      if let entry { counts[worst(entry, at: index + 1), default: 0] += 1 }
    }
    for (place, entry) in far { counts[worst(entry, at: place), default: 0] += 1 }
    return counts
  }

  /// What became of a place, its things taken together; nil where nothing was told of it.
  func worst(at place: Int) -> ResultRecord.Result? { self[place].map { worst($0, at: place) } }

  private func worst(_ first: Entry, at place: Int) -> ResultRecord.Result {
    guard let others = more[place] else { return first.result }
    return ResultRecord.Result.worst([first.result] + others.map(\.result)) ?? first.result
  }

  /// Takes the result of a thing, also a later one.
  mutating func note(_ result: ResultRecord.Result, of thing: String, at place: Int) {
    let entry = Entry(thing: Int32(truncatingIfNeeded: thing.hashValue), result: result)
    guard let known = self[place], known.thing != entry.thing else {
      self[place] = entry
      return
    }
    if let index = more[place]?.firstIndex(where: { $0.thing == entry.thing }) {
      more[place]?[index].result = result
    } else {
      more[place, default: []].append(entry)
    }
  }

  /// Notes that all went well at a place that nothing was told of.
  mutating func noteEnd(at place: Int) {
    if self[place] == nil { note(.ok, of: "", at: place) }
  }

  /// Takes back what was told of a place: it is left to do.
  mutating func reopen(at place: Int) {
    self[place] = nil
    more[place] = nil
    note(.planned, of: "", at: place)
  }

  private func near(_ place: Int) -> Entry? { place <= first.count ? first[place - 1] : nil }

  private subscript(place: Int) -> Entry? {
    get { (1...PlaceResults.nearMax).contains(place) ? near(place) : far[place] }
    set {
      count += (newValue == nil ? 0 : 1) - (self[place] == nil ? 0 : 1)
      guard (1...PlaceResults.nearMax).contains(place) else {
        far[place] = newValue
        return
      }
      if place > first.count {
        first += Array(repeating: nil, count: place - first.count)
      }
      first[place - 1] = newValue
    }
  }
}
