import CommandModel

extension ErrorCode {
  /// The class of trouble where only the run can find it: what names nothing that could
  /// be acted on is usage, as nothing was sent.
  var category: Problem.Category {
    let isUsage = [ErrorCode.needsNoun, .noLink, .noTarget].contains(self)
    return isUsage ? .usage : .failed
  }
}

extension Diagnostic {
  init(
    _ code: ErrorCode, _ message: String, as severity: Severity = .error,
    at range: SourceRange? = nil, hint: String? = nil
  ) {
    self.init(severity, code: code, message, at: range, hint: hint)
  }
}

extension Problem {
  init(
    _ category: Category, _ code: ErrorCode, _ message: String, at range: SourceRange? = nil,
    hint: String? = nil
  ) {
    self.init(category, code: code, message, at: range, hint: hint)
  }
}
