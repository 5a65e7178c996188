package import CommandModel

/// A statement as help explains it: its form is the grammar's, so it has no signature.
package struct StatementHelp: Sendable {
  /// The word that it begins with.
  package let word: String
  let form: String
  let summary: String
  let details: [String]
  /// Whether a command follows that it says how to run: `plan`, `watch`.
  let isPrefix: Bool
  /// Whether the name of a setting follows.
  let takesSetting: Bool
  package let examples: [Example]

  private init(
    _ word: String, _ form: String, _ summary: String, details: [String] = [],
    isPrefix: Bool = false, takesSetting: Bool = false, examples: [Example] = []
  ) {
    self.word = word
    self.form = form
    self.summary = summary
    self.details = details
    self.isPrefix = isPrefix
    self.takesSetting = takesSetting
    self.examples = examples
  }

  /// The statement that begins with a word; nil for a word that begins none.
  package static func named(_ word: String) -> StatementHelp? { all.first { $0.word == word } }

  /// All statements that are no commands, in the order in which they are listed.
  package static let all: [StatementHelp] = [
    StatementHelp(
      "set", "set [SETTING VALUE]", "Changes a setting of the session; alone it lists them.",
      details: ["help settings explains them; a setting is read as $name."],
      takesSetting: true,
      examples: [Example("set output csv", "Writes results as CSV from now on.")]),
    StatementHelp(
      "unset", "unset SETTING", "Takes a setting back to what it was without `set`.",
      takesSetting: true,
      examples: [Example("unset output", "Lets the terminal decide again.")]),
    StatementHelp(
      "let", "let NAME = PIPELINE", "Names the records or the value that a pipeline yields.",
      details: ["It is read as $NAME, in a text in double quotes too."],
      examples: [
        Example(
          "let failed = schemas list | where status == Failed; print \"$($failed | count)\"",
          "Keeps what failed, and counts it.")
      ]),
    StatementHelp(
      "param", "param NAME [= VALUE]", "Names an argument of a script and what holds without it.",
      details: ["`edsh run FILE --name VALUE` gives it; without a value it must be given."],
      examples: [Example("param max = 200", "Is read as $max, and given as --max 50.")]),
    StatementHelp(
      "if", "if EXPRESSION { … } [else if EXPRESSION { … }] [else { … }]",
      "Runs a block when something holds.",
      examples: [
        Example(
          "if $(sources list | count) == 0 { print \"no source yet\" }",
          "Says so when the project is empty.")
      ]),
    StatementHelp(
      "for", "for NAME in VALUE { … }", "Runs a block once for each item of a list.",
      examples: [
        Example(
          "for s in $(sources list | first 3) { print $s.source_type }",
          "Prints the types of three sources.")
      ]),
    StatementHelp(
      "def", "def NAME(ARGUMENT [= VALUE], …) { … }", "Names a block as a command.",
      details: [
        "It takes its arguments by place or as --name value, and yields what its pipelines do.",
        "The block reads the names around it and cannot assign them.",
      ],
      examples: [
        Example(
          "def stale(window = 24h) { schemas list | where last_synced_at < $now - $window }; "
            + "stale 7d | count",
          "Counts the tables without a sync in a week.")
      ]),
    StatementHelp(
      "try", "try { … } [catch [NAME] { … }]", "Goes on behind an error.",
      details: [
        "$NAME has code, message, hint, file, line, column, http and result.",
        "What failed inside does not count for the exit status.",
      ],
      examples: [
        Example(
          "try { sources get 0199… } catch e { print \"skipped: $e.message\" }",
          "Says why a source cannot be shown.")
      ]),
    StatementHelp(
      "plan", "plan PIPELINE", "Shows what a pipeline would send, and changes nothing.",
      details: [
        "What reads is done; a verb that changes something yields method, path and body.",
        "`edsh --dry-run` plans every pipeline.",
      ], isPrefix: true,
      examples: [
        Example(
          "plan sources list | where status == Failed | reload", "The requests of a reload.")
      ]),
    StatementHelp(
      "watch", "watch [DURATION] PIPELINE", "Runs a pipeline that reads again and again.",
      details: [
        "Without a duration it looks every 10s; Ctrl-C ends it.",
        "It never uses more than a quarter of the rate limit.",
      ], isPrefix: true,
      examples: [
        Example("watch 5s sources list | count status", "Follows how many sources are well.")
      ]),
  ]
}
