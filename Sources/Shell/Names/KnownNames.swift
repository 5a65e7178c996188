import CommandLanguage
import CommandModel

/// What the things of one project are called, as far as it was listed: in this session, or
/// before and kept in a file.
struct KnownNames: Sendable {
  /// Where names hold.
  struct Place: Sendable, Hashable {
    let server: String
    let project: String
  }

  /// One listing and when it was read.
  struct Entry: Sendable {
    let directory: Directory
    let readAt: Time
    /// The key that it was read with, by its digest; nil where it comes from a file, which
    /// is good for offers alone.
    let reader: String?
    /// Whether a file has it.
    var isKept: Bool
    /// Whether something may have been renamed, made or deleted since.
    var isOutdated = false
  }

  private(set) var place: Place?
  private(set) var entries: [String: Entry] = [:]
  /// When a listing was last tried for completion.
  private var triedAt: [String: Time] = [:]
  /// The listings that are being read for it.
  private var beingRead: Set<String> = []
  private(set) var hasLookedForFile = false

  /// As long as this a listing of the session is believed.
  static let trustMax = Duration.seconds(60)
  /// As long as this it is believed that something is not there.
  static let absenceTrustMax = Duration.seconds(5)
  /// Older than this a listing is read again behind completion.
  static let freshMax = Duration.seconds(300)
  /// So long after a try that failed, or was given up, the next is made.
  private static let tryEvery = Duration.seconds(10)

  /// The directories, for completion at a place.
  func directories(at place: Place?) -> [Directory] {
    place == self.place ? entries.values.map(\.directory) : []
  }

  /// What a listing of this session and key has told, unless it is older.
  func directory(
    of listing: String, at place: Place, reader: String, noOlderThan age: Duration, now: Time
  ) -> Directory? {
    guard place == self.place, let entry = entries[listing], entry.reader == reader,
      !entry.isOutdated, entry.age(at: now) <= age
    else { return nil }
    return entry.directory
  }

  /// Begins anew where the place is another one: the names of one project are kept at a time.
  mutating func move(to place: Place?) {
    guard place != self.place else { return }
    self = KnownNames()
    self.place = place
  }

  /// Takes a listing that was read to its end.
  mutating func keep(_ directory: Directory, at place: Place, reader: String, now: Time) {
    move(to: place)
    entries[directory.listing] = Entry(
      directory: directory, readAt: now, reader: reader, isKept: false)
  }

  /// Takes what a file has kept, unless more is known already.
  mutating func remember(_ kept: [(directory: Directory, readAt: Time)]) {
    hasLookedForFile = true
    for (directory, readAt) in kept where entries[directory.listing] == nil {
      entries[directory.listing] = Entry(
        directory: directory, readAt: readAt, reader: nil, isKept: true)
    }
  }

  /// Something is changed: what was listed may still be offered, but nothing is decided by it.
  mutating func distrust() {
    for listing in entries.keys { entries[listing]?.isOutdated = true }
  }

  /// Notes that a file has a listing now.
  mutating func noteKept(_ listing: String) { entries[listing]?.isKept = true }

  /// Whether a listing should be read for completion now; who is told so reads it.
  mutating func takesTurn(toRead listing: String, now: Time) -> Bool {
    let isFresh =
      entries[listing].map { !$0.isOutdated && $0.age(at: now) <= KnownNames.freshMax } ?? false
    let wasTried = triedAt[listing].map { now - $0 < KnownNames.tryEvery } ?? false
    guard !isFresh, !wasTried else { return false }
    triedAt[listing] = now
    beingRead.insert(listing)
    return true
  }

  /// Notes that who had the turn has read the listing, or given it up.
  mutating func endTurn(of listing: String) { beingRead.remove(listing) }

  /// Whether a listing of which nothing is known is being read, or would be.
  func isAwaited(_ listing: String, now: Time) -> Bool {
    guard entries[listing] == nil else { return false }
    let wasTried = triedAt[listing].map { now - $0 < KnownNames.tryEvery } ?? false
    return beingRead.contains(listing) || !wasTried
  }
}

extension KnownNames.Entry {
  /// How old it is; a clock that was put back makes it as old as can be.
  fileprivate func age(at now: Time) -> Duration {
    let age = now - readAt
    return age < .zero ? .seconds(Int64(Int32.max)) : age
  }
}
