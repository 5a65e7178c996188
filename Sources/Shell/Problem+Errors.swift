import CommandModel
import LineEditing
import SystemPackage

extension Problem {
  /// What any error that reaches the person is to them: the one place where errors
  /// of the modules below become problems.
  init(of error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let failure as Failure: self.init(failure)
    case let error where error.isInterruption:
      self.init(.interrupted, code: .interrupted, "interrupted")
    case SinkError.closed:
      self.init(.local, code: .output, "nobody reads the output any more")
    case SinkError.failed(let words):
      self.init(.local, code: .output, "cannot write to standard output: \(words)")
    case let error as SystemError: self.init(.local, code: .system, error.description)
    case let error as Errno:
      self.init(.local, code: .system, "the system refuses: \(Files.words(for: error))")
    default:
      self.init(.local, code: .internal, "unexpected error of type \(type(of: error))")
    }
  }

  /// What a failed request is to the person, with what to do next.
  init(_ failure: Failure) {
    self.init(
      Category(failure),
      [Diagnostic(code: .server, failure.message, hint: Problem.remedy(for: failure))],
      failure: failure)
  }

  private static func remedy(for failure: Failure) -> String? {
    switch failure.status {
    case 401?: "the key is wrong, expired or of the other region; `set api_key ?` asks for one"
    case 402?: "the project's billing stopped it"
    case 404? where failure.message.hasPrefix("Project"): "`projects list` shows the projects"
    case 429?: failure.retryAfter.map { "try again in \(DurationText.brief($0))" }
    default: nil
    }
  }
}

extension Problem.Category {
  fileprivate init(_ failure: Failure) {
    switch (failure.fate, failure.status) {
    case _ where failure.code == Failure.notOffered: self = .failed
    case (_, 401?), (_, 403?): self = .notAllowed
    case (.notSent, _), (.ambiguous, _), (.rejected, _): self = .network
    case (.failed, _), (.halt, _): self = .failed
    }
  }
}
