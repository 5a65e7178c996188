import CommandModel
import SourcesClient
import Testing
import ValueFormats

/// What a form has against a payload.
@Suite struct FormMistakesTests {
  @Test(
    arguments: [
      (
        "Postgres", #"{"host":"db","port":"5432","database":"d","user":"u","password":"p"}"#, []
      ),
      (
        "Postgres", #"{"hosst":"db","port":"x","database":"","user":null,"password":"p"}"#,
        [
          "unknown field `payload.hosst`; did you mean `host`?",
          "`payload.port` is no number; Port takes a number",
          "`payload.host` is missing; it is the field Host",
          "`payload.database` is missing; it is the field Database",
          "`payload.user` is missing; it is the field User",
        ]
      ),
      ("Postgres", #"{"credential_id":"x"}"#, []),
      (
        "Postgres",
        #"{"credential_id":"x","schemas":[],"source_type":"Postgres","cdc_enabled":true}"#, []
      ),
      (
        "Postgres", #"{"credential_id":"x","ssh_tunnel":{"enabled":true,"hots":"a"}}"#,
        [
          "unknown field `payload.ssh_tunnel.hots`; did you mean `host`?"
        ]
      ),
      ("Postgres", #"{"credential_id":"x","ssh_tunnel":{"enabled":"False","host":null}}"#, []),
      (
        "Postgres", #"{"credential_id":"x","ssh_tunnel":true}"#,
        ["`payload.ssh_tunnel` is no record; write `{enabled: true, …}`, or leave it out"]
      ),
      ("MySQL", #"{"host":"h","port":1,"database":"d","user":"u","password":"p"}"#, []),
      (
        "MySQL",
        #"{"host":"h","port":1,"database":"d","user":"u","password":"p","using_ssl":"maybe"}"#,
        ["`payload.using_ssl` has a value that is none of its choices; it takes true, false"]
      ),
      (
        "MySQL",
        #"{"host":"h","port":1,"database":"d","user":"u","password":"p","using_ssl":"True"}"#,
        []
      ),
      ("Stripe", #"{"auth_method":{"selection":"api_key","stripe_secret_key":"k"}}"#, []),
      (
        "Stripe", #"{"auth_method":"api_key"}"#,
        ["`payload.auth_method` is no record; write `{selection: api_key|oauth, …}`"]
      ),
      (
        "Stripe", #"{"auth_method":{"selection":"api_ky","stripe_secret_key":"k"}}"#,
        [
          "`payload.auth_method.selection` has a value that is none of its choices; "
            + "did you mean `api_key`?"
        ]
      ),
      (
        "Stripe", #"{"auth_method":{"selection":"oauth","stripe_integration_id":"seven"}}"#,
        [
          "`payload.auth_method.stripe_integration_id` is no number; it is the number of a login"
        ]
      ),
      (
        "BigQuery",
        #"{"key_file":{"a":1},"dataset_id":"d","temporary_dataset":{"enabled":true}}"#,
        [
          "`payload.temporary_dataset.temporary_dataset_id` is missing; "
            + "it is the field Dataset ID for temporary tables"
        ]
      ),
    ] as [(String, String, [String])])
  func comparesAPayloadWithItsForm(type: String, payload: String, expected: [String]) throws {
    let form = try #require(try operation("sources create").form)
    let record = try #require(try JSON.decode(Array(payload.utf8)).recordValue)
    let mistakes = try RecordedForms.form(type).mistakes(in: record, of: form)
    #expect(mistakes.map { "\($0.message); \($0.hint ?? "")" } == expected)
  }

  @Test func repeatsNoValue() throws {
    let form = try #require(try operation("sources create").form)
    let payload: Record = ["auth_method": "rk_canary", "stripe_account_id": "canary"]
    let mistakes = try RecordedForms.form("Stripe").mistakes(in: payload, of: form)
    #expect(!mistakes.isEmpty)
    #expect(mistakes.allSatisfy { !"\($0)".contains("canary") })
  }

  @Test(
    arguments: [
      ("Stripe", nil), ("stripe", "unknown source type `stripe`; did you mean `Stripe`?"),
      ("Strpe", "unknown source type `Strpe`; did you mean `Stripe`?"),
      (
        "Zzz", "unknown source type `Zzz`; `sources wizard | select source_type` lists them"
      ),
      (
        "Soon",
        "`Soon` cannot be connected: it is not released yet; "
          + "`sources wizard | where unreleasedSource != true | select source_type` lists what can"
      ),
      (
        "Off",
        "`Off` cannot be connected: the vendor left; "
          + "`sources wizard | where unreleasedSource != true | select source_type` lists what can"
      ),
    ] as [(String, String?)])
  func saysWhyATypeCannotBeConnected(type: String, expected: String?) async throws {
    for isOld in [true, false] {
      let wizard = ScriptedPerformer { Self.wizard($0, isOld: isOld) }
      let book = try await FormReader.book(of: [type, "Stripe"], over: wizard)
      #expect(book.obstacle(to: type).map { "\($0.message); \($0.hint ?? "")" } == expected)
      #expect(book.form(of: "Stripe") != nil)
      #expect(book.covers([type]) && !book.covers(["Other"]))
    }
  }

  @Test func knowsNothingWhereThereIsNoWizard() async throws {
    let refusing = ScriptedPerformer { _ in .failure(Failure(.failed, status: 403, message: "no")) }
    let book = try await FormReader.book(of: ["Any"], over: refusing)
    #expect(book.obstacle(to: "Any") == nil && book.form(of: "Any") == nil)
    let failure = Failure(.halt, status: 401, message: "no")
    let halting = ScriptedPerformer { _ in .failure(failure) }
    await #expect(throws: failure) { try await FormReader.book(of: ["Any"], over: halting) }
  }

  /// Old servers answer with all types whatever is asked, new ones refuse one they do not
  /// know.
  private static func wizard(_ invocation: Invocation, isOld: Bool) -> Outcome {
    let all: [Record] = [
      ["source_type": "Stripe"], ["source_type": "Soon", "unreleasedSource": true],
      ["source_type": "Off", "disabledReason": "the vendor left"],
    ]
    let wanted = invocation.arguments["source_type"]?.listValue
    guard let wanted, !isOld else { return .value(.list(all.map(Value.record))) }
    let found = all.filter { wanted.contains($0["source_type"] ?? .null) }
    return found.count == wanted.count
      ? .value(.list(found.map(Value.record)))
      : .failure(Failure(.failed, status: 400, message: "Unknown source_type(s)"))
  }
}
