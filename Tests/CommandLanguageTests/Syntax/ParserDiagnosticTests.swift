import CommandLanguage
import CommandModel
import Testing

/// What is wrong with a text: where, what and the remedy. `1️⃣` and `2️⃣` stand around
/// the place in the first column; a place without length has `1️⃣` alone.
@Suite struct ParserDiagnosticTests {
  private func check(
    _ marked: String, expect: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = marked.replacing("1️⃣", with: "").replacing("2️⃣", with: "")
    let parse = Parser.parse(SourceText(text), vocabulary: .syntax)
    let found = parse.diagnostics.map { [$0.code, $0.message, $0.hint ?? ""] }
    #expect(found == (expect.isEmpty ? [] : [expect]), "\(marked)", sourceLocation: sourceLocation)
    guard let range = parse.diagnostics.first?.range else { return }
    let head = marked.replacing("2️⃣", with: "").prefix(upTo: "1️⃣")
    #expect(range.lower == head.utf8.count, "\(marked)", sourceLocation: sourceLocation)
    let tail = marked.replacing("1️⃣", with: "").prefix(upTo: "2️⃣")
    let upper = marked.contains("2️⃣") ? tail.utf8.count : head.utf8.count
    #expect(range.upper == upper, "\(marked)", sourceLocation: sourceLocation)
  }

  typealias Row = (text: String, code: String, message: String, hint: String)

  @Test(arguments: [
    ("print 1️⃣\"2️⃣a b", "unclosed-quote", "the text that begins here has no end", "close it with `\"`"),
    ("print 1️⃣'2️⃣a b\"", "unclosed-quote", "the text that begins here has no end", "close it with `'`"),
    ("print (1️⃣\"2️⃣a $(b", "", "", ""),
  ].dropLast() as [Row])
  func reportsOpenQuotes(_ row: Row) { check(row.text, expect: [row.code, row.message, row.hint]) }
}

extension String {
  fileprivate func prefix(upTo mark: String) -> Substring {
    firstRange(of: mark).map { self[..<$0.lowerBound] } ?? self[...]
  }
}
