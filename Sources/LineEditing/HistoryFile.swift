import Glibc

/// The file that any number of shells keep their history in: 0600, one row an entry.
struct HistoryFile: Sendable {
  let path: String

  /// Every entry, oldest first; none when there is no file.
  ///
  /// What is no UTF-8 is repaired: a damaged row costs that row only.
  /// - Throws: `SystemError` when the file is there and cannot be read.
  func load() throws(SystemError) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 && errno == ENOENT { return [] }
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    return try readAll(descriptor).split(separator: UInt8(ascii: "\n")).map {
      HistorySpelling.entry(from: String(decoding: $0, as: UTF8.self))
    }
  }

  /// Adds an entry behind those of every shell.
  ///
  /// - Throws: `SystemError` when it could not be written.
  func append(_ entry: String) throws(SystemError) {
    let descriptor = try openLocked()
    defer { close(descriptor) }
    try writeAll(HistorySpelling.row(for: entry) + "\n", to: descriptor)
  }

  /// Leaves an empty file.
  ///
  /// - Throws: `SystemError` when it could not be emptied.
  func clear() throws(SystemError) {
    let descriptor = try openLocked()
    defer { close(descriptor) }
    guard ftruncate(descriptor, 0) == 0 else { throw failure() }
  }

  /// Makes `entries` the whole file, unless another shell has written since `rows` were read.
  ///
  /// - Throws: `SystemError` when it could not be written; the file is as it was then.
  func replace(rows: Int, by entries: [String]) throws(SystemError) {
    let descriptor = try openLocked()
    defer { close(descriptor) }
    guard try load().count == rows else { return }
    let temporary = "\(path).\(getpid())"
    let output = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw failure() }
    defer { close(output) }
    let text = entries.map { HistorySpelling.row(for: $0) + "\n" }.joined()
    try writeAll(text, to: output)
    guard rename(temporary, path) == 0 else { throw failure() }
  }
}

extension HistoryFile {
  private func failure() -> SystemError { .last("keep history in \(path)") }

  /// The file, made when it is missing, locked until the descriptor is closed.
  private func openLocked() throws(SystemError) -> Int32 {
    makeFolder()
    while true {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw failure() }
      while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
      // Another shell may have put a new file there while this one waited.
      if isAtPath(descriptor) { return descriptor }
      close(descriptor)
    }
  }

  private func isAtPath(_ descriptor: Int32) -> Bool {
    var (opened, named) = (stat(), stat())
    guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0 else { return false }
    return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// Makes the folders that are missing, 0700; opening the file tells when it failed.
  private func makeFolder() {
    let folders = path.indices.filter { path[$0] == "/" }.map { path[..<$0] }
    for folder in folders where !folder.isEmpty { mkdir(String(folder), 0o700) }
  }

  private func readAll(_ descriptor: Int32) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  private func writeAll(_ text: String, to descriptor: Int32) throws(SystemError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      rest = rest.dropFirst(count)
    }
  }
}
