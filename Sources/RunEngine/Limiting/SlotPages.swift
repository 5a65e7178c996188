/// How a log of places lies in its file: a header, then a ring of notes.
///
/// All words are 64 bits in the machine's own order, because the file never leaves it.
enum SlotPages {
  /// Notes in the ring; more than three hours' worth of the usual limit. What a greater
  /// limit has beyond that, only the process itself remembers.
  static let capacity = 16_384
  static let headerBytes = 64
  static let noteBytes = 16
  private static let magic: UInt64 = 0x676f_6c74_6f6c_7365
  private static let version: UInt64 = 1

  /// Where a note lies; notes are counted from the first that was ever made.
  static func offset(of index: Int) -> Int { headerBytes + index % capacity * noteBytes }

  /// How large the file is at least when so many notes were made.
  static func bytesMin(notes count: Int) -> Int { headerBytes + min(count, capacity) * noteBytes }

  /// One place; times are nanoseconds of the wall clock.
  struct Note: Sendable, Hashable {
    var takenAt: Int64
    /// 0 while there is no answer.
    var answeredAt: Int64

    var words: [UInt64] { [UInt64(bitPattern: takenAt), UInt64(bitPattern: answeredAt)] }

    init(takenAt: Int64, answeredAt: Int64 = 0) {
      self.takenAt = takenAt
      self.answeredAt = answeredAt
    }
  }

  /// What stands before the notes.
  struct Header: Sendable, Hashable {
    /// When the file was begun, which no other of its name was.
    let generation: UInt64
    /// How many notes were ever made.
    var count = 0
    var gateClosedAt: Int64 = 0
    var gateOpensAt: Int64 = 0
    /// In nanoseconds.
    var margin: Int64 = 0

    init(generation: UInt64) { self.generation = generation }

    /// Nil when the words are no header of ours, or a damaged one.
    init?(_ words: [UInt64]) {
      guard words.count == headerBytes / 8, words[0] == magic, words[1] == version,
        words[7] == Header.sum(words[..<7]), let count = Int(exactly: words[3])
      else { return nil }
      generation = words[2]
      self.count = count
      gateClosedAt = Int64(bitPattern: words[4])
      gateOpensAt = Int64(bitPattern: words[5])
      margin = Int64(bitPattern: words[6])
    }

    var words: [UInt64] {
      let words = [
        magic, version, generation, UInt64(count), UInt64(bitPattern: gateClosedAt),
        UInt64(bitPattern: gateOpensAt), UInt64(bitPattern: margin),
      ]
      return words + [Header.sum(words[...])]
    }

    /// - Source: Fowler, Noll, Vo, FNV-1a, by words.
    private static func sum(_ words: ArraySlice<UInt64>) -> UInt64 {
      words.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
    }
  }
}
