import CommandModel
import Testing

struct KindTests {
  private let kind = Kind(
    "schema", noun: "schemas",
    fields: [
      .init("id", .text, "The id."), .init("source.id", .text, "The source."),
      .init("job_inputs", .record, "Open."),
    ], links: [.init(to: "source", by: "source.id")])

  @Test(arguments: [
    ("id", true), ("source.id", true), ("source", true), ("job_inputs.host", true),
    ("source.prefix", false), ("sour", false), ("id.x", false), ("job_inputsx", false),
  ])
  func knowsItsFieldsAndTheWaysThere(_ path: String, _ isKnown: Bool) {
    #expect(kind.knows(path) == isKnown)
  }

  @Test func findsTheLinkToAnotherKind() {
    #expect(kind.link(to: "source")?.field == "source.id")
    #expect(kind.link(to: "job") == nil)
  }
}
