import CommandModel
import Synchronization

/// The entries of the shell: where they come from, the one that is run, and the next one.
extension Session {
  /// Where the entries come from and their history is; nil where nobody types lines.
  var entrySource: (any EntrySource)? {
    get { state.withLock(\.entries) }
    set { state.withLock { $0.entries = newValue } }
  }

  /// The entry that is run.
  var entry: String {
    get { state.withLock(\.entry) }
    set { state.withLock { $0.entry = newValue } }
  }

  /// Puts a text into the next line.
  func offer(draft: String) { state.withLock { $0.draft = draft } }

  /// What stands in the next line, once.
  func takeDraft() -> String {
    state.withLock { state in
      defer { state.draft = "" }
      return state.draft
    }
  }

  /// What was entered before the entry that is run, as history keeps it; empty for the first.
  var lastEntry: String {
    get async {
      let history = await entrySource?.history() ?? []
      return history.last { $0 != entry } ?? ""
    }
  }
}
