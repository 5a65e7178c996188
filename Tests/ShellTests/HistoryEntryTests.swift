import CommandModel
import Testing

@testable import Shell

/// An entry of several rows is shown in one.
@Suite struct HistoryEntryTests {
  private func entry(_ text: String, kind: KindName?) -> Value {
    .record(Record([("number", 1), ("text", .text(text))], kind: kind))
  }

  @Test func marksTheEndsOfRows() {
    let marked = entry("if $x {\n  print a\n}", kind: "entry").withMarkedRows
    #expect(marked == entry("if $x {⏎  print a⏎}", kind: "entry"))
  }

  @Test func leavesOtherRecordsAsTheyAre() {
    let other = entry("a\nb", kind: "source")
    #expect(other.withMarkedRows == other)
    #expect(Value.text("a\nb").withMarkedRows == .text("a\nb"))
  }
}
