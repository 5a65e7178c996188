import CommandModel
import SourcesClient
import Testing
import ValueFormats

/// Choosing a new source's tables.
@Suite struct TableChoiceTests {
  private static let tables = #"""
    [{"table":"orders","rows":120345,"incremental_available":true,"append_available":true,
      "incremental_field":"updated_at","detected_primary_keys":["id"],
      "primary_key_detection_supported":true,"incremental_fields":[
        {"label":"The id","field":"id","type":"integer","field_type":"integer"},
        {"label":"Changed","field":"updated_at","type":"timestamp","field_type":"timestamp"}]},
     {"table":"log","rows":1,"incremental_available":true,"append_available":true,
      "incremental_field":null,"detected_primary_keys":[],"primary_key_detection_supported":true,
      "incremental_fields":[{"label":"at","field":"at","type":"timestamp"}]},
     {"table":"payroll","permission_error":"permission denied"},
     {"table":"order lines","rows":null,"incremental_available":false,"append_available":false,
      "incremental_fields":[],"should_sync_default":false},
     {"table":"hooks","webhook_only":true,"supports_webhooks":true}]
    """#

  private func choice() throws -> TableChoice {
    TableChoice(try JSON.decode(Array(Self.tables.utf8)).listValue ?? [])
  }

  @Test func listsWhatIsThereAndWhatCannotBeRead() throws {
    let choice = try choice()
    #expect(
      choice.list == [
        "  1  orders       120,345 rows  incremental by updated_at",
        "  2  log                1 row   append by at",
        "  -  payroll                    cannot be read: permission denied",
        "  3  order lines                full_refresh",
        "  4  hooks                      webhook",
      ])
    #expect(choice.question.hasSuffix("[suggested, 3 of them]: "))
  }

  @Test(
    arguments: [
      ("all", ["orders", "log", "order lines", "hooks"]), ("none", []),
      ("", ["orders", "log", "hooks"]), ("suggested", ["orders", "log", "hooks"]),
      ("1 3-4", ["orders", "order lines", "hooks"]), ("1,2", ["orders", "log"]),
      ("order lines", ["order lines"]), ("log, order lines", ["log", "order lines"]),
      ("o*", ["orders", "order lines"]), ("*o*", ["orders", "log", "order lines", "hooks"]),
      ("o*s 2", ["orders", "log", "order lines"]), ("p* 1", nil), ("payroll", nil), ("5", nil),
      ("0", nil), ("3-1", nil), ("oders", nil),
    ] as [(String, [String]?)])
  func takesNumbersNamesAndPatterns(typed: String, expected: [String]?) throws {
    var choice = try choice()
    let reading = choice.choose(typed)
    #expect((reading == .taken) == (expected != nil))
    guard let expected else { return }
    #expect(choice.plan.map { String($0.prefix { $0 != ":" }) } == expected)
    #expect(choice.chosenCount == expected.count)
  }

  @Test(arguments: [
    ("oders", "no table is called `oders`; did you mean `orders`?"),
    ("payroll", "`payroll` cannot be read; permission denied"),
    ("9", "there is no table 9; the numbers go from 1 to 4"),
    ("2-7", "there is no table 2-7; the numbers go from 1 to 4"),
  ])
  func saysWhatIsWrong(typed: String, expected: String) throws {
    var choice = try choice()
    guard case .mistake(let diagnostic) = choice.choose(typed) else {
      Issue.record("it takes `\(typed)`")
      return
    }
    #expect("\(diagnostic.message); \(diagnostic.hint ?? "")" == expected)
  }

  @Test(arguments: [
    ("orders=append", "orders: append by updated_at"),
    ("1=incremental:id", "orders: incremental by id"),
    ("orders=full-refresh", "orders: full_refresh"),
    ("order*=full_refresh", "orders: full_refresh"),
    (
      "order lines=full_refresh",
      "! `order lines` is not among the tables that were chosen; Ctrl-C leaves; nothing was sent"
    ),
    (
      "log=incremental",
      "! `log` cannot be synced as `incremental`; it can be append:at, full_refresh"
    ),
    ("hooks=full_refresh", "! `hooks` cannot be synced as `full_refresh`; it can be webhook"),
    (
      "orders=incremental:upd_at",
      "! `orders` cannot be synced as `incremental:upd_at`; did you mean `incremental:updated_at`?"
    ),
    (
      "orders",
      "! `orders` names no sync type; write `TABLE=TYPE`, such as `1=full_refresh`; Enter goes on"
    ),
  ])
  func changesASyncType(typed: String, expected: String) throws {
    var choice = try choice()
    #expect(choice.choose("orders log hooks") == .taken)
    switch choice.change(typed) {
    case .taken: #expect(choice.plan.first == expected)
    case .mistake(let diagnostic):
      #expect("! \(diagnostic.message); \(diagnostic.hint ?? "")" == expected)
      #expect(choice.plan.first == "orders: incremental by updated_at")
    }
  }

  @Test func sendsFieldsAndNamesWhatIsNotSynced() throws {
    var choice = try choice()
    #expect(choice.choose("orders log") == .taken)
    #expect(
      JSON.encode(choice.schemas)
        == #"[{"name":"orders","should_sync":true,"sync_type":"incremental","#
        + #""incremental_field":"updated_at","incremental_field_type":"timestamp"},"#
        + #"{"name":"log","should_sync":true,"sync_type":"append","incremental_field":"at","#
        + #""incremental_field_type":"timestamp"},{"name":"payroll","should_sync":false},"#
        + #"{"name":"order lines","should_sync":false},{"name":"hooks","should_sync":false}]"#)
  }

  @Test func readsWhatARealDatabaseHas() throws {
    let tables = try JSONBody.value(of: Exchange.recorded(137)).listValue ?? []
    var choice = TableChoice(tables)
    #expect(choice.choose("customers") == .taken)
    #expect(choice.plan == ["customers: incremental by id"])
  }

  @Test func showsAHostileNameHarmlessly() throws {
    let choice = TableChoice([.record(["table": "a\u{1B}[31m\nb", "permission_error": "\u{7}no"])])
    #expect(choice.isEmpty)
    #expect(choice.list == ["  -  a[31m b  cannot be read: no"])
  }
}
