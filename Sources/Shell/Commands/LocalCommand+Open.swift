import CommandLanguage
import CommandModel
import SystemPackage
import ValueFormats

extension LocalCommand {
  /// `open FILE`: the values of a file.
  static let open = LocalCommand(
    signature: CommandSignature(
      "open", "Reads a file: .json .jsonl .yaml .csv .tsv are parsed, anything else is its text.",
      parameters: [.positional("file", .file, "The file; - is standard input.")],
      yields: .list(nil),
      examples: [Example("open ids.csv | schemas reload", "Reloads the tables the file lists.")])
  ) { session, call, _ in
    let name = call.arguments["file"]?.plainText ?? ""
    return .starting(with: try await session.value(ofFile: name))
  }
}

extension Session {
  /// What a file holds, parsed by the ending of its name, else its text without the
  /// last newline.
  ///
  /// - Throws: `Problem` when it cannot be read or is not what its ending says.
  func value(ofFile name: String) async throws -> Value {
    let bytes =
      name == "-" ? try await readInput(failing: .failed) : try files.read(name, failing: .failed)
    guard let format = FileFormat(ofPath: name) else {
      let text = String(decoding: bytes, as: UTF8.self)
      return .text(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
    do {
      return try format.decode(bytes)
    } catch {
      throw Problem(
        .failed, code: .format, "`\(name)` is not valid \(error.format): \(error.message)",
        hint: "line \(error.line), column \(error.column)")
    }
  }
  /// All of standard input.
  ///
  /// - Throws: `Problem` of the category, with the system's words.
  func readInput(failing category: Problem.Category) async throws -> [UInt8] {
    do {
      return try await environment.readInput()
    } catch let error as Errno {
      throw Problem(
        category, code: .file, "cannot read standard input: \(Files.words(for: error))")
    }
  }
}
