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
    // The shell ignores it; a pager that did would go on when its own reader is gone.
    return try Spawn(
      words: words, variables: call.variables, input: input, defaultSignals: [SIGPIPE]
    ).start()
  }
}
