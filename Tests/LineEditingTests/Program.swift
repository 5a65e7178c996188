import Glibc

@testable import LineEditing

/// A process with a terminal of its own.
struct Program {
  enum Stream {
    case terminal, nowhere, closed
    case file(String)
  }

  let pty: Pty
  private let process: pid_t

  /// Starts edsh, or another program; `$EDSH` is where edsh lies.
  init(
    _ arguments: [String], of other: String? = nil, input: Stream = .terminal,
    output: Stream = .terminal,
    errors: Stream = .terminal, variables: [String] = []
  ) throws {
    pty = try Pty()
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // The leader of a session of its own is given the first terminal that it opens.
    posix_spawnattr_setflags(&attributes, Program.newSession)
    let scratch: Int32 = 9
    posix_spawn_file_actions_addopen(&actions, scratch, pty.path, O_RDWR, 0)
    for (descriptor, stream) in zip(Int32(0)..., [input, output, errors]) {
      switch stream {
      case .terminal: posix_spawn_file_actions_adddup2(&actions, scratch, descriptor)
      case .nowhere:
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
      case .closed: posix_spawn_file_actions_addclose(&actions, descriptor)
      case .file(let path):
        posix_spawn_file_actions_addopen(
          &actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      }
    }
    posix_spawn_file_actions_addclose(&actions, scratch)
    let edsh = try Program.path()
    let path = other ?? edsh
    let words = Program.copies([path] + arguments)
    let variables = Program.copies(
      ["TERM=xterm", "NO_COLOR=1", "PATH=/usr/bin:/bin", "EDSH=\(edsh)"] + variables)
    defer { (words + variables).forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawn(&process, path, &actions, &attributes, words, variables)
    guard code == 0 else { throw SystemError(action: "start edsh", code: code) }
    self.process = process
  }

  func kill(_ signal: Int32) { Glibc.kill(process, signal) }

  /// How it ends.
  func status() async throws -> Int32 {
    let process = process
    let status = try await BlockingThread.run {
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 && errno == EINTR {}
      return status
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// `POSIX_SPAWN_SETSID`, which Swift does not see.
  private static let newSession: Int16 = 0x80

  /// The texts as C wants them, to be freed.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  /// It lies beside the tests.
  private static func path() throws -> String {
    guard let path = realpath("/proc/self/exe", nil) else { throw SystemError.last("find edsh") }
    defer { free(path) }
    let own = String(cString: path)
    return String(own[...(own.lastIndex(of: "/") ?? own.startIndex)]) + "edsh"
  }
}
