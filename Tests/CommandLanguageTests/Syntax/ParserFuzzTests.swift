import CommandLanguage
import CommandModel
import TestSupport
import Testing

/// Any text gives a tree, quickly, and places that are in it; and a text without mistakes
/// has one canonical form, which means the same.
@Suite struct ParserFuzzTests {
  /// Where texts come from.
  enum Origin: CaseIterable {
    case noise, mutatedScripts, grammar, mutatedGrammar
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

  /// What a form of the grammar looks like in a tree.
  private static let forms = [
    "(set", "(unset ", "(let ", "(param ", "(def ", "(if ", "(for ", "(try ", " catch ", "plan ",
    "watch:", "(where ", "(extend ", "(assert ", "(value ", "(sources list", "(each ", "(text",
    "(group ", "(or ", "(and ", "(not ", "(== ", "(not in ", "(% ", "@(text", "$(", "[", "{",
  ]

  @Test(arguments: Origin.allCases)
  func keepsItsPromises(_ origin: Origin) async throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed) of \(origin)")
    var random = SplitMix(seed: seed)
    var (accepted, refused) = (0, 0)
    let end = ContinuousClock.now + (runsSlowTests ? .seconds(150) : .seconds(2.5))
    // Where other tests take the time there are enough rounds all the same.
    while ContinuousClock.now < end || accepted + refused < 500 {
      let text = text(origin, &random)
      if try accepts(text) { accepted += 1 } else { refused += 1 }
      try #require(origin != .grammar || refused == 0, "\(text.debugDescription)")
      // Other tests have no other threads.
      if (accepted + refused).isMultiple(of: 100) { await Task.yield() }
    }
    #expect(accepted > 0)
    #expect(refused > 0 || origin == .grammar)
  }

  @Test func makesAllOfTheGrammar() {
    var random = SplitMix(seed: 1)
    var missing = Set(Self.forms)
    for _ in 0..<500 where !missing.isEmpty {
      let source = SourceText(ScriptGenerator.script(&random))
      let tree = Parser.parse(source, vocabulary: .syntax).script.sExpression
      missing = missing.filter { !tree.contains($0) }
    }
    #expect(missing == [])
  }

  @Test(arguments: pieces)
  func readsLongTextsInLinearTime(_ piece: String) throws {
    let pattern = piece + "a "
    _ = try accepts(String(repeating: pattern, count: 2_000 / pattern.utf8.count))
    let bytes = runsSlowTests ? 300_000 : 20_000
    let text = String(repeating: pattern, count: bytes / pattern.utf8.count)
    #expect(computingTime { _ = isFormatted(text) } < .seconds(10))
    let completing = computingTime {
      _ = Completer.complete(text, cursor: text.utf8.count, vocabulary: .syntax)
    }
    #expect(completing < .seconds(10))
  }

  @Test func formatsAMegabyteInTime() {
    let text = String(repeating: Self.scripts.joined(separator: "\n") + "\n", count: 2000)
    #expect(text.utf8.count > 1_000_000)
    var isFormatted = false
    let time = computingTime { isFormatted = self.isFormatted(text) }
    #expect(isFormatted)
    #expect(time < .seconds(10))
  }

  /// Formats a text; false when it has mistakes.
  private func isFormatted(_ text: String) -> Bool {
    (try? Formatter.format(SourceText(text), vocabulary: .syntax)) != nil
  }
}

// MARK: - Texts

extension ParserFuzzTests {
  private func text(_ origin: Origin, _ random: inout SplitMix) -> String {
    switch origin {
    case .noise: noise(&random)
    case .mutatedScripts: mutated(Self.scripts.randomElement(using: &random) ?? "", &random)
    case .grammar: ScriptGenerator.script(&random)
    case .mutatedGrammar: mutated(ScriptGenerator.script(&random), &random)
    }
  }

  private func mutated(_ text: String, _ random: inout SplitMix) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let lower = Int.random(in: 0...bytes.count, using: &random)
      let upper = min(bytes.count, lower + Int.random(in: 0...6, using: &random))
      let piece = Self.pieces.randomElement(using: &random) ?? ""
      bytes.replaceSubrange(lower..<upper, with: Array(piece.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func noise(_ random: inout SplitMix) -> String {
    let count = Int.random(in: 0...60, using: &random)
    if Bool.random(using: &random) {
      return (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

// MARK: - Promises

extension ParserFuzzTests {
  /// Whether a text is without mistakes; records an issue where a promise is broken.
  private func accepts(_ text: String) throws -> Bool {
    let parse = read(text)
    guard parse.diagnostics.isEmpty else { return false }
    try format(text, parse)
    return true
  }

  /// Reads a text; records an issue where a place is outside of it.
  private func read(_ text: String) -> Parse {
    let parse = Parser.parse(SourceText(text), vocabulary: .syntax)
    for diagnostic in parse.diagnostics {
      #expect(diagnostic.source?.text == text)
      #expect(diagnostic.range != nil, "\(text.debugDescription)")
    }
    let end = text.utf8.count
    let places =
      parse.diagnostics.compactMap(\.range) + parse.marks.map(\.range) + ranges(in: parse.script)
    let outside = places.filter { $0.lower < 0 || $0.upper > end }
    #expect(outside == [], "\(text.debugDescription)")
    let cursor = end / 2
    let replaced = Completer.complete(text, cursor: cursor, vocabulary: .syntax).replaced
    #expect(replaced.upper <= cursor, "\(text.debugDescription)")
    return parse
  }

  /// Every place that a part of a tree knows.
  private func ranges(in node: Any) -> [SourceRange] {
    if let range = node as? SourceRange { return [range] }
    return Mirror(reflecting: node).children.flatMap { ranges(in: $0.value) }
  }

  /// Formats a text without mistakes; records an issue where that changes its meaning or
  /// its comments, and where a second time changes anything.
  private func format(_ text: String, _ parse: Parse) throws {
    let once = try Formatter.format(SourceText(text), vocabulary: .syntax)
    let again = Parser.parse(SourceText(once), vocabulary: .syntax)
    let change = Comment(rawValue: "\(text.debugDescription)\nbecame\n\(once)")
    try #require(again.diagnostics.map(\.message) == [], change)
    #expect(again.script.sExpression == parse.script.sExpression, change)
    #expect(comments(of: again, once) == comments(of: parse, text), change)
    let twice = try Formatter.format(SourceText(once), vocabulary: .syntax)
    expectText(twice, equals: once, change)
  }

  private func comments(of parse: Parse, _ text: String) -> [String] {
    let source = SourceText(text)
    return parse.lexed.comments.map { comment in
      String(source[comment.range].reversed().drop { " \t\r".contains($0) }.reversed())
    }
  }
}
