import CommandLanguage
import CommandModel
import Testing

/// What is offered at `1️⃣`.
@Suite struct CompleterTests {
  private func complete(_ marked: String, lastKind: KindName? = nil) -> CompletionResult {
    let text = marked.replacing("1️⃣", with: "")
    let cursor = marked.firstRange(of: "1️⃣").map { marked[..<$0.lowerBound].utf8.count }
    return Completer.complete(
      text, cursor: cursor ?? text.utf8.count, vocabulary: .syntax,
      session: session(lastKind))
  }

  /// A session in which two projects were listed.
  private func session(_ lastKind: KindName?) -> Completer.Session {
    var session = Completer.Session(variables: ["failed", "since"])
    session.seen["_"] = SeenRecords(of: .record(Record([], kind: lastKind)))
    session.choices["project"] = [("12", "Demo shop"), ("345", "Staging")]
    return session
  }

  private func check(
    _ marked: String, expect expected: [String], lastKind: KindName? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = complete(marked, lastKind: lastKind).candidates.map(\.text)
    #expect(found == expected, "\(marked)", sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("let maximum = 3; print $max1️⃣", ["$maximum"]),
    ("param most_rows = 4\nprint $most1️⃣", ["$most_rows"]),
    ("for idea in [a b] { print $id1️⃣ }", ["$idea"]),
    ("try { whoami } catch problem { print $pro1️⃣ }", ["$problem", "$project_id"]),
    ("def again(times, pause = 3) { print $ti1️⃣", ["$times"]),
    ("def again(times, pause = three) { print $pa1️⃣", ["$pause"]),
    ("def again(times, pause = three) { print $thr1️⃣", []),
  ])
  func offersWhatTheTextNames(_ marked: String, _ texts: [String]) {
    check(marked, expect: texts)
  }

  @Test(arguments: [
    ("sou1️⃣", ["sources"]), ("s1️⃣", ["schemas", "select", "set", "sort", "sources"]),
    ("sources 1️⃣", ["get", "list", "reload", "search=", "source-prefix"]),
    ("sources r1️⃣eload x", ["reload"]), ("sources source_p1️⃣", ["source-prefix"]),
    ("print a; sou1️⃣", ["sources"]), ("let x = sou1️⃣", ["sources"]), ("let x1️⃣", []),
    ("plan sou1️⃣", ["sources"]), ("watch 5s sou1️⃣", ["sources"]),
    ("if $x { sou1️⃣", ["sources"]), ("$x | each { sou1️⃣", ["sources"]),
    ("print $(sou1️⃣", ["sources"]), ("print \"$(sou1️⃣", ["sources"]), ("print \"sou1️⃣", []),
    ("print 'sou1️⃣", []), ("print a # sou1️⃣", []), ("print {sou1️⃣", []), ("xyz 1️⃣", []),
  ])
  func offersCommands(_ marked: String, _ texts: [String]) { check(marked, expect: texts) }

  @Test(arguments: [
    ("sources list --1️⃣", ["--help", "--limit", "--output"]),
    ("sources list -1️⃣", ["--help", "--limit", "--output"]),
    ("sources list --li1️⃣", ["--limit"]), ("sources list -o 1️⃣", ["json", "table"]),
    ("sources list --output=j1️⃣", ["json"]), ("sources list --limit 1️⃣", []),
    ("sources source-prefix 1️⃣", ["enabled=", "source_type="]),
    ("sources source-prefix source_type=1️⃣", ["\"Google Ads\"", "Stripe"]),
    ("sources source-prefix source_type=goo1️⃣", ["\"Google Ads\""]),
    ("sources source-prefix enabled=t1️⃣", ["true"]),
    ("sources se1️⃣", ["search="]),
  ])
  func offersArguments(_ marked: String, _ texts: [String]) { check(marked, expect: texts) }

  @Test(arguments: [
    ("set 1️⃣", ["confirm", "output", "project_id"]), ("set ou1️⃣", ["output"]),
    ("unset p1️⃣", ["project_id"]), ("set output 1️⃣", ["json", "table"]),
    ("set output=t1️⃣", ["table"]), ("set confirm = 1️⃣", ["false", "true"]),
    ("set project_id 1️⃣", ["12", "345"]), ("set project_id=31️⃣", ["345"]),
    ("set project_id de1️⃣", ["12"]), ("set project_id = Sta1️⃣", ["345"]),
    ("set project_id x1️⃣", []), ("set output De1️⃣", []),
    ("print $s1️⃣", ["$since"]), ("print \"a $fa1️⃣", ["$failed"]),
    ("print {a: $fa1️⃣", ["$failed"]),
  ])
  func offersSettingsAndVariables(_ marked: String, _ texts: [String]) {
    check(marked, expect: texts)
  }

  @Test(arguments: [
    ("schemas list | where 1️⃣", ["id", "name", "should_sync", "source.prefix"]),
    ("schemas list\n  | where 1️⃣", ["id", "name", "should_sync", "source.prefix"]),
    ("schemas list | where name == a and so1️⃣", ["source.prefix"]),
    ("schemas list | where (na1️⃣", ["name"]), ("schemas | select na1️⃣", ["name"]),
    ("schemas list | select name so1️⃣", ["source.prefix"]),
    ("schemas list | where name == a | select na1️⃣", ["name"]),
    ("schemas list | extend x = na1️⃣", ["name"]), ("schemas list | where \"na1️⃣", []),
    ("schemas list | where should_sync == 1️⃣", ["false", "true"]),
    ("sources list | where status == 1️⃣", ["\"Billing limits\"", "Failed", "Running"]),
    ("sources list | where status == f1️⃣", ["Failed"]),
    ("sources list | where status in [Failed, 1️⃣", ["\"Billing limits\"", "Failed", "Running"]),
    ("sources list | where status not in [R1️⃣", ["Running"]),
    ("sources list | count | select 1️⃣", []), ("print a | select 1️⃣", []),
    ("$_ | select na1️⃣", ["name"]), ("$x | select na1️⃣", []),
  ])
  func offersFieldsAndTheirValues(_ marked: String, _ texts: [String]) {
    check(marked, expect: texts, lastKind: "schema")
  }

  @Test(arguments: [
    (
      "schemas list | where name 1️⃣",
      ["!=", "!~", "<", "<=", "==", "=~", ">", ">=", "in", "not in"]
    ),
    ("schemas list | where name n1️⃣", ["not in"]),
    ("schemas list | where (name n1️⃣", ["not in"]),
    ("schemas list | where should_sync 1️⃣", ["!=", "==", "and", "or"]),
    ("schemas list | where name == a 1️⃣", ["and", "or"]),
    ("schemas list | where name in [a, b] 1️⃣", ["and", "or"]),
    ("schemas list | where name == a and name i1️⃣", ["in"]),
    ("schemas list | extend x 1️⃣", []), ("schemas list | extend x = name 1️⃣", []),
    ("schemas list | sort 1️⃣", ["id", "name", "should_sync", "source.prefix"]),
    ("schemas list | sort name d1️⃣", ["desc"]),
    ("schemas list | sort a1️⃣", []),
    ("schemas list | sort name desc 1️⃣", ["id", "name", "should_sync", "source.prefix"]),
  ])
  func offersOperators(_ marked: String, _ texts: [String]) { check(marked, expect: texts) }

  @Test(arguments: [
    ("sources list | re1️⃣", ["reload"]), ("schemas list | re1️⃣", []),
    (
      "sources list | 1️⃣",
      ["count", "each", "reload", "schemas", "select", "sort", "sources", "where"]
    ),
    ("sources list | reload | ca1️⃣", []), ("schemas list | where a | ca1️⃣", ["cancel"]),
  ])
  func offersVerbsOfTheKind(_ marked: String, _ texts: [String]) { check(marked, expect: texts) }

  @Test(arguments: [
    ("open 1️⃣", ""), ("open a/b1️⃣", "a/b"), ("print x=@c1️⃣", "c"), ("print @1️⃣", ""),
    ("sources list 1️⃣", nil), ("open a 1️⃣", nil), ("print '1️⃣", nil), ("open --1️⃣", nil),
  ])
  func asksForFiles(_ marked: String, _ partial: String?) {
    #expect(complete(marked).wantedFile?.partial == partial)
  }

  @Test func replacesTheWordBeforeTheCursor() {
    #expect(complete("sources li1️⃣st x").replaced == SourceRange(8, 10))
    #expect(complete("sources 1️⃣").replaced == SourceRange(8, 8))
    #expect(complete("print é $fa1️⃣").replaced == SourceRange(9, 12))
    #expect(complete("set output=t1️⃣").replaced == SourceRange(11, 12))
  }

  @Test func staysInsideTheText() {
    let result = Completer.complete("so", cursor: 99, vocabulary: .syntax)
    #expect(result.replaced == SourceRange(0, 2))
  }

  // MARK: - What was seen

  private static let rows: Value = .list([
    .record(["sku": "a-1", "state": "sold out", "size": .record(["width": 3])]),
    .record(["sku": "b-2", "state": "new", "price": 5]),
  ])

  /// What became of a source: a record of its kind with the fields of results.
  private static let result = Record(
    [("run", "r"), ("action", "reload"), ("result", "ok"), ("response", .null)], kind: "source")

  private func checkSeen(
    _ marked: String, expect expected: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = marked.replacing("1️⃣", with: "")
    var session = Completer.Session(variables: ["rows", "one"])
    session.seen["rows"] = SeenRecords(of: Self.rows)
    session.seen["_"] = session.seen["rows"]
    session.seen["one"] = SeenRecords(
      of: .record(Record([("id", "x"), ("job_inputs", .record(["host": "h"]))], kind: "source")))
    session.seenKinds["source"] = SeenRecords(
      of: .list([.record(Record([("prefix", "eu"), ("extra", 1)], kind: "source"))]))
    session.seen["results"] = SeenRecords(of: .record(Self.result))
    session.seenKinds["result"] = session.seen["results"]
    session.peek = { name in
      name == "b.csv" ? SeenRecords(of: .record(["place": "x", "column": 1])) : nil
    }
    session.environment = ["PGHOST", "PGPASSWORD"]
    let found = Completer.complete(
      text, cursor: text.utf8.count, vocabulary: .syntax, session: session)
    #expect(found.candidates.map(\.text) == expected, "\(marked)", sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("$rows | where 1️⃣", ["price", "size", "size.width", "sku", "state"]),
    ("$_ | select s1️⃣", ["size", "size.width", "sku", "state"]),
    ("open a.csv | count st1️⃣", []), ("open b.csv | where 1️⃣", ["column", "place"]),
    ("open 'b.csv' | where place == x | count p1️⃣", ["place"]),
    ("open $rows | where 1️⃣", []), ("open b.csv | select column | where 1️⃣", ["column"]),
    ("sources list | select 1️⃣", [".extra", "id", "prefix", "status"]),
    ("sources reload a | where re1️⃣", ["response", "result"]),
    ("$results | where re1️⃣", ["response", "result"]), ("$results | where pre1️⃣", []),
    ("$rows | select sku | where 1️⃣", ["sku"]),
    ("$rows | extend total = price | select t1️⃣", ["total"]),
    ("sources list | where e1️⃣", [".extra"]), ("sources list | select p1️⃣", ["prefix"]),
    ("$rows | count | select 1️⃣", []), ("print a | select 1️⃣", []),
  ])
  func offersFieldsThatWereSeen(_ marked: String, _ texts: [String]) {
    checkSeen(marked, expect: texts)
  }

  @Test(arguments: [
    ("$rows | where state == 1️⃣", ["\"sold out\"", "new"]),
    ("$rows | where state == \"so1️⃣", ["\"sold out\""]),
    ("$rows | where state in [new, s1️⃣", ["\"sold out\""]),
    ("sources list | where prefix == 1️⃣", ["eu"]),
    ("sources list | where status == 1️⃣", ["\"Billing limits\"", "Failed", "Running"]),
    ("$rows | where price == 1️⃣", []),
  ])
  func offersValuesThatWereSeen(_ marked: String, _ texts: [String]) {
    checkSeen(marked, expect: texts)
  }

  @Test(arguments: [
    (
      "print $one.1️⃣",
      ["$one.id", "$one.job_inputs", "$one.job_inputs.host", "$one.prefix", "$one.status"]
    ),
    ("print $one.job_inputs.1️⃣", ["$one.job_inputs.host"]), ("print $one.st1️⃣", ["$one.status"]),
    ("print \"a $one.st1️⃣", ["$one.status"]),
    (
      "print \"a $one.1️⃣",
      ["$one.id", "$one.job_inputs", "$one.job_inputs.host", "$one.prefix", "$one.status"]
    ),
    ("print $rows[0].st1️⃣", ["$rows[0].state"]), ("print $rows.st1️⃣", ["$rows[0].state"]),
    ("print $env.PG1️⃣", ["$env.PGHOST", "$env.PGPASSWORD"]),
    ("sources list | each { print $it.st1️⃣", ["$it.status"]),
    ("sources list | each { if ($it.st1️⃣", ["$it.status"]),
    ("sources list | each { $it | re1️⃣", ["reload"]),
    ("print $now.1️⃣", []), ("print $nobody.1️⃣", []),
  ])
  func offersWhatLiesInAVariable(_ marked: String, _ texts: [String]) {
    checkSeen(marked, expect: texts)
  }

  @Test(arguments: [
    ("sources source-prefix source_type=\"Goo1️⃣", ["\"Google Ads\""]),
    ("sources source-prefix source_type=\"str1️⃣", ["Stripe"]),
    ("sources \"li1️⃣", []), ("print \"a $fa1️⃣", []),
    ("sources source-prefix enabled=true e1️⃣", []),
    ("sources list --limit 5 --1️⃣", ["--help", "--output"]),
    ("sources source-p x 1️⃣", []), ("schemas x 1️⃣", []),
  ])
  func completesInsideOfQuotesAndTwiceNothing(_ marked: String, _ texts: [String]) {
    checkSeen(marked, expect: texts)
  }

  @Test(arguments: [
    ("set project_id 1️⃣", "project"), ("set output 1️⃣", nil), ("sources get 1️⃣", "source"),
    ("sources reload a 1️⃣", "source"), ("sources list | reload 1️⃣", nil), ("print 1️⃣", nil),
    ("sources get \"a1️⃣", "source"),
  ])
  func saysWhoseNamesAreWanted(_ marked: String, _ kind: String?) {
    #expect(complete(marked).wantedKind?.description == kind)
  }

  @Test(arguments: [
    ("open a1️⃣", "a b.csv", "\"a b.csv\""), ("open a1️⃣", "ab.csv", "ab.csv"),
    ("open \"a1️⃣", "ab.csv", "\"ab.csv\""), ("open a1️⃣", "a b/", "\"a b/"),
    ("open a1️⃣", "ab/", "ab/"), ("print @a1️⃣", "a b.csv", "@\"a b.csv\""),
    ("print x=@\"a 1️⃣", "a b/c", "@\"a b/c\""), ("open a1️⃣", "a$b", "\"a\\$b\""),
  ])
  func spellsFiles(_ marked: String, _ name: String, _ spelled: String) {
    #expect(complete(marked).wantedFile?.whole(name) == spelled)
  }
}
