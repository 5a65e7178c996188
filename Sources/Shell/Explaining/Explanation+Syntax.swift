import CommandModel

extension Explanation {
  /// What cannot be read.
  static let syntax: [ErrorCode: Explanation] = [
    .unclosedQuote: Explanation(
      "a text has no end",
      "A text begins and ends with the same quote. At the prompt an open quote asks for another "
        + "line instead.",
      wrong: "print \"hello", right: "print \"hello\""),
    .unclosedBracket: Explanation(
      "a bracket has no partner",
      "Each ( [ { and $( needs its ) ] }. At the prompt an open bracket asks for another line "
        + "instead.",
      wrong: "print $(sources list | count", right: "print $(sources list | count)"),
    .strayBracket: Explanation(
      "a bracket closes nothing",
      "A closing bracket without an opening one is a slip, or a text "
        + "that needs quotes.",
      wrong: "sources list | count )", right: "sources list | count"),
    .badCharacter: Explanation(
      "a character is not part of the language",
      "Blanks that only look like blanks come along when text is copied from a page. Inside "
        + "quotes every character stands for itself.",
      wrong: "sources\u{A0}list", right: "sources list"),
    .badEscape: Explanation(
      "a backslash in a text means nothing",
      "In double quotes a backslash begins \\n \\t \\\" \\\\ \\$ and \\u{…}. In single quotes it "
        + "is itself.",
      wrong: #"print "C:\Users""#, right: #"print 'C:\Users'"#),
    .strayDollar: Explanation(
      "a dollar sign has no name behind it",
      "$name is a variable and $( … ) the value of a pipeline; ${name} and $1 belong to other "
        + "languages.",
      wrong: "let x = 1; print ${x}", right: "let x = 1; print $x"),
    .strayBackslash: Explanation(
      "a backslash joins no lines",
      "Outside of quotes a backslash stands only at the end of a line, which it joins with the "
        + "next.",
      wrong: #"print a\b"#, right: #"print 'a\b'"#),
    .strayKeyword: Explanation(
      "`else` or `catch` stands alone",
      "They go on behind the closing bracket of an `if` or a `try`, on the same line or the next.",
      wrong: "else { print no }", right: "if 1 == 2 { print yes } else { print no }"),
    .unexpected: Explanation(
      "something stands where nothing can",
      "What was read before it was complete. Often a `|` or a `;` is missing, or a value stands in "
        + "the middle of a pipeline.",
      wrong: "sources list | 5", right: "[5] | count"),
    .expected: Explanation(
      "something is missing",
      "The text ends, or goes on with something else, where the grammar needs one more thing.",
      wrong: "sources list |", right: "sources list | count"),
    .tooDeep: Explanation(
      "brackets or operators are piled too high",
      "At most 200 brackets stand inside one another and an expression has at most 1,000 "
        + "operators. Name the parts with `let`, or compare with a list."),
    .tooManyValues: Explanation(
      "a setting takes one value", "Quote a value that has blanks in it.",
      wrong: "set project_id 1 2", right: "set project_id 1"),
    .touchingValues: Explanation(
      "two values touch",
      "Text is built in one way, in double quotes; arithmetic has blanks around its signs.",
      wrong: "let p = \"eu\"; print eu_$p", right: "let p = \"eu\"; print \"eu_$p\""),
    .missingOperator: Explanation(
      "two values of a condition have nothing between them",
      "Conditions are joined by `and` and `or`, values compared by == != < <= > >= =~ !~ and in.",
      wrong: "sources list | where status Failed",
      right: "sources list | where status == Failed"),
    .chainedComparison: Explanation(
      "a comparison does not go on", "Each comparison stands by itself; `and` joins two.",
      wrong: "[{n: 5}] | where 1 < n < 9", right: "[{n: 5}] | where n > 1 and n < 9"),
    .misplacedComparison: Explanation(
      "a comparison stands outside of a condition",
      "What a command yields is filtered by `where`; `name=value` goes to the server.",
      wrong: "sources list status == Failed", right: "sources list | where status == Failed"),
    .spacedSetting: Explanation(
      "blanks stand around the `=` of a setting",
      "A setting of a command is one word, so that its value cannot be taken for another argument.",
      wrong: "sources list search = stripe", right: "sources list search=stripe"),
    .redirect: Explanation(
      "`>` and `<` lead into no file",
      "`save` writes a file, all of it or nothing, and `open` reads one.",
      wrong: "sources list > all.csv", right: "sources list | save all.csv"),
    .badName: Explanation(
      "a name has other characters than letters, digits and `_`",
      "Names of variables and of what `def` defines begin with a letter or `_`.",
      wrong: "let my-list = [1]", right: "let my_list = [1]"),
    .badFlag: Explanation(
      "a flag is written in a way that no flag is",
      "A flag is --name value, --name=value, or -x value; a switch takes no value.",
      wrong: "sources list -o=csv", right: "sources list -o csv"),
    .badKey: Explanation(
      "the key of a record is none",
      "A key is a name with a colon right behind it and a blank after that, or a text in quotes.",
      wrong: "print {a:1}", right: "print {a: 1}"),
  ]
}
