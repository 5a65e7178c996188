/// Something a person can mend: what is wrong, where, and what to do.
///
/// Messages are lower case, without a full stop, and name the thing. The place and
/// the caret are drawn by the renderer from `source` and `range`.
package struct Diagnostic: Sendable, Hashable {
  /// How bad it is.
  package enum Severity: String, Sendable {
    case error, warning, note
  }

  package let severity: Severity
  /// Which mistake it is; `explain` tells more about it.
  package let code: ErrorCode
  package let message: String
  /// Nil where nothing was typed that could be pointed at.
  package var range: SourceRange?
  /// The text that `range` is about.
  package var source: SourceText?
  /// One remedy, as a whole phrase: ``did you mean `sources list`?``.
  package let hint: String?

  package init(
    _ severity: Severity = .error, code: ErrorCode, _ message: String, at range: SourceRange? = nil,
    in source: SourceText? = nil, hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.source = source
    self.hint = hint
  }
}

/// What ends a statement: diagnostics with the class of trouble they are.
///
/// The only error that crosses modules on its way to the person. What the server
/// answered and the result record of an item that failed travel with it.
package struct Problem: Error, Sendable {
  /// The class of trouble; it decides the exit status (language.md, section 6).
  package enum Category: Sendable, Hashable, CaseIterable {
    /// Usage or syntax; nothing was sent.
    case usage
    /// The server refused, `fail`, `assert`, or items failed.
    case failed
    /// Items whose outcome is unknown.
    case unknown
    /// Not signed in, or not allowed.
    case notAllowed
    /// The network or the server failed and retries are used up.
    case network
    /// Stopped early and can be resumed.
    case stopped
    /// The local journal, disk or output failed.
    case local
    /// Ctrl-C.
    case interrupted
  }

  package let category: Category
  package var diagnostics: [Diagnostic]
  package var failure: Failure?
  /// The result record of the one item that failed.
  package var result: Record?
  /// Whether everything that follows would meet the same: a wrong key, a full disk, a
  /// server that is away. Work on many things stops there.
  package var concernsAll: Bool
  /// Whether it ended work on many things of which each has its result, given before.
  package var followsResults = false

  package init(
    _ category: Category, _ diagnostics: [Diagnostic], failure: Failure? = nil,
    result: Record? = nil, concernsAll: Bool = false
  ) {
    self.category = category
    self.diagnostics = diagnostics
    self.failure = failure
    self.result = result
    self.concernsAll = concernsAll || failure?.fate == .halt || category == .local
  }

  /// A problem with one diagnostic.
  package init(
    _ category: Category, code: ErrorCode, _ message: String, at range: SourceRange? = nil,
    hint: String? = nil
  ) {
    self.init(category, [Diagnostic(code: code, message, at: range, hint: hint)])
  }
}
