import CommandModel

/// Words that people bring from other tools, and what they are called here.
package enum Neighbours {
  /// Words that simply mean one of ours.
  static let aliases = [
    "quit": "exit", #"\q"#: "exit", "?": "help", #"\?"#: "help", #"\h"#: "help",
  ]

  /// What stands in braces is meant for the word behind, where there is one.
  private static let remedies = [
    "select": "begin with a listing: `sources list | where status == Failed | select name`",
    "from": "begin with a listing: `sources list`",
    "get": "the noun comes first: `sources get ID`",
    "list": "the noun comes first: `sources list`",
    "ls": "write `sources list`",
    "show": "the noun comes first: `sources list`; `help` lists the commands",
    "describe": "the noun comes first: `sources get ID`; `help sources get` describes it",
    #"\d"#: "`sources list` shows the sources, `schemas list` their tables",
    #"\dt"#: "`schemas list` shows the tables",
    #"\l"#: "`sources list` shows the sources",
    #"\x"#: "write `-o vertical` at the end of the line, or `set output vertical`",
    #"\c"#: "write `set project_id NUMBER`",
    "use": "write `set project_id NUMBER`",
    "grep": "write `where name =~ '{text}'`",
    "head": "write `first {10}`",
    "tail": "write `last {10}`",
    "limit": "write `first {10}`",
    "jq": "write `select name` or `where name == x`",
    "awk": "write `select name` or `where name == x`",
    "cut": "write `select name`",
    "filter": "write `where name == x`",
    "wc": "write `count`",
    "length": "write `count`",
    "len": "write `count`",
    "uniq": "write `unique`",
    "distinct": "write `unique`",
    "order": "write `sort {name}`",
    "group": "write `count {field}`",
    "map": "write `extend name = expression`, `select name` or `each { … }`",
    "foreach": "write `each { … }` behind a pipe, or `for x in $list { … }`",
    "xargs": "write `each { … }`",
    "parallel": "write `each --parallel 8 { … }`",
    "while": "write `for x in $list { … }`, or `watch 10s` before a line",
    "function": "write `def name() { … }`",
    "fn": "write `def name() { … }`",
    "throw": "write `fail \"why\"`",
    "total": "write `sum {field}`",
    "average": "write `avg {field}`",
    "mean": "write `avg {field}`",
    "&&": "`;` or a new line stands between two statements",
    "&": "`;` or a new line stands between two statements",
    "as": "write `extend new = old`",
    "tee": "write `save {FILE}`",
    ">": "write `| save {FILE}`",
    ">>": "write `| save {FILE}`",
    "cat": "write `open {FILE}`",
    "echo": "write `print`",
    "printf": "write `print`",
    ".": "write `include {FILE}`",
    "export": "write `set NAME VALUE` or `let NAME = VALUE`",
    "var": "write `let NAME = VALUE`",
    "return": "write `exit`",
    "man": "write `help`",
    "sleep": "`wait` waits for syncs",
    "!": "commands of the system are run outside edsh",
    "sh": "commands of the system are run outside edsh",
  ]

  /// The line that names ours for a word of a neighbour and the word behind it; nil for any
  /// other word.
  package static func remedy(for word: String, with argument: String?) -> String? {
    guard let remedy = remedies[word.lowercased()] else { return nil }
    guard let start = remedy.firstIndex(of: "{"),
      let end = remedy[start...].firstIndex(of: "}")
    else { return remedy }
    let example = remedy[remedy.index(after: start)..<end]
    // Braces with blanks are a block.
    guard example.allSatisfy({ !$0.isWhitespace }) else { return remedy }
    let given = argument.flatMap { fitting($0, for: example) } ?? String(example)
    return remedy[..<start] + given + remedy[remedy.index(after: end)...]
  }

  /// A word where one is due, and only the number where that is: `-5` and `-n5` mean 5.
  private static func fitting(_ argument: String, for example: Substring) -> String? {
    guard Int(example) != nil else { return argument.hasPrefix("-") ? nil : argument }
    return Int(argument.drop { "-n".contains($0) }).map(String.init)
  }

  /// The same where a noun of ours follows or is near: `get sources`.
  static func remedy(for words: [String], in vocabulary: Vocabulary) -> String? {
    guard let first = words.first,
      let remedy = remedy(for: first, with: words.dropFirst().first)
    else { return nil }
    let nouns = words.dropFirst().prefix(1).compactMap { vocabulary.kind(ofNoun: $0)?.noun }
    let verb = first.lowercased()
    guard let noun = nouns.first else { return remedy }
    let ours = vocabulary.command([noun, verb]) ?? vocabulary.command([noun, "list"])
    return ours.map { "the noun comes first: `\($0.name)`" } ?? remedy
  }
}
