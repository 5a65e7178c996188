import CommandLanguage
import CommandModel
import Testing

/// No mistake beside a secret shows it: not in an excerpt, a message, a hint or the history.
@Suite struct SecretPlacesTests {
  private static let lines = [
    "sources create source_type=Postgres password=canary1",
    "sources create source_type=Postgres password = canary1",
    "sources create source_type=Postgres password=ab\"canary1\"",
    "sources create source_type=Postgres password=\"ab\"canary1",
    "sources create source_type=Postgres password=canary1$env.XX",
    "sources create source_type=Postgres password=ab,canary1",
    "sources create source_type=Postgres password=ab;canary1",
    "sources create source_type=Postgres password=?,canary1",
    "sources create source_type=Postgres password=c1x password=canary1",
    "sources create source_type=Postgres password={canary1",
    "sources create source_type=Postgres password='canary1",
    "sources create source_type=Postgres --password canary1",
    "sources create source_type=Postgres --password=canary1",
    "sources create source_type=Postgres password:canary1",
    "sources create source_type=Postgres payload.deep.client-secret=canary1 --nope",
    "sources create source_type=Postgres payload={a: canary1} --nope",
    "sources craete password=canary1",
    "set api_key canary1",
    "set apikey canary1",
    "print phx_canary1 --nope",
    "set host https://canary1@eu.posthog.com --nope",
  ]

  @Test(arguments: lines)
  func isShownNowhere(_ line: String) async {
    let evaluator = Evaluator(host: ScriptedHost(), vocabulary: SmallWorld.vocabulary)
    let checked = await evaluator.check(SourceText(line, name: "-c"))
    for diagnostic in checked.diagnostics {
      let place = diagnostic.source?.location(of: diagnostic.range?.lower ?? 0)
      let shown = [diagnostic.message, diagnostic.hint ?? "", place?.lineText ?? ""]
      for text in shown { #expect(!text.contains("canary1"), "\(text)") }
    }
    #expect(!checked.redactedText.contains("canary1"))
    let kept = HistoryText.redacted(line, vocabulary: SmallWorld.vocabulary)
    #expect(!kept.contains("canary1"), "\(kept)")
  }

  /// What only says where the secret comes from stays, so that a recalled line works.
  @Test(arguments: [
    "sources create source_type=Postgres password=?",
    "sources create source_type=Postgres password=$env.PGPASSWORD",
    "sources create source_type=Postgres password=@secrets/db.txt",
    "sources list | where name == 'a token: b'",
    "sources list | where name != password",
    "print secret",
  ])
  func keepsWhatIsNone(_ line: String) {
    #expect(HistoryText.redacted(line, vocabulary: SmallWorld.vocabulary) == line)
  }
}
