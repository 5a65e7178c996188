/// The names of fields that records have had, each at its place.
///
/// Records of one file repeat their names a million times. A name that stands where it
/// stood in an earlier record is found by its bytes, mostly at the first look: it is not
/// made into a text again, and it needs no search for doubles, because no way through the
/// table has a name twice.
struct FieldNames {
  /// A field: behind which other names of its record, and inside of which field.
  struct Place: Hashable {
    fileprivate let index: Int

    /// Outside of all records.
    static let top = Place(index: 0)
  }

  private struct Entry {
    let name: String
    /// Its bytes among `spellings`.
    let spelling: Range<Int>
    /// Another name at the same place.
    var alternative: Place?
    /// A name behind it in its record.
    var next: Place?
    /// A name that stands first in a record that is its value.
    var inside: Place?
    /// How many fields the latest record had that was its value.
    var width = 0
  }

  /// More names than any listing of ours has, few enough for a hostile file.
  private static let entriesMax = 1024
  /// With more of them at one place a record is a map, whose names are data.
  private static let alternativesMax = 16
  /// What a guess may cost: room for so many fields that never come.
  private static let widthMax = 64

  private var entries = [Entry(name: "", spelling: 0..<0)]
  private var spellings: [UInt8] = []

  func name(at place: Place) -> String { entries[place.index].name }

  /// The bytes of a name between its quotes.
  func length(at place: Place) -> Int { entries[place.index].spelling.count }

  /// How many fields a record that is the value of this field will probably have.
  func width(at place: Place?) -> Int { place.map { entries[$0.index].width } ?? 0 }

  /// Notes how many fields a record had.
  mutating func note(width: Int, at place: Place?) {
    let width = min(width, Self.widthMax)
    // The usual number is there already: writing it again might copy a shared table.
    guard let place, entries[place.index].width != width else { return }
    entries[place.index].width = width
  }
}

// MARK: - The way through a record

extension FieldNames {
  /// How far the names of a record that is being read are known.
  struct Trail {
    fileprivate let outer: Place?
    /// The name that was read last; nil before the first.
    fileprivate(set) var latest: Place?
    /// Behind a name that the table does not hold nothing is known any more.
    fileprivate(set) var isLost: Bool

    /// The beginning of a record that is the value of the field at `outer`.
    init(inside outer: Place?) {
      self.outer = outer
      isLost = outer == nil
    }

    /// The place of the value that is read next.
    var place: Place? { isLost ? nil : latest }

    mutating func follow(_ place: Place) { latest = place }
    mutating func lose() { isLost = true }
  }

  /// The known name, closed by a quote, that stands at `index`.
  func find(after trail: Trail, at index: Int, of bytes: Bytes) -> Place? {
    var candidate = trail.isLost ? nil : first(after: trail)
    while let place = candidate {
      if isSpelled(entries[place.index].spelling, at: index, of: bytes) { return place }
      candidate = entries[place.index].alternative
    }
    return nil
  }

  private func isSpelled(_ spelling: Range<Int>, at index: Int, of bytes: Bytes) -> Bool {
    let end = index + spelling.count
    guard end < bytes.count, bytes[end] == .quote else { return false }
    for offset in 0..<spelling.count
    where bytes[index + offset] != spellings[spelling.lowerBound + offset] { return false }
    return true
  }

  private func first(after trail: Trail) -> Place? {
    if let latest = trail.latest { return entries[latest.index].next }
    return trail.outer.flatMap { entries[$0.index].inside }
  }

  /// Keeps a name that `find` did not know and goes on behind it; a full table loses
  /// the trail.
  ///
  /// - Precondition: No name before it in its record equals it.
  mutating func add(_ name: String, spelled spelling: Slice<Bytes>, to trail: inout Trail) {
    guard !trail.isLost, let outer = trail.outer else { return }
    var tail: Place?
    var alternatives = 0
    var candidate = first(after: trail)
    while let place = candidate {
      (tail, candidate) = (place, entries[place.index].alternative)
      alternatives += 1
    }
    guard entries.count < Self.entriesMax, alternatives < Self.alternativesMax else {
      return trail.lose()
    }
    let place = Place(index: entries.count)
    let start = spellings.count
    spellings += spelling
    entries.append(Entry(name: name, spelling: start..<spellings.count))
    if let tail {
      entries[tail.index].alternative = place
    } else if let latest = trail.latest {
      entries[latest.index].next = place
    } else {
      entries[outer.index].inside = place
    }
    trail.follow(place)
  }
}
