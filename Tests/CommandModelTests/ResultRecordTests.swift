import CommandModel
import Testing

struct ResultRecordTests {
  private let full = ResultRecord(
    run: "7f3a", sequence: 3, target: .init(kind: "source", id: "0199", name: "eu"),
    action: "reload", result: .notStarted, how: .joined, error: "no job", httpStatus: 200,
    attempts: 2, startedAt: Time("2026-05-01T10:00:03.120Z"), elapsed: .milliseconds(412),
    response: .record(["added": 2]),
    sync: .init(job: "j1", rowsSynced: 10, tablesOK: 1, tablesFailed: 2, tablesLeft: 3))
  private let bare = ResultRecord(
    run: "7f3a", sequence: 1, target: .init(kind: "schema", id: "018f"), action: "reload",
    result: .planned)

  @Test func comesBackFromItsRecord() {
    #expect(ResultRecord(full.record) == full)
    #expect(ResultRecord(bare.record) == bare)
    #expect(ResultRecord.isResult(full.record))
  }

  @Test func comesBackFromAFileWhereTimesAreText() {
    var saved = full.record
    saved["started_at"] = "2026-05-01T10:00:03.120Z"
    saved["seconds"] = Number(spelling: "0.4120").map(Value.number)
    #expect(ResultRecord(saved) == full)
  }

  @Test func hasTheFieldsTheLanguagePromises() {
    let own = [
      "run", "seq", "kind", "id", "name", "action", "result", "how", "error", "http", "attempts",
      "started_at", "seconds", "response",
    ]
    let added = ["job", "rows_synced", "tables_ok", "tables_failed", "tables_left"]
    #expect(bare.record.names == own)
    #expect(full.record.names == own + added)
    #expect(ResultRecord.kind.fields.map(\.name) == own + added)
    #expect(full.record.kind == "source")
    #expect(full.record["result"] == "not_started")
    #expect(full.record["seconds"]?.plainText == "0.412")
  }

  @Test func columnsAreFieldsOfItsKind() {
    let names = Set(ResultRecord.kind.fields.map(\.name))
    #expect(names.isSuperset(of: ResultRecord.columns))
    #expect(names.isSuperset(of: ResultRecord.syncColumns))
  }

  @Test(arguments: ["result", "action", "id", "kind"])
  func isNoResultWithout(_ field: String) {
    var record = full.record
    record[field] = Value?.none
    #expect(ResultRecord(record) == nil)
  }

  @Test func refusesAnUnknownResult() {
    var record = full.record
    record["result"] = "great"
    #expect(ResultRecord(record) == nil)
  }

  @Test(
    arguments: [
      (1e300, .seconds(1_000_000_000_000)), (-5, .zero), (2, .seconds(2)),
    ] as [(Double, Duration)])
  func survivesAnyNumberOfSecondsInAReport(_ seconds: Double, _ elapsed: Duration) {
    var record = full.record
    record["seconds"] = Number(seconds).map(Value.number)
    #expect(ResultRecord(record)?.elapsed == elapsed)
  }
}
