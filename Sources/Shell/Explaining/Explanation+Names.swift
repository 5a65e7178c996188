import CommandModel

extension Explanation {
  /// Names that nothing has, and names that are taken.
  static let names: [ErrorCode: Explanation] = [
    .unknownCommand: Explanation(
      "there is no such command",
      "A command is a noun and a verb, or one word; `help` lists them. A text that begins a "
        + "pipeline is quoted.",
      wrong: "sources lst", right: "sources list"),
    .unknownFlag: Explanation(
      "the command has no such flag", "`help COMMAND` lists its flags; name=value is no flag.",
      wrong: "sources list --limt 5", right: "sources list --limit 5"),
    .unknownParameter: Explanation(
      "the command sends no such parameter",
      "name=value goes to the server, so only what the server knows is taken. To filter what comes "
        + "back, use `where`.",
      wrong: "sources list status=Failed", right: "sources list | where status == Failed"),
    .unknownSetting: Explanation(
      "there is no such setting", "`set` alone lists them. `let` makes a variable.",
      wrong: "set outptu csv", right: "set output csv"),
    .unknownVariable: Explanation(
      "nothing has been named so",
      "A variable exists from its `let`, `param`, `for` or `catch` on, inside a `def` or an `each` "
        + "up to the end of the block.",
      wrong: "print $total", right: "let total = 5; print $total"),
    .unknownField: Explanation(
      "the records have no such field",
      "A typo never widens a filter: a field that its kind does not know is refused. `.name` takes "
        + "a field as it is, because servers grow fields.",
      wrong: "sources list | where statsu == Failed",
      right: "sources list | where status == Failed"),
    .unknownReference: Explanation(
      "nothing is called so",
      "In the place of an id stands an id, at least its first 6 characters, a prefix, a type, "
        + "`type/prefix` or the name of a table, also as `table@source`. Case counts, and names "
        + "with blanks are quoted.",
      wrong: "sources get Strip/eu", right: "sources get Stripe/eu"),
    .ambiguousReference: Explanation(
      "several things are called so",
      "No reading of a name goes before another, so that nothing made later changes what a script "
        + "means. Write more of it, or the id; `Stripe/` is the one without a prefix.",
      wrong: "sources get Stripe", right: "sources get Stripe/"),
    .reservedName: Explanation(
      "the name is taken",
      "What the language or a command of edsh is called cannot be named anew; `id` says which "
        + "thing a record is.",
      wrong: "let now = 5", right: "let start = 5"),
    .outerName: Explanation(
      "a block assigns a name of the script around it",
      "The blocks of `each` run side by side and a `def` may be called from anywhere, so neither "
        + "changes what stands outside. What a block yields is its result.",
      wrong: "let n = 0; [1, 2] | each { let n = $it }",
      right: "let n = [1, 2] | each { $it } | count; print $n"),
    .misplacedSet: Explanation(
      "a setting changes inside `each`",
      "Rounds run side by side in one session; a setting that one changes would change the others.",
      wrong: "[1, 2] | each { set output csv }", right: "set output csv; [1, 2] | each { $it }"),
    .misplacedDef: Explanation(
      "`def` stands inside a block", "What a script defines, it defines at the top.",
      wrong: "if true { def one() { 1 } }", right: "def one() { 1 }; if true { one }"),
    .misplacedPrefix: Explanation(
      "`watch` or `plan` stands where it cannot",
      "`watch` repeats a line of its own, not a value; the two do not go together.",
      wrong: "let x = watch sources list", right: "let x = sources list"),
    .watchChanges: Explanation(
      "`watch` would change something again and again",
      "It repeats what only reads. Run the change once, then watch what it does.",
      wrong: "watch 5s sources list | reload", right: "sources list | count status"),
  ]
}
