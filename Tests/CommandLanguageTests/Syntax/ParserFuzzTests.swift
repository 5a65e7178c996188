import CommandLanguage
import CommandModel
import Testing

/// Any text gives a tree, quickly, and diagnostics that point into it.
@Suite struct ParserFuzzTests {
  private struct Random: RandomNumberGenerator {
    var state: UInt64

    /// - Source: Sebastiano Vigna, "SplitMix64".
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let scripts = [
    "sources list --limit 5 -o csv | where status == 'Failed' and not a in [b, c] | count",
    "let x = $(sources list | count)\nif $x > 5 { print \"$x $(print a).\" } else { exit }",
    "for s in $x { print $s.name[0] } # why\ntry { a } catch e { b }",
    "$x | each --parallel 4 { $it | reload }\n  | save \"a-$($now).jsonl\"",
    "def f(a = 1, b) { set x=1; unset x }\nparam p = {a: 1, \"b\":[1,2.5]}",
    "plan watch 10s $a | extend b = (1 + 2) * 3 - $now | assert b =~ 'x' \"no\"",
    "sources source-prefix payload.host=@file.txt enabled=a=b password=? @\"x y\"",
  ]

  private static let pieces = [
    "(", ")", "[", "]", "{", "}", "\"", "'", "$(", "$", "|", "\n", ";", ",", "=", "==", "!", "\\",
    "#", " ", "--", "@", "not ", " and ", "if ", "else ", "each {", ".", ":", "é", "\u{A0}", "\0",
    "\\u{", "where ", "\r\n", "1d", "-",
  ]

  private func mutated(_ random: inout Random) -> String {
    var bytes = Array((Self.scripts.randomElement(using: &random) ?? "").utf8)
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let lower = Int.random(in: 0...bytes.count, using: &random)
      let upper = min(bytes.count, lower + Int.random(in: 0...6, using: &random))
      let piece = Self.pieces.randomElement(using: &random) ?? ""
      bytes.replaceSubrange(lower..<upper, with: Array(piece.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func noise(_ random: inout Random) -> String {
    let count = Int.random(in: 0...60, using: &random)
    if Bool.random(using: &random) {
      return (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the text was accepted; records an issue where a place is outside of it.
  private func accepts(_ text: String, _ seed: UInt64) -> Bool {
    let parse = Parser.parse(SourceText(text), vocabulary: .syntax)
    let whole = 0...text.utf8.count
    for diagnostic in parse.diagnostics {
      let isInside = diagnostic.range.map { whole ~= $0.lower && whole ~= $0.upper } ?? false
      #expect(isInside, "seed \(seed): \(text.debugDescription)")
      #expect(diagnostic.source?.text == text)
    }
    let cursor = text.utf8.count / 2
    let replaced = Completer.complete(text, cursor: cursor, vocabulary: .syntax).replaced
    #expect(replaced.upper <= cursor, "seed \(seed): \(text.debugDescription)")
    for mark in parse.marks {
      #expect(mark.range.upper <= text.utf8.count, "seed \(seed): \(text.debugDescription)")
    }
    return parse.diagnostics.isEmpty
  }

  @Test func readsAnyText() {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed)")
    var random = Random(state: seed)
    var counts = (accepted: 0, refused: 0)
    for round in 0..<6000 {
      let text = round % 3 == 0 ? noise(&random) : mutated(&random)
      if accepts(text, seed) { counts.accepted += 1 } else { counts.refused += 1 }
    }
    #expect(counts.accepted > 100)
    #expect(counts.refused > 1000)
  }

  @Test(arguments: pieces)
  func readsLongTextsInLinearTime(_ piece: String) {
    let clock = ContinuousClock()
    let text = String(repeating: piece + "a ", count: 20_000 / (piece.utf8.count + 2))
    let elapsed = clock.measure { _ = accepts(text, 0) }
    #expect(elapsed < .seconds(5))
  }
}
