import Glibc
import SystemPackage

/// Another program as it is started: what it is given, and what it does not inherit.
///
/// No descriptor but the three standard ones is left open to it: sockets and the journal are
/// nobody else's.
struct Spawn {
  /// The program, which is looked for in PATH unless it is a path, and its arguments.
  let words: [String]
  let variables: [String: String]
  /// What it reads; nil for what edsh reads.
  var input: FileDescriptor?
  /// Signals that do to it what the system does by default, whatever edsh does with them.
  var defaultSignals: [Int32]
  /// Whether it is a process group of its own.
  var leadsGroup = false

  /// More than edsh ever has open; they are numbered from below.
  private static let descriptorsMax: Int32 = 1024

  /// Starts it; no signal is blocked in it.
  ///
  /// - Throws: `Errno`, also for a program that does not exist.
  func start() throws(Errno) -> pid_t {
    guard let program = words.first else { throw Errno.noSuchFileOrDirectory }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    arrange(descriptors: &actions)
    arrange(signals: &attributes)
    let arguments = Spawn.copies(words)
    let environment = Spawn.copies(variables.map { "\($0.key)=\($0.value)" })
    defer { (arguments + environment).forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawnp(&process, program, &actions, &attributes, arguments, environment)
    guard code == 0 else { throw Errno(rawValue: code) }
    return process
  }

  private func arrange(descriptors actions: inout posix_spawn_file_actions_t) {
    if let input { posix_spawn_file_actions_adddup2(&actions, input.rawValue, STDIN_FILENO) }
    for descriptor in STDERR_FILENO + 1..<Spawn.descriptorsMax
    where fcntl(descriptor, F_GETFD) != -1 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
  }

  private func arrange(signals attributes: inout posix_spawnattr_t) {
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in defaultSignals { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let group = leadsGroup ? POSIX_SPAWN_SETPGROUP : 0
    posix_spawnattr_setflags(
      &attributes, Int16(group) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
  }

  /// The texts as C wants them, to be freed.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
