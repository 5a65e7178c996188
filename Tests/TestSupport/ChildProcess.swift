import Dispatch
package import Glibc
import Synchronization

/// A process that a test starts, the program itself or one of the system, which can be killed.
package final class ChildProcess: Sendable {
  /// What a process came to.
  package struct Ending: Sendable {
    /// 128 and the signal's number where one ended it.
    package let status: Int32
    package var wasKilled: Bool { status == 128 + SIGKILL }
  }

  /// The system did not do what it was asked for.
  package struct SystemError: Error {
    let action: String
    let code: Int32
  }

  package let id: pid_t
  /// Whether there is something left to kill.
  private let lives = Mutex(true)

  /// Starts a program that is found in PATH; input is empty, both outputs are added to files.
  package init(
    _ words: [String], variables: [String: String], output: String, errors: String
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, path) in [(Int32(1), output), (2, errors)] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    // The sockets of other tests would stay open as long as the process lives.
    // (`addclosefrom_np` is nothing that Swift sees; closing what is not open is no error.)
    for descriptor in 3..<Int32(512) {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    let arguments = ChildProcess.copies(words)
    let environment = ChildProcess.copies(variables.map { "\($0.key)=\($0.value)" }.sorted())
    defer { (arguments + environment).forEach { free($0) } }
    var id = pid_t()
    let code = posix_spawnp(&id, words[0], &actions, nil, arguments, environment)
    guard code == 0 else { throw SystemError(action: "start \(words[0])", code: code) }
    self.id = id
  }

  /// Ends it at once; one that has ended already is left in peace.
  package func kill(by signal: Int32 = SIGKILL) {
    lives.withLock { if $0 { _ = Glibc.kill(id, signal) } }
  }

  /// Waits for its end, on a thread that nobody else needs.
  package func end() async -> Ending {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var facts = siginfo_t()
        while waitid(P_PID, id_t(self.id), &facts, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        self.lives.withLock { $0 = false }
        var status: Int32 = 0
        while waitpid(self.id, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        continuation.resume(
          returning: Ending(status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal))
      }
    }
  }

  /// Where the program lies: beside the tests.
  package static let edshPath: String = {
    let path = realpath("/proc/self/exe", nil)
    defer { free(path) }
    let own = path.map { String(cString: $0) } ?? ""
    return String(own[...(own.lastIndex(of: "/") ?? own.startIndex)]) + "edsh"
  }()

  /// Whether a command of the system can be had and works here.
  package static func works(_ words: String...) -> Bool {
    guard
      let process = try? ChildProcess(
        words, variables: ["PATH": searchPath], output: "/dev/null", errors: "/dev/null")
    else { return false }
    var status: Int32 = 0
    while waitpid(process.id, &status, 0) < 0, errno == EINTR {}
    return status == 0
  }

  package static let searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// The texts as C wants them, to be freed.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
