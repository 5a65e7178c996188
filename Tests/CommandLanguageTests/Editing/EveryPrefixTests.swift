import CommandLanguage
import CommandModel
import Testing

/// Whatever of a line was typed, everything that the editor asks has an answer.
@Suite struct EveryPrefixTests {
  private static let lines = [
    "sources list --limit=5 -o json | where status == 'a''b' and not (id in [x, \"y\"]) # é",
    "let x = $(sources list | first 2)[0].id; print \"a $x.b[1] $(count $y) \\u{41}\"",
    "$_ | each --parallel 4 { if $it.a == 1 { $it | reload } else { print {a: [1, {b: 2}]} } }",
    "set project_id = 5; unset output; for s in @\"a b.csv\" { try { fail x } catch e { exit 3 } }",
    "schemas list\n  | where name =~ \"x\"\n  | select source.prefix name \\\n  | save 'a b'",
    "def f(a = 1, b) { print $a }; f --b=3 2 | plan watch 5s sources reload @ $env.X é$ü",
    "sources source-prefix source_type=\"Google Ads\" enabled=? payload.x={\"k\":\"v\"}]})\"",
    "{\"a\": {b: [}, \"\\q ${x} $1 @@ = == !~ && > < | ; ' ",
  ]

  @Test(arguments: lines)
  func isAnswered(_ line: String) {
    for end in line.indices + [line.endIndex] { ask(String(line[..<end])) }
  }

  private func ask(_ text: String) {
    let session = Completer.Session(variables: ["x", "y"])
    let length = text.utf8.count
    var last = 0
    for part in Highlighter.highlights(of: text, vocabulary: .syntax, session: session) {
      #expect(last <= part.range.lower && part.range.upper <= length, "\(text)")
      last = part.range.upper
    }
    let found = Completer.complete(text, cursor: length, vocabulary: .syntax, session: session)
    #expect(found.replaced.upper == length && found.replaced.lower >= 0, "\(text)")
    let hint = Hinter.hint(for: text, vocabulary: .syntax)
    #expect(hint?.shown.isEmpty != true, "\(text)")
    // What is kept is all there but for what is hidden.
    let kept = HistoryText.redacted(text, vocabulary: .syntax)
    #expect(kept == text || kept.contains("?"), "\(text)")
    _ = Completeness(of: text, vocabulary: .syntax)
  }

  /// Bytes that no person types.
  @Test(arguments: [
    "\u{0}", "\u{1B}[31m", "\u{FEFF}", "a\u{301}", "\r\n", "🤷🏽‍♀️ | 🤷🏽‍♀️", "$🤷🏽‍♀️", "\"🤷🏽‍♀️", "@🤷🏽‍♀️",
    String(repeating: "(", count: 300), String(repeating: "\"$(", count: 300),
    String(repeating: "| ", count: 500),
  ])
  func isAnsweredToAnything(_ text: String) { ask(text) }
}
