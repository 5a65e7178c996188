import CommandModel
import Dispatch
import Glibc
import RunEngine
import Synchronization
import TestSupport
import Testing

/// The file in which processes tell each other of their requests.
struct SlotFileTests {
  private let folder: TemporaryFolder
  private let start = Time.simulationStart

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path + "/state/limits/log" }

  @Test func tellsOthersAndNotItself() {
    let (mine, others) = (open(), open())
    let ticket = take(mine, at: 0)
    #expect(news(mine, at: 1) == SlotNews(answered: [], open: 0))
    #expect(news(others, at: 1) == SlotNews(answered: [], open: 1))
    answer(mine, ticket, takenAt: 0, at: 2)
    #expect(news(others, at: 3) == SlotNews(answered: [start + .seconds(2)], open: 0))
    #expect(news(others, at: 4) == SlotNews(answered: [], open: 0))
    #expect(news(mine, at: 4) == SlotNews(answered: [], open: 0))
  }

  @Test func survivesItsProcess() {
    for second in 0..<3 {
      let file = open()
      answer(file, take(file, at: second * 10), takenAt: second * 10, at: second * 10 + 1)
    }
    let answered = [1, 11, 21].map { start + .seconds($0) }
    #expect(news(open(), at: 30) == SlotNews(answered: answered, open: 0))
  }

  @Test func givesUpOnWhatDied() {
    _ = take(open(), at: 0)
    let file = open()
    #expect(news(file, at: 129) == SlotNews(answered: [], open: 1))
    #expect(news(file, at: 131) == SlotNews(answered: [start + .seconds(130)], open: 0))
  }

  @Test func isForTheUserAlone() throws {
    _ = take(open(), at: 0)
    #expect(try mode(of: path) == 0o600)
    #expect(try mode(of: folder.path + "/state/limits") == 0o700)
    #expect(try mode(of: folder.path + "/state") == 0o700)
  }

  @Test(arguments: ["", "not a log at all, and longer than a header of sixty-four bytes is"])
  func beginsAForeignFileAnew(_ text: String) throws {
    try folder.write(text, to: "state/limits/log")
    let (mine, others) = (open(), open())
    _ = take(mine, at: 0)
    #expect(news(others, at: 1) == SlotNews(answered: [], open: 1))
  }

  @Test(arguments: [5, 40, 70])
  func beginsADamagedFileAnew(byte: Int) throws {
    let mine = open()
    let ticket = take(mine, at: 0)
    // Behind the header there is nothing to check, short of an end that comes too soon.
    byte < 64 ? try damage(at: byte) : try cut(to: byte)
    #expect(news(open(), at: 1) == SlotNews(answered: [], open: 0))
    answer(mine, ticket, takenAt: 0, at: 2)
    // Its note is gone; with the next place it is written again, as answered.
    _ = take(mine, at: 3)
    #expect(
      news(open(), at: 4) == SlotNews(answered: [start + .seconds(2)], open: 1))
  }

  @Test func goesOnWhereTheFileWasDeleted() {
    let (mine, others) = (open(), open())
    _ = take(mine, at: 0)
    _ = take(others, at: 1)
    #expect(unlink(path) == 0)
    _ = take(mine, at: 2)
    #expect(news(others, at: 3)?.open == 1)
  }

  @Test(arguments: ["/proc/nowhere/log", "/dev/null", "/"])
  func doesWithoutAFileThatCannotBeHad(_ path: String) {
    let file = SlotFile(path: path, reach: .seconds(3600))
    #expect(take(file, at: 0) == nil)
    #expect(news(file, at: 1) == nil)
    answer(file, nil, takenAt: 0, at: 2)
  }

  @Test func waitsForNobodyWhoHasTheLock() throws {
    let (mine, others) = (open(), open())
    let ticket = take(mine, at: 0)
    let descriptor = Glibc.open(path, O_RDWR)
    #expect(flock(descriptor, LOCK_EX) == 0)
    answer(mine, ticket, takenAt: 0, at: 1)
    #expect(take(mine, at: 2) == nil)
    answer(mine, nil, takenAt: 2, at: 3)
    #expect(news(others, at: 4) == nil)
    close(descriptor)
    // What could not be written comes with the next place.
    _ = take(mine, at: 5)
    let answered = [1, 3].map { start + .seconds($0) }
    #expect(news(others, at: 6) == SlotNews(answered: answered, open: 1))
  }

  @Test func waitsForThoseWhoAreAtIt() {
    let blind = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      let file = open()
      for second in 0..<500 {
        _ = file.take(at: start + .seconds(second)) { news in
          if news == nil { blind.add(1, ordering: .relaxed) }
          return true
        }
      }
    }
    // A busy machine puts some aside for longer than anybody should wait.
    #expect(blind.load(ordering: .relaxed) < 200, "places taken without knowing of the others")
  }

  @Test func goesRoundInTheFile() throws {
    let (mine, others) = (open(), open())
    for number in 0..<17_000 {
      answer(mine, take(mine, at: number / 10), takenAt: number / 10, at: number / 10)
    }
    #expect(news(others, at: 1700)?.answered.count == 16_384)
    #expect(news(others, at: 1700)?.answered == [])
    #expect(try size() == 64 + 16 * 16_384)
  }

  @Test func readsNothingThatIsLongPast() {
    let mine = open()
    for second in 0..<9000 { answer(mine, take(mine, at: second), takenAt: second, at: second) }
    let count = news(open(), at: 9000)?.answered.count ?? 0
    // The hour, 260 s for answers that came late, and the rest of a part of 256.
    #expect((3860...3860 + 256).contains(count))
  }

  // MARK: - Parts

  private func open() -> SlotFile { SlotFile(path: path, reach: .seconds(3600)) }

  private func take(_ file: SlotFile, at second: Int) -> SlotTicket? {
    file.take(at: start + .seconds(second)) { _ in true }
  }

  private func news(_ file: SlotFile, at second: Int) -> SlotNews? {
    var seen: SlotNews?
    _ = file.take(at: start + .seconds(second)) { news in
      seen = news
      return false
    }
    return seen
  }

  private func answer(_ file: SlotFile, _ ticket: SlotTicket?, takenAt: Int, at second: Int) {
    file.note(
      SlotAnswer(
        takenAt: start + .seconds(takenAt), answeredAt: start + .seconds(second), gate: nil),
      for: ticket)
  }

  private func facts(of path: String) throws -> stat {
    var facts = stat()
    try #require(stat(path, &facts) == 0)
    return facts
  }

  private func mode(of path: String) throws -> UInt32 { try facts(of: path).st_mode & 0o777 }

  private func size() throws -> Int { Int(try facts(of: path).st_size) }

  private func damage(at offset: Int) throws {
    let descriptor = Glibc.open(path, O_RDWR)
    defer { close(descriptor) }
    try #require(pwrite(descriptor, "x", 1, off_t(offset)) == 1)
  }

  private func cut(to size: Int) throws { try #require(truncate(path, off_t(size)) == 0) }
}
