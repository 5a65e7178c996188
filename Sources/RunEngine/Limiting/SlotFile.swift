package import CommandModel
import Synchronization

/// A log of places in a file that all processes of the user share: 0600, no key in it.
///
/// Everybody reads and writes under the file's lock, for microseconds. Nobody waits for
/// it: a process that is stopped while it has it must not stop the others. A file that
/// cannot be had leaves each process with what it knows itself, which is no failure.
package final class SlotFile: SlotLog {
  private let state: Mutex<State>

  fileprivate struct State: ~Copyable {
    var access: SlotFileAccess
    /// What is older concerns nobody, in nanoseconds.
    let reach: Int64
    var generation: UInt64?
    /// How many notes were read.
    var seen = 0
    /// Others' notes without an answer, by index.
    var open: Set<Int> = []
    var gate: SlotGate?
    /// What could not be written when it happened.
    var unwritten: [Unwritten] = []

    init(path: String, reach: Int64) {
      access = SlotFileAccess(path: path)
      self.reach = reach
    }
  }

  fileprivate struct Unwritten {
    let answer: SlotAnswer
    let ticket: SlotTicket?
  }

  /// Names the file, which is made with its folder when the first place is taken.
  ///
  /// `reach` is the longest period for which a place is held.
  package init(path: String, reach: Duration) {
    state = Mutex(State(path: path, reach: reach.nanosecondsClamped))
  }

  package func take(at now: Time, if decide: (SlotNews?) -> Bool) -> SlotTicket? {
    state.withLock { state in
      guard var header = state.access.lock(at: now.nanoseconds) else {
        _ = decide(nil)
        return nil
      }
      defer { state.access.unlock() }
      guard decide(state.news(header, at: now.nanoseconds)) else { return nil }
      // Only now, because what others wrote must be read before anything is added to it.
      state.writeLate(&header)
      let index = state.append(.init(takenAt: now.nanoseconds), &header)
      guard state.access.write(header) else { return nil }
      return SlotTicket(generation: header.generation, index: index)
    }
  }

  package func note(_ answer: SlotAnswer, for ticket: SlotTicket?) {
    state.withLock { state in
      let item = Unwritten(answer: answer, ticket: ticket)
      guard ticket != nil, var header = state.access.lock(at: answer.answeredAt.nanoseconds) else {
        state.unwritten.append(item)
        return
      }
      defer { state.access.unlock() }
      guard header.has(ticket) else {
        state.unwritten.append(item)
        return
      }
      state.write(item, &header)
      if answer.gate != nil { state.access.write(header) }
    }
  }
}

// MARK: - Reading

extension SlotFile.State {
  /// Whoever has not had an answer by then will not get one (reliability.md, section 2).
  private static let answerTimeMax: Int64 = 130_000_000_000
  /// What lies further ahead was written before the clock was set back.
  private static let clockErrorMax: Int64 = 1_000_000_000

  /// What others wrote since the last look, and what became of what was open then.
  mutating func news(_ header: SlotPages.Header, at now: Int64) -> SlotNews {
    if generation != header.generation {
      (generation, open, gate) = (header.generation, [], nil)
      seen = firstRelevant(header, at: now)
    }
    let oldest = max(0, header.count - SlotPages.capacity)
    let first = max(oldest, min(seen, open.min() ?? seen))
    var news = SlotNews()
    for (index, note) in zip(first..., access.notes(first..<header.count)) {
      let isNew = index >= seen
      guard isNew || open.contains(index) else { continue }
      let note = corrected(note, index, at: now)
      let latest = note.takenAt &+ Self.answerTimeMax
      let answeredAt = note.answeredAt != 0 ? note.answeredAt : latest
      if answeredAt <= now {
        if !isNew { open.remove(index) }
        news.answered.append(Time(nanoseconds: answeredAt))
      } else {
        open.insert(index)
      }
    }
    seen = header.count
    if oldest > 0 { open = open.filter { $0 >= oldest } }
    news.open = open.count
    news.gate = newGate(header, at: now)
    return news
  }

  /// Where to begin to read: an old file is large, and nearly all of it long past.
  private func firstRelevant(_ header: SlotPages.Header, at now: Int64) -> Int {
    let oldest = max(0, header.count - SlotPages.capacity)
    // A place may be answered late, and is held a little longer than its period.
    let start = now &- (reach &+ 2 * Self.answerTimeMax)
    var first = header.count
    while first > oldest {
      let chunk = max(oldest, first - 256)..<first
      if access.notes(chunk).allSatisfy({ max($0.takenAt, $0.answeredAt) < start }) { break }
      first = chunk.lowerBound
    }
    return first
  }

  /// What lies ahead counts as now, and is written so: every process that starts would
  /// meet it there again.
  private func corrected(_ note: SlotPages.Note, _ index: Int, at now: Int64) -> SlotPages.Note {
    let latest = max(note.takenAt, note.answeredAt)
    guard latest > now else { return note }
    let corrected = SlotPages.Note(
      takenAt: min(note.takenAt, now), answeredAt: min(note.answeredAt, now))
    if latest - now > Self.clockErrorMax { access.write(corrected, at: index) }
    return corrected
  }

  /// A gate stays closed no longer than was meant when it closed, whatever the clock does
  /// meanwhile.
  private mutating func newGate(_ header: SlotPages.Header, at now: Int64) -> SlotGate? {
    guard let written = header.gate, written != gate else { return nil }
    gate = written
    let ahead = max(.zero, written.closedAt - Time(nanoseconds: now))
    return SlotGate(
      closedAt: written.closedAt - ahead, opensAt: written.opensAt - ahead,
      margin: written.margin)
  }
}

// MARK: - Writing

extension SlotFile.State {
  /// Adds a note of one's own, which is no news; all others' must have been read.
  mutating func append(_ note: SlotPages.Note, _ header: inout SlotPages.Header) -> Int {
    let index = header.count
    access.write(note, at: index)
    header.count += 1
    seen = header.count
    return index
  }

  /// Writes what could not be written before.
  mutating func writeLate(_ header: inout SlotPages.Header) {
    let late = unwritten
    unwritten = []
    for item in late { write(item, &header) }
  }

  mutating func write(_ item: SlotFile.Unwritten, _ header: inout SlotPages.Header) {
    let note = SlotPages.Note(
      takenAt: item.answer.takenAt.nanoseconds, answeredAt: item.answer.answeredAt.nanoseconds)
    if let ticket = item.ticket, header.has(ticket) {
      access.write(note, at: ticket.index)
    } else {
      _ = append(note, &header)
    }
    if let gate = item.answer.gate {
      header.close(gate)
      self.gate = header.gate
    }
  }
}

extension SlotPages.Header {
  /// Whether the note of a ticket is still in the ring of this file.
  fileprivate func has(_ ticket: SlotTicket?) -> Bool {
    guard let ticket, ticket.generation == generation else { return false }
    return ticket.index >= count - SlotPages.capacity
  }

  fileprivate var gate: SlotGate? {
    guard gateClosedAt != 0 else { return nil }
    return SlotGate(
      closedAt: Time(nanoseconds: gateClosedAt), opensAt: Time(nanoseconds: gateOpensAt),
      margin: .nanoseconds(margin))
  }

  fileprivate mutating func close(_ gate: SlotGate) {
    gateClosedAt = gate.closedAt.nanoseconds
    gateOpensAt = gate.opensAt.nanoseconds
    margin = gate.margin.nanosecondsClamped
  }
}
