import CommandModel
import ShellWorld
import SourcesClient
import TestSupport

/// Does what a session says, in virtual time, and reports what was seen.
struct SessionRun {
  let file: SessionFile

  /// What was seen of the whole session.
  struct Report: Sendable {
    /// By step.
    var seen: [[SessionFile.Expected]]
    /// What is wrong besides: answers that nobody asked for, and the reverse.
    var complaints: [String]
  }

  func report() throws -> Report {
    try Simulation.run { [self] clock in
      let scripted = try file.options.answers.isEmpty ? nil : ScriptedTransport(scripts())
      let world = try makeWorld(clock, scripted)
      var seen: [[SessionFile.Expected]] = []
      for program in programs {
        // Each run has a screen of its own; server, files and time go on.
        var own = world.withFreshScreen()
        own.entries = program.isInteractive ? program.entries : nil
        own.answers = program.answers
        let status = await own.run(program.arguments)
        var lines = own.screen.lines.map { lines in
          lines.map { SessionFile.Expected($0, folder: world.folder.path) }
        }
        lines += Array(repeating: [], count: max(0, program.stepCount - lines.count))
        if !program.isStarted { lines.removeFirst() }
        if status != 0 || program.saysStatus { lines[lines.count - 1].append(.status(status)) }
        seen += lines
      }
      return Report(
        seen: seen,
        complaints: (scripted?.surprises.map { "nobody prepared an answer to \($0)" } ?? [])
          + (scripted?.unused.map { "nobody asked for \($0)" } ?? []))
    }
  }

  private func makeWorld(
    _ clock: SimulatedClock, _ server: ScriptedTransport?
  ) throws -> ShellWorld {
    var world = try ShellWorld(clock: clock, server: server)
    world.isTerminal = file.options.isTerminal
    world.width = file.options.width
    world.height = file.options.height
    world.pager = file.options.pager
    world.interruptions = file.options.interruptions.map { .seconds($0) }
    world.outputEnd = file.options.outputEnd
    for (name, value) in file.options.variables { world.variables[name] = value }
    for (name, text) in file.options.files where name != "-" {
      try world.folder.write(text, to: name)
    }
    world.standardInput = file.options.files["-"] ?? ""
    return world
  }

  // MARK: - Programs

  /// One run of the program, and the lines typed at its prompt.
  private struct Program {
    var arguments: [String]
    /// Whether the file says how it is started, or begins with a typed line.
    var isStarted: Bool
    var entries: [String] = []
    var answers: [String] = []
    var saysStatus = false

    var isInteractive: Bool { !entries.isEmpty }
    var stepCount: Int { entries.count + 1 }
  }

  private var programs: [Program] {
    var programs: [Program] = []
    for step in file.steps {
      switch step.action {
      case .run(let arguments):
        programs.append(Program(arguments: arguments, isStarted: true))
      case .type(let line):
        if programs.isEmpty { programs.append(Program(arguments: [], isStarted: false)) }
        programs[programs.count - 1].entries.append(line)
      }
      programs[programs.count - 1].answers += step.answers
      programs[programs.count - 1].saysStatus = step.status != nil
    }
    return programs
  }

  // MARK: - Scripted answers

  private func scripts() throws -> [ScriptedTransport.Script] {
    try file.options.answers.map { script in
      ScriptedTransport.Script(
        method: script.method, target: script.target, answers: try script.answers.map(answer))
    }
  }

  /// `503`, `200 file.json`, `429 Retry-After=7`, `dropped`, `refused`.
  private func answer(_ words: [String]) throws -> ScriptedTransport.Answer {
    switch words.first {
    case "dropped": return .dropped
    case "refused": return .refused
    default: break
    }
    guard let status = words.first.flatMap({ Int($0) }) else {
      throw SessionFile.Mistake(line: 1, message: "`\(words)` is no answer")
    }
    var headers: [Response.Header] = []
    var body: [UInt8] = []
    for word in words.dropFirst() {
      let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
      if pair.count == 2 {
        headers.append(.init(pair[0], pair[1]))
      } else {
        guard let text = file.options.files[word] else {
          throw SessionFile.Mistake(line: 1, message: "no `% file \(word)`")
        }
        body = Array(text.utf8)
        headers.append(.init("Content-Type", SessionRun.contentType(of: word)))
      }
    }
    return .response(Response(status: status, headers: headers, body: body))
  }

  private static func contentType(of name: String) -> String {
    name.hasSuffix(".html") ? "text/html" : "application/json"
  }
}

extension SessionFile.Expected {
  /// What was seen, with nothing in it that is different in the next run.
  fileprivate init(_ line: Screen.Line, folder: String) {
    // What a terminal would act on is shown, so that a session stays plain text.
    let text = line.text.replacing(folder, with: "FOLDER")
      .replacing("\u{1B}", with: "␛").replacing("\r", with: "␍")
    self = .line(line.stream == .output ? .output : .error, text)
  }
}
