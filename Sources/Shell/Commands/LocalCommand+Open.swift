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
    return try await session.records(ofFile: name)
  }
}

extension Session {
  /// The records of a file. Where each is a line or a row they are read as they are asked
  /// for, so that a file may be larger than the memory.
  ///
  /// - Throws: `Problem` when it cannot be opened; a mistake in it is thrown when the
  ///   records before it have been passed on.
  func records(ofFile name: String) async throws -> Records {
    guard let format = FileFormat(ofPath: name), var decoder = StreamDecoder(format) else {
      return .starting(with: try await value(ofFile: name))
    }
    let pieces = try FilePieces(name, of: files, failing: .failed)
    return Records(.list) {
      do {
        while let piece = try pieces.next() {
          // A long file has many pieces, and a person may not want to wait for the last.
          try Task.checkCancellation()
          let values = try decoder.feed(piece)
          if !values.isEmpty { return values }
        }
        let values = try decoder.finish()
        return values.isEmpty ? nil : values
      } catch let error as FormatError {
        pieces.close()
        throw Files.problem(error, in: name)
      }
    }
  }

  /// What a file holds, parsed by the ending of its name, else its text without the
  /// last newline.
  ///
  /// - Throws: `Problem` when it cannot be read or is not what its ending says.
  func value(ofFile name: String) async throws -> Value {
    let bytes =
      name == "-" ? try await readInput(failing: .failed) : try files.read(name, failing: .failed)
    return try files.value(of: bytes, named: name)
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
