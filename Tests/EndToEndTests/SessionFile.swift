import ShellWorld

/// A golden session, read: what the world is like, what a person does, and what is seen.
struct SessionFile: Sendable {
  /// What the session shows; the first line.
  let claim: String
  private(set) var options = Options()
  /// Everything before the first step, as it stands in the file.
  private(set) var preamble: [String] = []
  private(set) var steps: [Step] = []

  struct Options: Sendable, Hashable {
    var isTerminal = false
    var width = 100
    var height = 24
    var pager = PagerLife.reads
    /// Seconds after the start of each command.
    var interruptions: [Int] = []
    var outputEnd: ShellWorld.OutputEnd?
    /// Variables of the environment; nil takes one away.
    var variables: [String: String?] = [:]
    /// Files by name; `-` is standard input.
    var files: [String: String] = [:]
    var answers: [ScriptedAnswers] = []
  }

  /// `@ GET path -> 503, then 200 file.json`
  struct ScriptedAnswers: Sendable, Hashable {
    let method: String
    let target: String
    /// The words of each answer: a status or `dropped` or `refused`, a file, headers.
    let answers: [[String]]
  }

  /// One thing that is done, and what is seen of it.
  struct Step: Sendable, Hashable {
    enum Action: Sendable, Hashable {
      /// The program is run with these arguments.
      case run([String])
      /// A line is typed at its prompt.
      case type(String)
    }

    let action: Action
    /// 1-based, for failures.
    let line: Int
    /// The lines of the action itself, as they stand in the file.
    var raw: [String]
    /// What the person answers to questions.
    var answers: [String] = []
    var expected: [Expected] = []

    var status: Int32? {
      for case .status(let status) in expected { return status }
      return nil
    }
  }

  /// What one line of a file expects.
  enum Expected: Sendable, Hashable {
    /// A line of a stream, `[..]` standing for any text.
    case line(StreamName, String)
    /// Any lines of a stream.
    case anyLines(StreamName)
    case status(Int32)
  }

  enum StreamName: Sendable, Hashable {
    case output, error
  }

  /// Why a file is no session.
  struct Mistake: Error, Hashable, CustomStringConvertible {
    let line: Int
    let message: String

    var description: String { "line \(line): \(message)" }
  }
}

// MARK: - Reading

extension SessionFile {
  /// - Throws: `Mistake`.
  init(_ text: String) throws {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    guard let first = lines.first, first.hasPrefix("# ") else {
      throw Mistake(line: 1, message: "the first line is `# ` and what the session shows")
    }
    claim = String(first.dropFirst(2))
    preamble = [first]
    var index = 1
    var blanks: [String] = []
    while index < lines.count {
      let line = lines[index]
      index += 1
      if line.isEmpty {
        blanks.append(line)
        continue
      }
      let mark = Mark(line)
      if case .content(let expected) = mark {
        guard !steps.isEmpty else {
          throw Mistake(line: index, message: "nothing was done yet that could be seen")
        }
        steps[steps.count - 1].expected.append(expected)
        continue
      }
      try take(mark, line, blanks, &index, lines)
      blanks = []
    }
  }

  /// Takes a line that is no expectation, and the lines that belong to it.
  private mutating func take(
    _ mark: Mark, _ line: String, _ blanks: [String], _ index: inout Int, _ lines: [String]
  ) throws {
    switch mark {
    case .action(let action):
      steps.append(Step(action: action, line: index, raw: blanks + [line]))
    case .answer(let text):
      guard !steps.isEmpty else { throw Mistake(line: index, message: "nobody has asked yet") }
      steps[steps.count - 1].raw.append(line)
      steps[steps.count - 1].answers.append(text)
    case .option(let words):
      guard steps.isEmpty else {
        throw Mistake(line: index, message: "what the world is like stands before the first step")
      }
      preamble += blanks + [line]
      try read(option: words, &index, lines)
    case .mistake(let message): throw Mistake(line: index, message: message)
    case .content: break
    }
  }

