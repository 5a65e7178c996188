import CommandModel
import SourcesClient
import Testing
import ValueFormats

/// What the wizard's form says of the fields of a payload.
@Suite struct SourceFormTests {
  private static let stripe = #"""
    {"source_type":"Stripe","fields":[
     {"type":"select","name":"auth_method","label":"Authentication","required":true,
      "options":[
       {"label":"Key","value":"api_key","fields":[
        {"type":"password","name":"stripe_secret_key","label":"Key","secret":true}]},
       {"label":"OAuth","value":"oauth","fields":[
        {"type":"oauth","name":"stripe_integration_id","label":"Account","kind":"stripe"}]}]},
     {"type":"text","name":"account-id","label":"Account","secret":false},
     {"type":"text","name":"token","label":"Token","secret":true},
     {"type":"switch-group","name":"region","label":"Region?","fields":[
      {"type":"text","name":"name","label":"Name","secret":false}]},
     {"type":"ssh-tunnel","name":"ssh_tunnel","label":"Tunnel?"},
     {"type":"file-upload","name":"key_file","label":"Key file"},
     {"type":"from-the-future","name":"odd","label":"Odd"}]}
    """#

  @Test(arguments: [
    (#"{"account-id": 1}"#, ["account-id"]), (#"{"account_id": 1}"#, ["account_id"]),
    (#"{"token": "t", "unknown": 1, "odd": 1, "key_file": {"a": 1}}"#, []),
    (
      #"{"auth_method": {"selection": "api_key", "stripe_secret_key": "k"}}"#,
      ["auth_method.selection"]
    ),
    (
      #"{"auth_method": {"selection": "oauth", "stripe_integration_id": 3}}"#,
      ["auth_method.selection", "auth_method.stripe_integration_id"]
    ),
    // A field of another choice is none that the form knows there.
    (
      #"{"auth_method": {"selection": "nope", "stripe_integration_id": 3}}"#,
      ["auth_method.selection"]
    ),
    (#"{"region": {"enabled": true, "name": "eu"}}"#, ["region.enabled", "region.name"]),
    (
      #"""
      {"ssh_tunnel": {"enabled": true, "host": "h", "port": 22, "require_tls": {"enabled": true},
        "auth": {"selection": "keypair", "username": "u", "private_key": "k"}}}
      """#,
      [
        "ssh_tunnel.auth.selection", "ssh_tunnel.auth.username", "ssh_tunnel.enabled",
        "ssh_tunnel.host", "ssh_tunnel.port", "ssh_tunnel.require_tls.enabled",
      ]
    ),
  ])
  func saysWhatIsNoSecret(_ payload: String, _ expected: [String]) throws {
    let form = try Self.form()
    let record = try #require(try JSON.decode(Array(payload.utf8)).recordValue)
    let open = form.openPaths(of: record, in: "payload").subtracting(["payload.schemas"])
    #expect(open.sorted() == expected.map { "payload.\($0)" })
  }

  @Test func hidesTheRest() throws {
    var create = Invocation(
      try operation("sources create"),
      arguments: [
        "source_type": "Stripe",
        "payload": .record([
          "token": "hush", "account_id": "a",
          "later": SecretReference.environment("TOKEN").value,
          "schemas": .list([.record(["name": "charges"])]),
        ]),
      ])
    let payload = try #require(create.arguments["payload"]?.recordValue)
    create.openPaths = try Self.form().openPaths(of: payload, in: "payload")
    #expect(
      create.redactedArguments["payload"]?.recordValue == [
        "token": "…", "account_id": "a", "later": SecretReference.environment("TOKEN").value,
        "schemas": .list([.record(["name": "charges"])]),
      ])
  }

  @Test(
    arguments: [
      ([:], nil), (["unreleasedSource": true], "it is not released yet"),
      (["disabledReason": "closed for now"], "closed for now"),
    ] as [(Record, String?)])
  func saysWhatCannotBeConnected(_ facts: Record, _ expected: String?) {
    var record = facts
    record["source_type"] = "Odd"
    #expect(SourceForm(record)?.obstacle == expected)
  }

  private static func form() throws -> SourceForm {
    let record = try #require(try JSON.decode(Array(stripe.utf8)).recordValue)
    return try #require(SourceForm(record))
  }
}
