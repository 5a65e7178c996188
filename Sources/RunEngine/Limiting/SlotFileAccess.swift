import Glibc

/// The descriptor of a file of places, its lock, and what is read and written under it.
struct SlotFileAccess: ~Copyable {
  private let path: String
  private var descriptor: Int32 = -1
  /// Whether the file cannot be had at all, which is found out once.
  private var isLost = false

  /// The lock is held for microseconds, or for a few milliseconds by who is put aside while
  /// it has it; who has it longer was stopped. So many tries take about as long.
  private static let triesMax = 2000

  init(path: String) { self.path = path }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Locks the file and reads its header, beginning it anew where it is no log of ours.
  ///
  /// Nil when the file, or its lock, cannot be had.
  mutating func lock(at now: Int64) -> SlotPages.Header? {
    for _ in 0..<SlotFileAccess.triesMax where openIfNeeded() {
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        sched_yield()
        continue
      }
      var facts = stat()
      guard fstat(descriptor, &facts) == 0, facts.st_nlink > 0 else {
        // It was deleted, and another may have its name by now.
        close(descriptor)
        descriptor = -1
        continue
      }
      if let header = readHeader(fileBytes: Int(facts.st_size)) ?? begin(at: now) { return header }
      unlock()
      return nil
    }
    return nil
  }

  func unlock() { flock(descriptor, LOCK_UN) }

  /// The notes of a range, which the ring still has; fewer when they cannot be read.
  func notes(_ range: Range<Int>) -> [SlotPages.Note] {
    var notes: [SlotPages.Note] = []
    notes.reserveCapacity(range.count)
    var next = range.lowerBound
    while next < range.upperBound {
      let end = min(range.upperBound, (next / SlotPages.capacity + 1) * SlotPages.capacity)
      let words = read(count: (end - next) * 2, at: SlotPages.offset(of: next))
      for start in stride(from: 0, to: words.count - 1, by: 2) {
        notes.append(
          SlotPages.Note(
            takenAt: Int64(bitPattern: words[start]),
            answeredAt: Int64(bitPattern: words[start + 1])))
      }
      guard words.count == (end - next) * 2 else { break }
      next = end
    }
    return notes
  }

  /// Whether it could be written.
  @discardableResult
  func write(_ note: SlotPages.Note, at index: Int) -> Bool {
    write(note.words, at: SlotPages.offset(of: index))
  }

  @discardableResult
  func write(_ header: SlotPages.Header) -> Bool { write(header.words, at: 0) }
}

extension SlotFileAccess {
  private mutating func openIfNeeded() -> Bool {
    if descriptor >= 0 || isLost { return !isLost }
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    descriptor = open(path, flags, 0o600)
    if descriptor < 0, errno == ENOENT {
      makeFolders()
      descriptor = open(path, flags, 0o600)
    }
    var facts = stat()
    isLost =
      descriptor < 0 || fstat(descriptor, &facts) != 0 || facts.st_mode & S_IFMT != S_IFREG
    return !isLost
  }

  /// Makes the folders that are missing, 0700; opening the file tells when it failed.
  private func makeFolders() {
    let folders = path.indices.filter { path[$0] == "/" }.map { path[..<$0] }
    for folder in folders where !folder.isEmpty { mkdir(String(folder), 0o700) }
  }

  private func readHeader(fileBytes: Int) -> SlotPages.Header? {
    guard let header = SlotPages.Header(read(count: SlotPages.headerBytes / 8, at: 0)),
      fileBytes >= SlotPages.bytesMin(notes: header.count)
    else { return nil }
    return header
  }

  private func begin(at now: Int64) -> SlotPages.Header? {
    let header = SlotPages.Header(generation: UInt64(bitPattern: now))
    return ftruncate(descriptor, 0) == 0 && write(header) ? header : nil
  }

  private func read(count: Int, at offset: Int) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: count)
    let bytes = words.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
    }
    words.removeLast(count - max(0, bytes) / 8)
    return words
  }

  private func write(_ words: [UInt64], at offset: Int) -> Bool {
    words.withUnsafeBytes {
      pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) == $0.count
    }
  }
}
