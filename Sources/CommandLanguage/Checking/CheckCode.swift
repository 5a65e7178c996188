import CommandModel

/// The stable codes of what is found wrong after the text could be read.
package enum CheckCode: String, Sendable, CaseIterable {
  // Names
  case unknownCommand = "unknown-command"
  case unknownFlag = "unknown-flag"
  case unknownParameter = "unknown-parameter"
  case unknownSetting = "unknown-setting"
  case unknownVariable = "unknown-variable"
  case unknownField = "unknown-field"
  case reservedName = "reserved-name"
  case notYet = "not-yet"

  // Arguments
  case missingArgument = "missing-argument"
  case tooManyArguments = "too-many-arguments"
  case givenTwice = "given-twice"
  case badValue = "bad-value"
  case badCase = "bad-case"
  case secretValue = "secret-value"
  case badBlock = "bad-block"
  case misplacedFlag = "misplaced-flag"
  case misplacedParam = "misplaced-param"
  case needsYes = "needs-yes"

  // Scopes and prefixes
  case outerName = "outer-name"
  case misplacedSet = "misplaced-set"
  case misplacedDef = "misplaced-def"
  case misplacedPrefix = "misplaced-prefix"
  case watchChanges = "watch-changes"

  // Pipes
  case needsInput = "needs-input"
  case takesNoInput = "takes-no-input"
  case needsNoun = "needs-noun"
  case noLink = "no-link"
  case noTarget = "no-target"

  // Expressions and values
  case noRecord = "no-record"
  case notAField = "not-a-field"
  case badPattern = "bad-pattern"
  case badPath = "bad-path"
  case badText = "bad-text"
  case badOperands = "bad-operands"
  case badCondition = "bad-condition"
  case noMatch = "no-match"

  // Scripts
  case include
  case planned
  case assert
  case fail
  case result
}

extension CheckCode {
  /// The class of trouble where only the run can find it: what names nothing that could
  /// be acted on is usage, as nothing was sent.
  var category: Problem.Category {
    let isUsage = [CheckCode.needsNoun, .noLink, .noTarget].contains(self)
    return isUsage ? .usage : .failed
  }
}

extension Diagnostic {
  init(
    _ code: CheckCode, _ message: String, as severity: Severity = .error,
    at range: SourceRange? = nil, hint: String? = nil
  ) {
    self.init(severity, code: code.rawValue, message, at: range, hint: hint)
  }
}

extension Problem {
  init(
    _ category: Category, _ code: CheckCode, _ message: String, at range: SourceRange? = nil,
    hint: String? = nil
  ) {
    self.init(category, code: code.rawValue, message, at: range, hint: hint)
  }
}

extension Suggestion {
  /// ``did you mean `reload`?``, or nil where nothing is near.
  static func hint(for typed: String, among names: [String]) -> String? {
    nearest(to: typed, among: names).map { "did you mean `\($0)`?" }
  }
}
