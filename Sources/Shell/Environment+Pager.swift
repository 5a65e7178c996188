import Glibc
import LineEditing
import SystemPackage

/// A pager as a process of its own, which reads the text from a pipe.
///
/// It stays in the process group of the shell, as every pager does: Ctrl-C reaches both, it
/// ends what is still fetched, and the pager does with it what it likes.
struct PagerProcess: Pager {
  private let process: pid_t
  private let input: FileDescriptor
  /// How the terminal was, for a pager that is killed and leaves it as it had it.
  private let modes: termios?

  /// - Throws: `PagerError`.
  static func start(_ call: PagerCall) throws(PagerError) -> PagerProcess {
    var modes = termios()
    let isKnown = tcgetattr(STDIN_FILENO, &modes) == 0
    do {
      let pipe = try FileDescriptor.pipe()
      defer { try? pipe.readEnd.close() }
      do {
        let process = try spawn(call, input: pipe.readEnd)
        return PagerProcess(process: process, input: pipe.writeEnd, modes: isKnown ? modes : nil)
      } catch {
        try? pipe.writeEnd.close()
        throw error
      }
    } catch {
      throw PagerError(words: (error as? Errno).map(Files.words(for:)) ?? "no pipe")
    }
  }

  func write(_ text: String) async throws {
    try await PagerProcess.blocking { [input] in
      Result { try DescriptorSink(descriptor: input).write(text) }
    }.get()
  }

  func close() async -> PagerEnd {
    let status = await PagerProcess.blocking { [process, input] in
      try? input.close()
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      return status
    }
    if var modes { tcsetattr(STDIN_FILENO, TCSADRAIN, &modes) }
    return (status >> 8) & 0xFF == PagerProcess.notFound && status & 0x7F == 0 ? .notFound : .left
  }

  /// The status of a shell that has found no such command (POSIX, 2.8.2).
  private static let notFound: Int32 = 127

  /// On a thread of its own, for a person reads as long as they like.
  private static func blocking<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      do {
        try BlockingThread.start { continuation.resume(returning: body()) }
      } catch {
        // Where there are no more threads, nothing else is to be done either.
        continuation.resume(returning: body())
      }
    }
  }
}

// MARK: - Starting

extension PagerProcess {
  /// - Throws: `Errno`, also for a command that does not exist.
  private static func spawn(_ call: PagerCall, input: FileDescriptor) throws -> pid_t {
    let words = call.words ?? ["/bin/sh", "-c", call.command]
    guard let command = words.first else { throw Errno.noSuchFileOrDirectory }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input.rawValue, STDIN_FILENO)
    // Sockets and the journal are nobody else's, nor is the other end of the pipe.
    for descriptor in STDERR_FILENO + 1..<descriptorsMax where fcntl(descriptor, F_GETFD) != -1 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    // The shell ignores it; a pager that did would go on when its own reader is gone.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    let arguments = copies(words)
    let variables = copies(call.variables.map { "\($0.key)=\($0.value)" })
    defer { (arguments + variables).forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawnp(&process, command, &actions, &attributes, arguments, variables)
    guard code == 0 else { throw Errno(rawValue: code) }
    return process
  }

  /// More than edsh ever has open; they are numbered from below.
  private static let descriptorsMax: Int32 = 1024

  /// The texts as C wants them, to be freed.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
