import CommandModel
import ValueFormats

extension Environment {
  /// Reads secrets at the moment they are sent, from the process's variables and from files.
  var secrets: SecretReader {
    let variables = variables
    let files = Files(workingDirectory: workingDirectory)
    return { reference throws(Problem) in
      switch reference {
      case .environment(let name):
        guard let text = variables[name] else {
          throw Problem(
            .usage, code: .badValue, "the environment has no `\(name)`",
            hint: "set it before edsh is started")
        }
        return .text(text)
      case .file(let path): return try files.value(path, failing: .usage)
      }
    }
  }
}

extension Files {
  /// What a file holds, parsed by the ending of its name, else its text without the last
  /// newline.
  ///
  /// - Throws: `Problem` of the category when it cannot be read or is not what its ending says.
  func value(_ name: String, failing category: Problem.Category) throws(Problem) -> Value {
    try value(of: read(name, failing: category), named: name)
  }

  /// The value of a file's bytes.
  func value(of bytes: [UInt8], named name: String) throws(Problem) -> Value {
    guard let format = FileFormat(ofPath: name) else {
      let text = String(decoding: bytes, as: UTF8.self)
      return .text(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
    do {
      return try format.decode(bytes)
    } catch {
      throw Files.problem(error, in: name)
    }
  }

  /// What is wrong with the text of a file.
  static func problem(_ error: FormatError, in name: String) -> Problem {
    Problem(
      .failed, code: .format, "`\(name)` is not valid \(error.format): \(error.message)",
      hint: "line \(error.line), column \(error.column)")
  }
}