  private mutating func read(option words: String, _ index: inout Int, _ lines: [String]) throws {
    let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
    switch (parts.first, parts.dropFirst().first) {
    case ("terminal", nil): options.isTerminal = true
    case ("interrupt", let times?):
      options.interruptions = try times.split(separator: " ").map {
        guard let seconds = Int($0) else {
          throw Mistake(line: index, message: "`\($0)` is no time")
        }
        return seconds
      }
    case ("output", let end?):
      guard let end = ShellWorld.OutputEnd(rawValue: end) else {
        throw Mistake(line: index, message: "output is `closed` or `full`")
      }
      options.outputEnd = end
    case ("width", let number?):
      guard let width = Int(number) else {
        throw Mistake(line: index, message: "`\(number)` is no width")
      }
      options.width = width
    case ("height", let number?):
      guard let height = Int(number) else {
        throw Mistake(line: index, message: "`\(number)` is no height")
      }
      options.height = height
    case ("pager", let life?):
      guard let life = PagerLife(rawValue: life) else {
        throw Mistake(line: index, message: "a pager `reads`, `leaves`, is `missing` or `unknown`")
      }
      options.pager = life
    case ("env", let text?):
      let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      options.variables[String(pair[0])] = .some(pair.count > 1 ? String(pair[1]) : nil)
    case ("file", let name?):
      var content = ""
      while index < lines.count, isFileLine(index, lines) {
        content += lines[index].dropFirst(2) + "\n"
        preamble.append(lines[index])
        index += 1
      }
      options.files[name] = content
    case ("@", let script?):
      guard let answers = ScriptedAnswers(script) else {
        throw Mistake(line: index, message: "answers are written `@ GET path -> 200 file`")
      }
      options.answers.append(answers)
    default: throw Mistake(line: index, message: "no option `\(words)`")
    }
  }

  /// Lines of a file are indented; an empty one belongs to it when more follow.
  private func isFileLine(_ index: Int, _ lines: [String]) -> Bool {
    if lines[index].hasPrefix("  ") { return true }
    return lines[index].isEmpty && lines[index...].dropFirst().first?.hasPrefix("  ") ?? false
  }
}

extension SessionFile.ScriptedAnswers {
  /// The text behind `@ `; nil when it is no script.
  fileprivate init?(_ text: String) {
    let halves = text.split(separator: " -> ", maxSplits: 1).map(String.init)
    let request = halves.first?.split(separator: " ").map(String.init) ?? []
    guard halves.count == 2, request.count == 2 else { return nil }
    method = request[0]
    target =
      request[1].hasPrefix("/") ? request[1] : "/api/projects/1/" + request[1]
    answers = halves[1].split(separator: ", then ").map { answer in
      answer.split(separator: " ").map(String.init)
    }
  }
}

/// What the first characters of a line say it is.
private enum Mark {
  case action(SessionFile.Step.Action)
  case answer(String)
  case option(String)
  case content(SessionFile.Expected)
  case mistake(String)

  init(_ line: String) {
    let rest = String(line.dropFirst(2))
    switch (line.prefix(2), line) {
    case (_, "..."): self = .content(.anyLines(.output))
    case (_, "! ..."): self = .content(.anyLines(.error))
    case (_, "!"): self = .content(.line(.error, ""))
    case ("! ", _): self = .content(.line(.error, rest))
    case ("? ", _):
      self = Int32(rest).map { .content(.status($0)) } ?? .mistake("`\(rest)` is no status")
    case ("$ ", _):
      let words = ShellWords.split(rest)
      self =
        words?.first == "edsh"
        ? .action(.run(Array((words ?? []).dropFirst()))) : .mistake("only edsh can be run")
    case ("> ", _): self = .action(.type(rest))
    case ("< ", _), (_, "<"): self = .answer(rest)
    case ("% ", _): self = .option(rest)
    case ("@ ", _): self = .option(line)
    case ("# ", _): self = .mistake("only the first line is a claim")
    default:
      self = .content(.line(.output, line.hasPrefix("\\") ? String(line.dropFirst()) : line))
    }
  }
}
