import CommandLanguage
package import CommandModel
import Rendering
import SourcesClient

/// The program as a library: what `edsh` does, given a world.
package enum Shell {
  /// Runs the program and says what the process should exit with.
  ///
  /// `arguments` are those of the process without its name, `operations` the table that
  /// everything is made from.
  package static func main(
    arguments: [String], environment: Environment,
    operations: [Operation] = Catalogue.operations
  ) async -> Int32 {
    let vocabulary = Vocabulary(operations: operations)
    let options: CommandLine
    do {
      options = try CommandLine(
        arguments, vocabulary: vocabulary, isFile: environment.files.isFile)
    } catch {
      let form = CommandLine.errorForm(in: arguments)
      return complain(error, as: form, in: environment).rawValue
    }
    let width = environment.terminal.outputIsTerminal ? environment.terminal.width() : 80
    switch options.task {
    case .version:
      return say("edsh \(Version.text)\n", options, in: environment).rawValue
    case .help:
      let text = ProcessHelp.text(width: width, vocabulary: vocabulary)
      return say(text, options, in: environment).rawValue
    case .generate(let page):
      return say(page.text(vocabulary), options, in: environment).rawValue
    case .shell, .command, .lines, .script, .plan:
      return await run(options, operations, vocabulary, in: environment).rawValue
    }
  }

  private static func say(
    _ text: String, _ options: CommandLine, in environment: Environment
  ) -> ExitStatus {
    do {
      try environment.output.write(text)
      return .done
    } catch SinkError.closed {
      return .brokenPipe
    } catch {
      return complain(error, as: options.errorForm, in: environment)
    }
  }

  private static func run(
    _ options: CommandLine, _ operations: [Operation], _ vocabulary: Vocabulary,
    in environment: Environment
  ) async -> ExitStatus {
    let session: Session
    do {
      session = try Session(
        environment: environment, options: options, operations: operations,
        vocabulary: vocabulary)
    } catch {
      return complain(error, as: options.errorForm, in: environment)
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
    _ error: any Error, as form: DiagnosticRenderer.Form, in environment: Environment
  ) -> ExitStatus {
    let problem = Problem(of: error)
    let style = Style(
      isTerminal: environment.terminal.errorIsTerminal, now: environment.timekeeper.now)
    Console(environment: environment)
      .writeError(DiagnosticRenderer(style, form: form).text(problem))
    return ExitStatus(problem.category)
  }
}

extension Session {
  /// Starts the demo server when the command line asks for it, and signs in to it.
  fileprivate func startDemoIfAsked() async throws -> DemoSite? {
    guard options.isDemo else { return nil }
    let site = try await environment.startDemo()
    // A project named on the command line is one of the demo server's.
    let project = settings.text("project_id", from: .commandLine) ?? site.projectID
    try signIn(host: site.host, key: site.apiKey, project: project)
    return site
  }
}
