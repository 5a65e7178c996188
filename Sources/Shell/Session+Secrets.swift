import CommandModel
import RunEngine
import SystemPackage
import ValueFormats

extension Environment {
  /// Reads secrets at the moment they are sent, from the process's variables and from files.
  var secrets: SecretReader {
    let variables = variables
    let files = files
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

extension Session {
  /// The item that an invocation is in a run that somebody may come back to: from another
  /// folder, and when its secrets have changed.
  ///
  /// - Throws: `Problem` when one of them cannot be read.
  func keptItem(_ invocation: Invocation, name: String?) async throws -> Plan.Item {
    guard invocation.operation.signature.mayHoldSecrets else {
      return Plan.Item(invocation, name: name)
    }
    let anchored = invocation.namingSecretFiles { files.path($0).string }
    return Plan.Item(
      anchored, name: name, secretDigests: try await secretDigests(of: anchored))
  }

  /// What tells the secrets that an invocation refers to from others, by their references.
  ///
  /// - Throws: `Problem` when one of them cannot be read.
  func secretDigests(of invocation: Invocation) async throws -> [String: String] {
    let references = Set(invocation.secretReferences)
    guard !references.isEmpty else { return [:] }
    let digest = try await store().secretDigest(random: environment.random)
    var digests: [String: String] = [:]
    for reference in references {
      // With its reference, so that the same secret at two places does not show as one.
      let text = reference.spelling + "\n" + JSON.encode(try environment.secrets(reference))
      digests[reference.spelling] = digest.hexadecimal(text.utf8)
    }
    return digests
  }
}

extension Plan.Item {
  /// The item that an invocation is.
  init(_ invocation: Invocation, name: String?, secretDigests: [String: String] = [:]) {
    self.init(
      arguments: invocation.arguments, target: invocation.target, name: name,
      openPaths: invocation.openPaths, secretDigests: secretDigests)
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
