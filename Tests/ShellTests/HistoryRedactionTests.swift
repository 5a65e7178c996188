import CommandLanguage
import CommandModel
import Testing

@testable import Shell

/// History keeps no secret, however it is written, and everything else.
@Suite struct HistoryRedactionTests {
  /// Lines without a secret, which stay as they are.
  private static let harmless =
    #"""
    sources list
    sources list search=stripe --limit 5
    sources list | where status == Failed | select id prefix latest_error
    sources reload 0199a0a0-0000-7000-8000-000000000000
    sources reload Stripe/eu us shop
    schemas list | where status == Failed and last_synced_at < $now - 1d | sort last_synced_at
    schemas update charges@eu sync_frequency=1hour should_sync=true
    schemas list | where name =~ '^tmp_' | update should_sync=false
    sources source-prefix source_type=Stripe prefix=asia
    sources wizard source_type=[Postgres, Stripe]
    sources jobs 0199 after=2026-05-01 schemas=[charges, invoices]
    set project_id 12345
    set output csv
    set api_key ?
    set host eu
    set host https://posthog.example.com
    set rate_limit 480/1m,4800/1h
    unset api_key
    let failed = schemas list | where status == Failed
    let since = ($now - 7d)
    print "$($failed | count) tables failed in project $project_id"
    $failed | each --parallel 4 { $it | reload | wait --timeout 20m } | save report.jsonl
    runs show last | where result == failed | reload
    runs resume last
    open sources.yaml | sources create
    for s in $failed { print $s.name; $s | reload }
    if $($failed | count) > 50 { fail "too many failures" } else { $failed | reload }
    try { sources reload 0199 } catch e { print "skipped: $e.message" }
    def stale(window = 24h) { schemas list | where last_synced_at < $now - $window }
    watch 10s sources list | count status
    health | where severity == error
    help sources create
    explain secret-value
    history search password
    sources create source_type=Postgres prefix=crm_ payload.password=?
    sources create source_type=Postgres payload.password=$env.PGPASSWORD
    sources create source_type=Postgres payload.password=@secrets/db.txt
    sources create source_type=Postgres payload=@payload.json prefix=eu_
    sources create source_type=Postgres payload={host: $env.H, password: ?}
    sources create --wizard Postgres
    sources list | where name == 'a token: b'
    sources list | where name != password
    print secret
    sources lst
    sources list | grep Stripe
    sources list | filter status == Failed
    sources list | grep Stripe | head 20
    set outptu json
    soruces lsit | where status == Failed
    xyz last_synced_at 123456
    sources list | where
    sources list "unfinished
    [1, 2, 3] | sum
    {a: 1, b: [2, 3]}
    print {name: "orders", should_sync: true}
    fmt --check nightly.edsh
    """#.split(separator: "\n").map(String.init)

  private func kept(_ line: String) -> String {
    HistoryText.redacted(line.replacing("⏎", with: "\n"), vocabulary: .edsh)
      .replacing("\n", with: "⏎")
  }

  @Test(arguments: HistoryRedactionRows.secret)
  func hidesSecretsAlone(_ typed: String, _ expected: String) {
    #expect(!expected.lowercased().contains("canary"))
    #expect(kept(typed) == expected)
  }

  @Test func knowsManyForms() {
    #expect(HistoryRedactionRows.secret.count >= 120)
    #expect(HistoryRedactionRows.secret.allSatisfy { $0.typed.lowercased().contains("canary") })
  }

  @Test(arguments: harmless)
  func keepsWhatIsHarmless(_ line: String) { #expect(kept(line) == line) }

  /// What is kept is kept again when it is recalled and entered.
  @Test(arguments: HistoryRedactionRows.secret)
  func hidesNothingTwice(_ typed: String, _ expected: String) {
    #expect(kept(kept(expected)) == kept(expected))
  }

  /// A word behind a command of the person's own is no mistake.
  @Test func knowsWhatWasDefined() {
    let line = "stale abc1 | where name == x"
    let window = Parameter.positional("window", .any, "")
    let own = Vocabulary.edsh.including([
      CommandSignature("stale", "", parameters: [window], yields: .list(nil))
    ])
    #expect(HistoryText.redacted(line, vocabulary: own) == line)
    #expect(HistoryText.redacted(line, vocabulary: .edsh) == "stale ? | where name == x")
  }

  /// Whatever of a line was typed when Enter came, nothing of the secret is kept; but half of
  /// an address or of a key of another service looks like any word.
  @Test(
    arguments: HistoryRedactionRows.secret.filter { row in
      !["://", "sk_live_", "ghp_", "AKIA", "xoxb-"].contains { row.typed.contains($0) }
    })
  func hidesTheBeginningOfALine(_ typed: String, _ expected: String) throws {
    let secret = try #require(typed.firstRange(of: "canary") ?? typed.firstRange(of: "CANARY"))
    for end in typed.indices[secret.upperBound...].prefix(12) {
      #expect(!kept(String(typed[..<end])).lowercased().contains("canary"), "\(typed[..<end])")
    }
  }
}
