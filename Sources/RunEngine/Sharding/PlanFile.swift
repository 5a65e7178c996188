package import CommandModel
import ValueFormats

/// A frozen plan: what a text would send, in a file, for shards to carry out.
///
/// JSON Lines: a head, then each run with its items behind it as the journal keeps them, and
/// last the digest SHA-256 of all bytes before that line.
package struct PlanFile: Sendable {
  /// One statement that changes something.
  package struct Run: Sendable {
    /// The operation's name: `sources reload`.
    package let operation: String
    /// The statement as typed, and where it stands.
    package let command: String
    package let place: String?
    /// The flags that say how it is carried out.
    package let flags: Record
    /// Their places count on through the whole plan.
    package fileprivate(set) var items: PlanItems
  }

  /// On the server's clock.
  package let madeAt: Time
  package let server: String
  package let project: String?
  package private(set) var runs: [Run] = []
  /// 64 hexadecimal digits.
  package private(set) var digest = ""

  /// Of all runs.
  package var itemCount: Int { runs.reduce(0) { $0 + $1.items.count } }
}

// MARK: - Writing

/// A plan while it is made.
package struct PlanDraft: Sendable {
  private let server: String
  private let project: String?
  private var runs: [Plan] = []

  /// Begins a plan for one project.
  package init(server: String, project: String?) {
    self.server = server
    self.project = project
  }

  /// Whether what goes to this place can be in it.
  package func isFor(server: String, project: String?) -> Bool {
    self.server == server && self.project == project
  }

  /// Of all runs.
  package var itemCount: Int { runs.reduce(0) { $0 + $1.items.count } }

  /// Adds what one statement would do.
  package mutating func append(_ run: Plan) { runs.append(run) }

  /// The text of the file, and its digest.
  package func frozen(at madeAt: Time) -> (text: String, digest: String) {
    var text = ""
    func line(_ record: Record) { text += JSON.encode(.record(record)) + "\n" }
    line([
      PlanFile.versionField: .integer(PlanFile.version), "made_at": .text(madeAt.description),
      "server": .text(server), "project": project.map(Value.text) ?? .null,
      "items": .integer(itemCount),
    ])
    for run in runs {
      line([
        "operation": .text(run.operation.name), "command": .text(run.head.command),
        "place": run.head.place.map(Value.text) ?? .null,
        "flags": .record(run.head.flags),
        "items": .integer(run.items.count),
      ])
      for index in run.items.indices {
        text += String(decoding: run.items.line(index), as: UTF8.self) + "\n"
      }
    }
    let digest = SHA256.hexadecimal(text.utf8)
    line(["digest": .text(digest)])
    return (text, digest)
  }
}

// MARK: - Reading

extension PlanFile {
  fileprivate static let versionField = "edsh_plan"
  /// Raised when the lines change; an edsh does not read a plan that is newer than it.
  fileprivate static let version = 1

  /// Reads a file; `name` is how a person knows it.
  ///
  /// - Throws: `Problem` (usage) when it is no plan, damaged, or made by a newer edsh.
  package init(_ bytes: [UInt8], called name: String) throws {
    var reader = PlanReader(bytes, name: name)
    guard let head = reader.nextRecord(), let version = head[PlanFile.versionField]?.integerValue
    else { throw PlanFile.problem("`\(name)` is no plan", hint: PlanFile.makingHint) }
    guard version <= PlanFile.version else {
      throw PlanFile.problem(
        "`\(name)` was made by a newer edsh", hint: "use that one, or make the plan anew")
    }
    // Before anything in it is believed.
    let digest = try reader.checkedDigest()
    guard let madeAt = head["made_at"]?.textValue.flatMap({ Time($0) }),
      let server = head["server"]?.textValue, let count = head["items"]?.integerValue
    else { throw reader.mistake() }
    self.madeAt = madeAt
    self.server = server
    project = head["project"]?.textValue
    self.digest = digest
    while let record = reader.nextRecord() { runs.append(try reader.run(record, after: itemCount)) }
    guard reader.isAtEnd, itemCount == count else { throw reader.mistake() }
  }

  fileprivate static let makingHint = "edsh run FILE --dry-run --plan-to PLAN makes one"

  fileprivate static func problem(_ message: String, hint: String) -> Problem {
    Problem(.usage, code: .badPlan, message, hint: hint)
  }
}

/// The lines of a file, one after the other.
private struct PlanReader {
  private let bytes: [UInt8]
  private let name: String
  /// Where the lines end that are read: the digest stands behind them.
  private var end: Int
  private var position = 0
  private var lineNumber = 0

  init(_ bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
    end = bytes.count
  }

  var isAtEnd: Bool { position >= end }

  /// The next line; nil at the end, and for a last line that was cut off.
  private mutating func nextLine() -> ArraySlice<UInt8>? {
    guard !isAtEnd, let stop = bytes[position..<end].firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    defer { position = stop + 1 }
    lineNumber += 1
    return bytes[position..<stop]
  }

  mutating func nextRecord() -> Record? {
    guard let line = nextLine() else { return nil }
    guard let value = try? JSON.decode(Array(line)), let record = value.recordValue else {
      // A line that is none must not look like the end.
      position -= line.count + 1
      return nil
    }
    return record
  }

  /// The digest that the last line names, when it is that of what stands before.
  mutating func checkedDigest() throws -> String {
    let body = bytes.dropLast()
    let start = (body.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let last = try? JSON.decode(Array(body[start...])).recordValue
    guard bytes.last == UInt8(ascii: "\n"), let written = last?["digest"]?.textValue else {
      throw PlanFile.problem(
        "`\(name)` has lost its end", hint: "copy it again, or make the plan anew")
    }
    guard written == SHA256.hexadecimal(bytes[..<start]) else {
      throw PlanFile.problem(
        "`\(name)` is not as it was frozen: its digest is another",
        hint: "a plan is not edited; copy it again, or make it anew")
    }
    end = start
    return written
  }

  /// A run and its items; `before` items stand before it.
  mutating func run(_ record: Record, after before: Int) throws -> PlanFile.Run {
    guard let operation = record["operation"]?.textValue,
      let command = record["command"]?.textValue, let count = record["items"]?.integerValue
    else { throw mistake() }
    var items = PlanItems()
    for place in 0..<max(0, count) {
      guard let line = nextLine(), let value = try? JSON.decode(Array(line)),
        Plan.Item(value) != nil
      else { throw mistake() }
      line.withUnsafeBytes { items.append(line: $0, sequence: before + place + 1) }
    }
    return PlanFile.Run(
      operation: operation, command: command, place: record["place"]?.textValue,
      flags: record["flags"]?.recordValue ?? Record(), items: items)
  }

  func mistake() -> Problem {
    PlanFile.problem(
      "line \(lineNumber) of `\(name)` is not what a plan has there", hint: PlanFile.makingHint)
  }
}
