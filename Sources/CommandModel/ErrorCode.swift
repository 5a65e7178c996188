/// The stable names of everything that can be wrong: what `explain` explains and what a
/// script may compare `$e.code` with.
///
/// A code keeps its meaning for ever; its message may change.
package enum ErrorCode: String, Sendable, CaseIterable {
  // Reading a text
  case unclosedQuote = "unclosed-quote"
  case unclosedBracket = "unclosed-bracket"
  case strayBracket = "stray-bracket"
  case badCharacter = "bad-character"
  case badEscape = "bad-escape"
  case strayDollar = "stray-dollar"
  case strayBackslash = "stray-backslash"
  case strayKeyword = "stray-keyword"
  case unexpected
  case expected
  case tooDeep = "too-deep"
  case tooManyValues = "too-many-values"
  case touchingValues = "touching-values"
  case missingOperator = "missing-operator"
  case chainedComparison = "chained-comparison"
  case misplacedComparison = "misplaced-comparison"
  case spacedSetting = "spaced-setting"
  case redirect
  case badName = "bad-name"
  case badFlag = "bad-flag"
  case badKey = "bad-key"

  // Names
  case unknownCommand = "unknown-command"
  case unknownFlag = "unknown-flag"
  case unknownParameter = "unknown-parameter"
  case unknownSetting = "unknown-setting"
  case unknownVariable = "unknown-variable"
  case unknownField = "unknown-field"
  case unknownReference = "unknown-reference"
  case ambiguousReference = "ambiguous-reference"
  case reservedName = "reserved-name"

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

  // Values and expressions
  case noRecord = "no-record"
  case notAField = "not-a-field"
  case badPattern = "bad-pattern"
  case badPath = "bad-path"
  case badText = "bad-text"
  case badOperands = "bad-operands"
  case badCondition = "bad-condition"
  case noMatch = "no-match"

  // Running a script
  case include
  case assert
  case fail
  case result
  case planned

  // The process and its settings
  case extraWord = "extra-word"
  case badSetting = "bad-setting"
  case missingSetting = "missing-setting"
  case unknownProfile = "unknown-profile"
  case config
  case exposedKey = "exposed-key"
  case badHost = "bad-host"
  case encoding
  case notCanonical = "not-canonical"
  case noTerminal = "no-terminal"

  // The service
  case notSignedIn = "not-signed-in"
  case badAPIKey = "bad-api-key"
  case otherHost = "other-host"
  case noProject = "no-project"
  case badPrefix = "bad-prefix"
  case unknownSourceType = "unknown-source-type"
  case request
  case requestFailed = "request-failed"
  case server
  case nothingToWaitFor = "nothing-to-wait-for"
  case switchedOff = "switched-off"

  // Runs
  case declined
  case halted
  case haltLimit = "halt-limit"
  case outage
  case longWait = "long-wait"
  case timeIsUp = "time-is-up"
  case journalFailed = "journal-failed"
  case noRun = "no-run"
  case runTaken = "run-taken"
  case otherPlace = "other-place"
  case cannotResume = "cannot-resume"
  case secretChanged = "secret-changed"
  case badPlan = "bad-plan"
  case badShard = "bad-shard"
  case interrupted

  // The machine
  case file
  case format
  case lateField = "late-field"
  case output
  case system
  case `internal`
  case note
}
