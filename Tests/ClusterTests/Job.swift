import Dispatch
import Glibc

/// A shell command in a process group of its own, which ends with whoever holds it.
final class Job: Sendable {
  struct NotStarted: Error {
    let code: Int32
  }

  private let process: pid_t

  /// Starts a command in a folder, with these variables and no others; what it writes goes to
  /// the file `log` there, unless the command says where.
  init(_ command: String, in folder: String, log: String, variables: [String: String]) throws {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let mode = O_WRONLY | O_CREAT | O_APPEND
    posix_spawn_file_actions_addopen(&actions, 1, "\(folder)/\(log)", mode, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let words = Job.copies(["/bin/bash", "-c", "cd '\(folder)' && \(command)"])
    let environment = Job.copies(variables.map { "\($0.key)=\($0.value)" })
    defer { (words + environment).forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawn(&process, "/bin/bash", &actions, &attributes, words, environment)
    guard code == 0 else { throw NotStarted(code: code) }
    self.process = process
  }

  deinit {
    kill(-process, SIGKILL)
    // Says nothing of a process whose status was asked for.
    waitpid(process, nil, 0)
  }

  /// How it ends; a signal counts as 128 and its number.
  func status() async -> Int32 {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [process] in
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        continuation.resume(
          returning: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F))
      }
    }
  }

  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
