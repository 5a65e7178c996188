import CommandModel
import Glibc
import LineEditing
import SystemPackage

/// The person's own editor, for a text that a line is too narrow for.
struct ExternalEditor: Sendable {
  /// The environment variables of the process.
  let variables: [String: String]

  /// The most that comes back: a line editor is no place for more.
  private static let bytesMax = 1 << 20
  private static let suffix = ".edsh"

  /// The text as the person leaves it, without the newlines at its end; empty where nothing
  /// was left of it.
  ///
  /// It stands in a file that nobody else can read, which is gone afterwards. Blocks as long
  /// as the person thinks, so it wants a thread of its own.
  func edit(_ text: String) -> Result<String, Problem> {
    Result { () throws(Problem) in
      let path = try makeFile(text)
      defer { unlink(path) }
      let ending = try EditorProcess.run(words(for: path), variables: shownVariables)
      guard ending == 0 else { throw failed(ending) }
      return try read(path)
    }
  }

  /// The same for the line editor, which holds up the line meanwhile.
  func edited(_ text: String) -> LineEditor.Edit {
    switch edit(text) {
    case .success(let text): .text(text)
    case .failure(let problem): .failed(problem.diagnostics.map(\.message).joined(separator: "\n"))
    }
  }

  /// `$VISUAL`, else `$EDITOR`, else `vi`, with its own arguments.
  var command: String {
    [EnvironmentVariable.visual, .editor].lazy.compactMap { variables[$0] }
      .first { !$0.trimmingBlanks().isEmpty } ?? "vi"
  }

  /// The shell takes the command apart, as everywhere else: `code --wait`.
  private func words(for path: String) -> [String] {
    ["/bin/sh", "-c", command + " \"$1\"", "edsh", path]
  }

  /// Everything but the keys: an editor starts programs of its own.
  private var shownVariables: [String: String] {
    variables.filter { !Setting.isSecretVariable($0.key) }
  }

  // MARK: - The file

  private func makeFile(_ text: String) throws(Problem) -> String {
    let folder = [EnvironmentVariable.runtimeFolder, .temporaryFolder].lazy
      .compactMap { variables[$0] }.first { $0.hasPrefix("/") && access($0, W_OK | X_OK) == 0 }
    var template = Array("\(folder ?? "/tmp")/edsh-XXXXXX\(Self.suffix)".utf8CString)
    let descriptor = mkstemps(&template, Int32(Self.suffix.utf8.count))
    guard descriptor >= 0 else { throw problem("make", "a file in `\(folder ?? "/tmp")`") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let file = FileDescriptor(rawValue: descriptor)
    do {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      let line = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
      _ = try file.closeAfter { try file.writeAll(line.utf8) }
      return path
    } catch {
      unlink(path)
      throw Problem(
        .local, code: .file,
        "cannot write `\(path)`: \(Files.words(for: error as? Errno ?? .ioError))")
    }
  }

  /// Editors often write a new file of the same name, so it is opened anew.
  private func read(_ path: String) throws(Problem) -> String {
    do {
      let file = try FileDescriptor.open(path, .readOnly)
      let bytes = try file.closeAfter { try Files.readAll(file, bytesMax: Self.bytesMax) }
      guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
        throw Problem(.failed, code: .encoding, "the text that was edited is not UTF-8")
      }
      let rows = text.replacing("\r\n", with: "\n")
      return String(rows.reversed().drop(while: \.isNewline).reversed())
    } catch {
      if let problem = error as? Problem { throw problem }
      throw Problem(
        .local, code: .file,
        "cannot read what was edited: \(Files.words(for: error as? Errno ?? .ioError))")
    }
  }

  // MARK: - Failures

  private func failed(_ status: Int32) -> Problem {
    let isMissing = status == 127
    return Problem(
      .failed, code: .system,
      isMissing ? "cannot run `\(command)`" : "`\(command)` ended with status \(status)",
      hint: isMissing
        ? "`\(EnvironmentVariable.editor.rawValue)` names the editor" : "the text is as it was")
  }

  private func problem(_ action: String, _ what: String) -> Problem {
    let words = Files.words(for: Errno(rawValue: errno))
    return Problem(.local, code: .file, "cannot \(action) \(what): \(words)")
  }
}
