import CommandModel
import Testing

@testable import Shell

/// The latest result of each thing at each place.
struct PlaceResultsTests {
  @Test func theLatestResultOfAThingCounts() {
    var results = PlaceResults()
    results.note(.ok, of: "a", at: 1)
    results.note(.timeout, of: "a", at: 1)
    results.note(.ok, of: "b", at: 2)
    #expect(results.counts == [.timeout: 1, .ok: 1])
    #expect(results.count == 2)
  }

  @Test func aPlaceOfSeveralThingsHasTheWorst() {
    var results = PlaceResults()
    results.note(.ok, of: "a", at: 1)
    results.note(.failed, of: "b", at: 1)
    results.note(.unknown, of: "c", at: 1)
    #expect(results.counts == [.unknown: 1])
    results.note(.ok, of: "c", at: 1)
    #expect(results.counts == [.failed: 1])
    #expect(results.count == 1)
  }

  @Test(arguments: [0, -3, 1_000_001, Int.max])
  func aPlaceThatNoRunHasCostsNothing(place: Int) {
    var results = PlaceResults()
    results.note(.failed, of: "a", at: place)
    results.note(.ok, of: "b", at: 1)
    #expect(results.counts == [.failed: 1, .ok: 1])
    #expect(results.count == 2)
  }

  @Test func aPlaceThatIsOpenAgainIsLeftToDo() {
    var results = PlaceResults()
    results.note(.failed, of: "a", at: 1)
    results.note(.ok, of: "b", at: 1)
    results.reopen(at: 1)
    results.reopen(at: 2)
    #expect(results.counts == [.planned: 2])
    #expect(results.count == 2)
    results.note(.ok, of: "", at: 2)
    #expect(results.counts == [.planned: 1, .ok: 1])
  }

  @Test func anEndIsNewsOnlyWhereNothingWasTold() {
    var results = PlaceResults()
    results.note(.failed, of: "a", at: 1)
    results.noteEnd(at: 1)
    results.noteEnd(at: 2)
    #expect(results.counts == [.failed: 1, .ok: 1])
    #expect(results.lastPlace == 2)
  }
}
