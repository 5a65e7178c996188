import CommandModel
import Glibc

/// Says that this process owns a run; whatever ends the process ends that too.
///
/// A lock of the system on a file that names the owner, bound to the open file: it ends with
/// the process however that ends, and can be asked for without being taken. The file is taken
/// away with the lock; one that a process left behind when it died holds nobody.
package final class RunLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Who has a run instead.
  struct Taken: Error {
    /// Nil where the file does not say.
    let owner: Int?
  }

  /// Takes the lock of a run.
  ///
  /// - Throws: ``Taken`` when another process has it, or an `Errno`-like `Problem`.
  init(of run: String, in folder: String) throws {
    path = RunLock.path(of: run, in: folder)
    descriptor = try RunLock.open(path)
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  /// The process that has a run; nil when nobody has.
  static func owner(of run: String, in folder: String) -> Int? {
    let descriptor = Glibc.open(path(of: run, in: folder), O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Asking is not taking: whoever begins the run at this moment is not kept from it.
    var region = wholeFile
    guard fcntl(descriptor, RunLock.ask, &region) == 0, region.l_type != Int16(F_UNLCK) else {
      return nil
    }
    return readOwner(descriptor) ?? 0
  }

  private static func path(of run: String, in folder: String) -> String { "\(folder)/\(run).lock" }

  private static func open(_ path: String) throws -> Int32 {
    while true {
      let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw LocalFile.problem("the lock `\(path)`", errno) }
      var region = wholeFile
      guard fcntl(descriptor, RunLock.take, &region) == 0 else {
        defer { close(descriptor) }
        throw Taken(owner: readOwner(descriptor))
      }
      // Its last owner may have taken the file away between the two calls.
      var facts = stat()
      guard fstat(descriptor, &facts) == 0, facts.st_nlink > 0 else {
        close(descriptor)
        continue
      }
      let text = "\(getpid())\n"
      guard ftruncate(descriptor, 0) == 0, write(descriptor, text, text.utf8.count) > 0 else {
        defer { close(descriptor) }
        throw LocalFile.problem("the lock `\(path)`", errno)
      }
      return descriptor
    }
  }

  /// F_OFD_GETLK and F_OFD_SETLK of Linux, which Glibc's module leaves out (fcntl(2)).
  private static let (ask, take): (Int32, Int32) = (36, 37)

  /// All of a file, to be written by one process.
  private static var wholeFile: flock {
    var region = flock()
    region.l_type = Int16(F_WRLCK)
    region.l_whence = Int16(SEEK_SET)
    return region
  }

  private static func readOwner(_ descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}

/// Files and folders of the journal: only their owner may look into them.
enum LocalFile {
  /// Makes a folder that only its owner may enter, with those above it.
  static func makeFolder(_ path: String) throws {
    var end = path.startIndex
    while end != path.endIndex {
      end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
      if mkdir(String(path[..<end]), 0o700) != 0, errno != EEXIST {
        throw problem("the folder `\(path[..<end])`", errno)
      }
    }
  }

  /// Makes an empty file that only its owner may read, where there is none.
  static func make(_ path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem("the journal `\(path)`", errno) }
    close(descriptor)
  }

  /// Waits until no other process has its turn at something short.
  static func turn(_ path: String) throws -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem("the lock `\(path)`", errno) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        defer { close(descriptor) }
        throw problem("the lock `\(path)`", errno)
      }
    }
    return descriptor
  }

  /// Lets the next process have its turn.
  static func end(_ turn: Int32) { close(turn) }

  static func problem(_ what: String, _ error: Int32) -> Problem {
    Problem(
      .local, code: .journalFailed, "\(what) cannot be used: \(String(cString: strerror(error)))",
      hint: "mend that, or set XDG_STATE_HOME to a folder that can be written")
  }
}
