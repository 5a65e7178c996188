import CommandModel
import CommandLanguage
import Rendering

/// The program as a library: what `edsh` does, given a world.
package enum Shell {
  /// Runs the program and says what the process should exit with.
  ///
  /// `arguments` are those of the process without its name.
  package static func main(arguments: [String], environment: Environment) async -> Int32 {
    let vocabulary = Vocabulary.edsh
    let options: CommandLine
    do {
      options = try CommandLine(arguments, vocabulary: vocabulary)
    } catch {
      return complain(error, environment: environment, arguments: arguments).rawValue
    }
    let width = environment.terminal.outputIsTerminal ? environment.terminal.width() : 80
    switch options.task {
    case .version:
      return print("edsh \(Version.text)\n", in: environment).rawValue
    case .help:
      return print(ProcessHelp.text(width: width, vocabulary: vocabulary), in: environment)
        .rawValue
    case .shell, .command, .lines, .script:
      return await run(options, vocabulary: vocabulary, in: environment).rawValue
    }
  }

  private static func print(_ text: String, in environment: Environment) -> ExitStatus {
    do {
      try environment.output.write(text)
      return .done
    } catch SinkError.closed {
      return .brokenPipe
    } catch {
      return .local
    }
  }

  private static func run(
    _ options: CommandLine, vocabulary: Vocabulary, in environment: Environment
  ) async -> ExitStatus {
    let session: Session
    do {
      session = try Session(environment: environment, options: options, vocabulary: vocabulary)
    } catch {
      return complain(error, environment: environment, arguments: [])
    }
    let site: DemoSite?
    do {
      site = try await session.startDemoIfAsked()
    } catch {
      return session.status(of: error)
    }
    let status = await Program(session: session).run()
    await session.close()
    await site?.stop()
    return status
  }

  /// Tells of an error that comes before there is a session.
  private static func complain(
    _ error: any Error, environment: Environment, arguments: [String]
  ) -> ExitStatus {
    let problem = Problem(of: error)
    let style = Style(
      width: nil, color: false, isTerminal: environment.terminal.errorIsTerminal,
      now: environment.timekeeper.now)
    let asJSON = arguments.contains("--errors=json") || arguments.contains(["--errors", "json"])
    Console(environment: environment)
      .writeError(DiagnosticRenderer(style, form: asJSON ? .json : .text).text(problem))
    return ExitStatus(problem.category)
  }
}

extension Session {
  /// Starts the demo server when the command line asks for it, and signs in to it.
  fileprivate func startDemoIfAsked() async throws -> DemoSite? {
    guard options.isDemo else { return nil }
    let site = try await environment.startDemo()
    try signIn(host: site.host, key: site.apiKey, project: site.projectID)
    return site
  }
}
