import CommandLanguage
import CommandModel
import LineEditing
import SourcesClient

/// The interactive shell: read an entry, check it, run it, and never die of an error.
struct Prompt {
  let session: Session
  private let helper: EditorHelper

  init(session: Session) {
    self.session = session
    helper = EditorHelper(session: session)
  }

  func run() async -> ExitStatus {
    session.isInteractive = true
    let interpreter = Interpreter(session: session, isInteractive: true)
    let editor: any EntrySource
    do {
      editor = try session.environment.openEditor(helper.configuration)
    } catch {
      return session.status(of: error)
    }
    session.entrySource = editor
    await welcome()
    let status = await loop(editor, interpreter)
    session.saveNames()
    session.entrySource = nil
    await editor.close()
    return status
  }

  private func loop(_ editor: any EntrySource, _ interpreter: Interpreter) async -> ExitStatus {
    while true {
      switch await line(of: editor) {
      case .end: return .done
      case .terminated(let signal): return StopRequest(signal).map(ExitStatus.init) ?? .done
      case .interrupted: continue
      case .text(let entry):
        session.entry = entry
        let end = await run(entry, by: interpreter)
        helper.learn(await interpreter.names, and: await interpreter.definedCommands)
        if end.endsProgram { return end.status }
      }
    }
  }

  /// The next entry; while it is typed, the names that completion offers are kept up.
  private func line(of editor: any EntrySource) async -> LineEditor.Line {
    let wishes = helper.wishedNames()
    let draft = session.takeDraft()
    return await withDiscardingTaskGroup { group in
      group.addTask { [session] in
        await session.tendNames(wishes) { editor.completionsChanged() }
      }
      defer { group.cancelAll() }
      return await editor.readLine(prompt: text, text: draft)
    }
  }

  private func run(_ entry: String, by interpreter: Interpreter) async -> End {
    await session.supervise {
      try await interpreter.run(await interpreter.check(SourceText(entry)))
    }
  }

  /// A first start without a key begins with the sign-in; leaving it leaves the shell usable.
  private func welcome() async {
    if !session.options.isQuiet {
      session.console.writeError(
        "edsh \(Version.text) · help lists the commands, Ctrl-D leaves\n")
    }
    guard session.settings.apiKey == nil, let person = session.person else { return }
    _ = await session.supervise {
      try await SignIn(person: person, session: session).run()
      return .finished
    }
  }

  /// `edsh us/12345> `: where the next command goes.
  private var text: String {
    let settings = session.settings
    guard settings.apiKey != nil else { return "edsh> " }
    let host = shortHost(settings.text("host") ?? "us")
    return "edsh \(host)/\(settings.text("project_id") ?? "no project")> "
  }

  /// `us`, `eu`, or the name of the machine.
  private func shortHost(_ setting: String) -> String {
    guard let address = try? ServerAddress(setting) else { return setting }
    return ["us.posthog.com": "us", "eu.posthog.com": "eu"][address.host] ?? address.host
  }
}

extension StopRequest {
  fileprivate init?(_ signal: Signal) { self.init(rawValue: Int32(signal.rawValue)) }
}
