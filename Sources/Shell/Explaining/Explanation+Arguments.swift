import CommandModel

extension Explanation {
  /// What commands take.
  static let arguments: [ErrorCode: Explanation] = [
    .missingArgument: Explanation(
      "something that the command needs is not given", "`help COMMAND` says what is required.",
      wrong: "sources get", right: "sources list | first | get"),
    .tooManyArguments: Explanation(
      "the command takes no further value",
      "A verb behind a pipe takes its ids from the pipe; a value with blanks needs quotes.",
      wrong: "sources list | first 1 2", right: "sources list | first 1"),
    .givenTwice: Explanation(
      "the same is given twice", "Nobody could say which of the two was meant.",
      wrong: "sources list --limit 1 --limit 2", right: "sources list --limit 2"),
    .badValue: Explanation(
      "a value is not what is needed here",
      "Each parameter, setting and compared field has a type; the hint says how it is written.",
      wrong: "sources list --limit many", right: "sources list --limit 5"),
    .badCase: Explanation(
      "a known word is spelled with other capitals",
      "Words such as Failed are compared exactly, so another case would quietly match nothing.",
      wrong: "sources list | where status == failed",
      right: "sources list | where status == Failed"),
    .secretValue: Explanation(
      "a secret is written out, or read",
      "Secrets are asked for (=?), or come from the environment (=$env.NAME) or a file (=@file). "
        + "They are never arguments and cannot be read back.",
      wrong: "set api_key phx_example", right: "set output csv"),
    .badBlock: Explanation(
      "a block is missing, or stands where none is taken",
      "Only `each` and the statements if, for, try and def have a block.",
      wrong: "sources list | each", right: "sources list | first 2 | each { $it.source_type }"),
    .misplacedFlag: Explanation(
      "a format is asked for in the middle of a line",
      "What flows to the next stage is not shown, so there is nothing to format.",
      wrong: "sources list -o csv | count", right: "sources list | count -o csv"),
    .misplacedParam: Explanation(
      "`param` does not stand at the top of the script",
      "Arguments are read before anything runs, so they are named before anything else; only "
        + "`include` may stand before them.",
      wrong: "print start\nparam max = 5", right: "param max = 5\nprint start"),
    .needsYes: Explanation(
      "something would be destroyed and nobody has agreed",
      "What cannot be taken back is asked for. In a loop, and where nobody can be asked, it needs "
        + "--yes.",
      wrong:
        "sources list | where source_type == Stripe | first | "
        + "sources revenue-analytics-config enabled=false",
      right:
        "sources list | where source_type == Stripe | first | "
        + "sources revenue-analytics-config enabled=true"),
  ]

  /// What flows through pipes, and what is computed of it.
  static let flow: [ErrorCode: Explanation] = [
    .needsInput: Explanation(
      "a stage has nothing before it", "A stage stands behind a command or a value.",
      wrong: "where status == Failed", right: "sources list | where status == Failed"),
    .takesNoInput: Explanation(
      "a command takes nothing from a pipe", "It begins a line of its own.",
      wrong: "sources list | whoami", right: "whoami"),
    .needsNoun: Explanation(
      "a verb cannot know what it is about",
      "Records know their kind as long as they keep their `id`; values from a file do not, and "
        + "mixed kinds are ambiguous.",
      wrong: "[{id: 1}] | reload", right: "sources list | first | reload"),
    .noLink: Explanation(
      "records do not lead to what the verb is about",
      "A noun of another kind follows the record's link; a table leads to its source, a source "
        + "does not lead to one table.",
      wrong: "sources list | schemas reload", right: "schemas list | first | schemas reload"),
    .noTarget: Explanation(
      "a value does not say which thing is meant",
      "A verb takes records with their `id`, or texts: ids, which are UUIDs, and names.",
      wrong: "[5] | sources reload", right: "sources list | first | reload"),
    .noRecord: Explanation(
      "a bare word has no record to be a field of",
      "In `if`, a statement's `assert` and ( … ) there is no record at hand.",
      wrong: "if status == Failed { print x }",
      right: "if $(sources list | where status == Failed | count) > 0 { print x }"),
    .notAField: Explanation(
      "a word is no field", "A field is names joined by dots; + - * / % need blanks around them.",
      wrong: "[{rows: 1}] | where rows*2 > 1", right: "[{rows: 1}] | where rows * 2 > 1"),
    .badPattern: Explanation(
      "a pattern cannot be used",
      "=~ takes a regular expression in quotes. A repeated group that repeats or branches inside "
        + "could run for ever and is refused; a class such as [ab]+ is not.",
      wrong: "sources list | where prefix =~ '(a+)+$'",
      right: "sources list | where prefix =~ 'a+$'"),
    .badPath: Explanation(
      "a path leads into something that has no inside",
      "Only records have fields and only lists have items; behind a variable in a text, a dot goes "
        + "on with the path.",
      wrong: "print \"report-$now.jsonl\"", right: "print \"report-$($now).jsonl\""),
    .badText: Explanation(
      "a list or a record stands in a text", "Take a field or an item of it, or count it.",
      wrong: "let s = [1, 2]; print \"found $s\"",
      right: "let s = [1, 2]; print \"found $($s | count)\""),
    .badOperands: Explanation(
      "two values do not go together",
      "Nothing is converted silently: a text and a number are neither added nor compared.",
      wrong: "print (1 + '1')", right: "print (1 + 1)"),
    .badCondition: Explanation(
      "a condition is neither true nor false",
      "A condition must be true, false or null; a number or a text is compared with something.",
      wrong: "if 5 { print yes }", right: "if 5 > 0 { print yes }"),
    .noMatch: Explanation(
      "a filter kept nothing, and compared with a word that does not occur",
      "Enumerations are open, because servers grow words; so this is a note and no error, with the "
        + "words that did occur."),
  ]
}
