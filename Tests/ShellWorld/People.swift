import CommandModel
import LineEditing
import Shell
import Synchronization

/// A person who answers questions with prepared words, of which `^C` is Ctrl-C, and leaves
/// when there are none left.
struct PreparedPerson: Person {
  private let answers: Prepared
  private let screen: Screen

  init(answers: [String], screen: Screen) {
    self.answers = Prepared(answers)
    self.screen = screen
  }

  func ask(_ question: String) async throws -> String? {
    // The answer ends the line, as Enter does; the blank before it is nothing to see.
    screen.write(question.trimmingSuffix { $0 == " " } + "\n", to: .error)
    let answer = answers.next()
    if answer == "^C" { throw CancellationError() }
    return answer
  }

  func askSecret(_ question: String) async throws -> String? { try await ask(question) }
}

/// A prompt at which prepared lines are typed, and Ctrl-D after the last.
///
/// Behind a line that ends in `⇥` Tab is pressed: what is offered is listed, the person reads
/// for a second, and drops the line. A line that stands there already is entered as it is.
final class PreparedEntries: EntrySource {
  private let entries: Prepared
  private let screen: Screen
  private let clock: any Timekeeper
  private let configuration: LineEditor.Configuration
  private let remembered = Mutex<[String]>([])
  private let changes: AsyncStream<Void>
  private let teller: AsyncStream<Void>.Continuation

  init(
    _ entries: [String], screen: Screen, clock: any Timekeeper,
    configuration: LineEditor.Configuration
  ) {
    self.entries = Prepared(entries)
    self.screen = screen
    self.clock = clock
    self.configuration = configuration
    (changes, teller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func readLine(prompt: String, text: String) async -> LineEditor.Line {
    if !text.isEmpty {
      screen.write(text + "\n", to: .output)
      return .text(remembering(text))
    }
    guard let entry = entries.next() else { return .end }
    screen.beginSegment()
    guard entry.hasSuffix("⇥") else { return .text(remembering(entry)) }
    for candidate in await completions(of: String(entry.dropLast())).candidates {
      screen.write("\(candidate.text)  \(candidate.summary)\n", to: .output)
    }
    do {
      try await clock.sleep(for: .seconds(1))
    } catch {
      return .end
    }
    return .interrupted
  }

  /// What is offered, asked for again when more is known, or 300 ms later.
  private func completions(of text: String) async -> Completions {
    let first = configuration.complete(text, text.utf8.count)
    guard first.isPartial else { return first }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [clock] in
        do { try await clock.sleep(for: .milliseconds(300)) } catch { return }
      }
      group.addTask { [changes] in for await _ in changes { return } }
      _ = await group.next()
      group.cancelAll()
    }
    return configuration.complete(text, text.utf8.count)
  }

  private func remembering(_ entry: String) -> String {
    if !entry.hasPrefix(" "), let kept = configuration.redact(entry) {
      remembered.withLock { $0.append(kept) }
    }
    return entry
  }

  func completionsChanged() { teller.yield() }

  func history() async -> [String] { remembered.withLock(\.self) }

  func clearHistory() async { remembered.withLock { $0 = [] } }

  func close() async {}
}

/// Ctrl-C at some times after a command began.
struct PreparedStops: StopSource {
  let times: [Duration]
  let clock: any Timekeeper

  func sending<Result>(
    to receiver: @escaping @Sendable (StopRequest) -> Void, _ command: () async throws -> Result
  ) async rethrows -> Result {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for time in times {
        group.addTask {
          try await clock.sleep(for: time)
          receiver(.interrupt)
        }
      }
      defer { group.cancelAll() }
      return try await command()
    }
  }
}

/// Texts that are handed out one after the other.
private final class Prepared: Sendable {
  private let left: Mutex<ArraySlice<String>>

  init(_ texts: [String]) { left = Mutex(texts[...]) }

  func next() -> String? { left.withLock { $0.popFirst() } }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    String(reversed().drop(while: isTrimmed).reversed())
  }
}
