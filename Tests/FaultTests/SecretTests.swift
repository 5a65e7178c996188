import CommandModel
import DemoServer
import TestSupport
import Testing

extension FaultTests {
  /// The key and a password, on all the ways that a text can take.
  struct SecretTests {
    private static let password = "pw-canary-S3cret"
    private static let given =
      "source_type=Postgres host=db.internal port=5432 database=shop "
      + "user=reader schema=public"
    private static let schema = "sources database-schema \(given) password=$env.PGPASSWORD"

    /// Each is run by a process of its own, that names its requests.
    private static let lines = [
      // What goes well.
      schema, "\(schema) -o json", "\(schema) -o table", "\(schema) | select *",
      "sources database-schema \(given) password=@password.txt",
      "let p = $env.PGPASSWORD; sources database-schema \(given) password=$p",
      "\(schema) | save schema.csv", "plan { \(schema) }", "explain \(schema)",
      "open ids.csv | first 2 | sources reload", "runs list", "runs show last",
      "runs show last -o json", "whoami", "set", "set api_key", "help",
      "open ids.csv | first 1 | each { sources reload $it.id; \(schema) | count }",
      "plan { open ids.csv | sources reload }", "let x = $env.PGPASSWORD",
      // What goes wrong on this side.
      "sources database-schema source_type=Postgres password=\(password)",
      "sources database-schema source_type=Postgres --password \(password)",
      "sources database-schema source_type=Postgres password={\(password)",
      "sources database-schema source_type=Postgres password='\(password)",
      "sources database-schema source_type=Postgres password=? schema=public",
      "sources database-schema source_type=Postgres password=@nowhere.txt",
      "sources database-schema source_type=Nothing password=$env.PGPASSWORD",
      "sources craete password=\(password)", "set api_key \(Scene.key)", "set apikey \(Scene.key)",
      "set host https://\(Scene.key)@eu.posthog.com", "print \(Scene.key) --nope",
      "open ids.csv | first 1 | each { sources database-schema \(given) pass=$env.PGPASSWORD --x }",
      "try { \(schema) --nope } catch e { print $e }",
      // What goes wrong at the server: it echoes what it was sent.
      "\(schema) # 400", "\(schema) # 500", "\(schema) -o json # html", "\(schema) # dropped",
      "try { \(schema) } catch e { print $e.message } # 401",
      "open ids.csv | first 2 | sources reload # echoed",
    ]

    /// What an impolite server says.
    private static let faults: [Fault] = {
      let path = "/database_schema/"
      let echo = #"{"type":"validation_error","code":"x","detail":"cannot connect"}"#
      let html = "<html><body>502</body></html>"
      let answers: [DemoResponse] = [
        DemoResponse(
          status: 400, headers: ["Content-Type": "application/json"], body: Array(echo.utf8)),
        DemoResponse(status: 500),
        DemoResponse(
          status: 200, headers: ["Content-Type": "text/html"], body: Array(html.utf8)),
        .dropped, DemoResponse(status: 401),
      ]
      return answers.enumerated().map { number, answer in
        Fault(turns: number + 1...number + 1, path: path, .answer(answer))
      }
    }()

    @Test func noneIsEverSeen() async throws {
      let scene = try await Scene(items: 4)
      try await run(SecretTests.lines.filter { !$0.contains(" # ") }, in: scene)
      let impolite = try await Scene(items: 4, faults: SecretTests.faults)
      try await run(SecretTests.lines.filter { $0.contains(" # ") }, in: impolite)
      #expect(SecretTests.lines.count >= 40)
    }

    private func run(_ lines: [String], in scene: Scene) async throws {
      let variables = ["PGPASSWORD": SecretTests.password]
      try scene.folder.write(SecretTests.password, to: "password.txt")
      for (number, line) in lines.enumerated() {
        for errors in ["text", "json"] {
          _ = try await scene.run(
            Scene.flags + ["-v", "--errors", errors, "-c", line], variables: variables,
            outputs: "-\(number)-\(errors)")
        }
      }
      try scene.folder.write("", to: "password.txt")
      try scene.expectNoSecret([Scene.key, SecretTests.password])
      await scene.close()
    }
  }
}
