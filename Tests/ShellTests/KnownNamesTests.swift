import CommandLanguage
import CommandModel
import Testing

@testable import Shell

/// How long a listing is believed, and when completion asks for another.
struct KnownNamesTests {
  private static let here = KnownNames.Place(server: "https://a.example", project: "1")
  private static let there = KnownNames.Place(server: "https://a.example", project: "2")
  private static let listing = "sources list"
  private static let start = Time(secondsSince1970: 1_000_000)

  private static let directory = Directory(listing: listing, kinds: Vocabulary.edsh.kinds)

  private func kept() -> KnownNames {
    var names = KnownNames()
    names.keep(Self.directory, at: Self.here, reader: "key", now: Self.start)
    return names
  }

  private func isTrusted(
    _ names: KnownNames, at place: KnownNames.Place = here, reader: String = "key",
    after age: Duration
  ) -> Bool {
    names.directory(
      of: Self.listing, at: place, reader: reader, noOlderThan: KnownNames.trustMax,
      now: Self.start + age) != nil
  }

  @Test func isTrustedForAMinuteByTheSameKeyAtTheSamePlace() {
    #expect(isTrusted(kept(), after: .seconds(60)))
    #expect(!isTrusted(kept(), after: .seconds(61)))
    #expect(!isTrusted(kept(), after: .seconds(-1)))
    #expect(!isTrusted(kept(), reader: "other", after: .zero))
    #expect(!isTrusted(kept(), at: Self.there, after: .zero))
  }

  @Test func isOfferedButNotTrustedBehindAChange() {
    var names = kept()
    names.distrust()
    #expect(!isTrusted(names, after: .zero))
    #expect(names.directories(at: Self.here).count == 1)
    #expect(names.directories(at: Self.there).isEmpty)
    let isRead = names.takesTurn(toRead: Self.listing, now: Self.start)
    #expect(isRead)
  }

  @Test func whatAFileRemembersIsOfferedOnly() {
    var names = KnownNames()
    names.move(to: Self.here)
    names.remember([(Self.directory, readAt: Self.start)])
    #expect(!isTrusted(names, after: .zero))
    #expect(names.directories(at: Self.here).count == 1)
    #expect(names.entries[Self.listing]?.isKept == true)
  }

  @Test func whatWasListedOutdoesAFile() {
    var names = kept()
    names.remember([(Self.directory, readAt: Self.start - .seconds(900))])
    #expect(isTrusted(names, after: .zero))
  }

  @Test func anotherProjectBeginsAnew() {
    var names = kept()
    names.move(to: Self.there)
    #expect(names.entries.isEmpty)
    #expect(!names.hasLookedForFile)
  }

  @Test func isReadAgainWhenItIsOldAndNotTooOften() {
    var names = kept()
    let turns = [300, 301, 310, 311].map { seconds in
      names.takesTurn(toRead: Self.listing, now: Self.start + .seconds(seconds))
    }
    #expect(turns == [false, true, false, true])
  }
}
