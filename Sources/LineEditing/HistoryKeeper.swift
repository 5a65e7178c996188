/// History in memory and its file; a file that fails is told about once, and given up.
struct HistoryKeeper {
  private(set) var history: History
  private var file: HistoryFile?
  private var problem: SystemError?
  private let sizeMax: Int

  /// Nil keeps history in memory only.
  init(path: String?, sizeMax: Int) {
    history = History(sizeMax: sizeMax)
    file = path.map(HistoryFile.init)
    self.sizeMax = sizeMax
  }

  /// Reads the file; one that has grown to twice what is kept is cut.
  mutating func load() {
    let sizeMax = sizeMax
    let loaded = usingFile { file throws(SystemError) in
      let rows = try file.load()
      let history = History(rows, sizeMax: sizeMax)
      if rows.count > 2 * sizeMax { try file.replace(rows: rows.count, by: history.entries) }
      return history
    }
    history = loaded ?? history
  }

  /// Adds the newest entry.
  ///
  /// - Returns: whether an older one is gone or has moved.
  @discardableResult
  mutating func append(_ entry: String) -> Bool {
    let countBefore = history.entries.count
    history.append(entry)
    usingFile { file throws(SystemError) in try file.append(entry) }
    return history.entries.count == countBefore
  }

  /// Forgets every entry, also in the file; a file that cannot be emptied keeps them all.
  mutating func clear() -> Result<Void, SystemError> {
    do throws(SystemError) {
      try file?.clear()
    } catch {
      return .failure(error)
    }
    history = History(sizeMax: sizeMax)
    return .success(())
  }

  /// What went wrong since it was last asked.
  mutating func takeProblem() -> SystemError? {
    defer { problem = nil }
    return problem
  }

  @discardableResult
  private mutating func usingFile<Result>(
    _ use: (HistoryFile) throws(SystemError) -> Result
  ) -> Result? {
    guard let file else { return nil }
    do throws(SystemError) {
      return try use(file)
    } catch {
      problem = error
      self.file = nil
      return nil
    }
  }
}
