import Testing

/// The wizard, gone through key by key on a terminal of its own.
@Suite(.serialized, .timeLimit(.minutes(1))) struct WizardTests {
  private static let secret = "canary-of-the-wizard"

  @Test func connectsADatabase() async throws {
    let program = try Program(
      [
        "--demo", "--no-rc", "-c",
        "sources create --wizard Postgres; sources list | where prefix == pty_ | count",
      ])
    try await program.answer(WizardTests.fields)
    try await program.answer([
      ("Prefix (optional): ", "9"), ("cannot begin a table's name", nil),
      ("Prefix (optional): ", "pty_"), ("Description (optional): ", "typed"),
      ("1  public.orders", nil), ("[all]: ", "1-2"),
      ("change one? TABLE=TYPE, Enter goes on: ", "2=full_refresh"), ("Enter goes on: ", ""),
      ("this is what will be sent:", nil), ("payload.password  …", nil),
      ("public.customers: full_refresh", nil), ("[y/N] ", "y"),
      ("its first sync has begun", nil), ("ok", nil), ("1", nil),
    ])
    #expect(try await program.status() == 0)
    #expect(!program.pty.transcript.contains(WizardTests.secret))
  }

  @Test func goesBackToTheFieldsWhenTheServerRefuses() async throws {
    let program = try Program(
      ["--demo", "--no-rc", "-c", "sources create --wizard Postgres"],
      variables: ["PGPASSWORD=\(WizardTests.secret)"])
    try await program.answer([
      ("Connection string (optional) (not shown): ", ""), ("Host", "db.invalid"),
      ("Port", "5432"), ("Database", "shop"), ("User", "reader"), ("Password", "$env.NOPE"),
      ("the environment has no `NOPE`", nil), ("Password", "$env.PGPASSWORD"), ("Schema", ""),
      ("SSH tunnel? [y/N] ", "n"), ("Prefix", "pty_"), ("Description", ""),
      ("Could not resolve the database host", nil), ("Connection string", ""),
      ("Host [db.invalid]: ", "db.internal"), ("Port [5432]: ", ""), ("Database [shop]: ", ""),
      ("User [reader]: ", ""), ("Password (not shown) [$env.PGPASSWORD]: ", ""), ("Schema", ""),
      ("SSH tunnel? [y/N] ", ""), ("[all]: ", "none"), ("$env.PGPASSWORD", nil),
      ("[y/N] ", "n"), ("nothing was sent", nil),
    ])
    #expect(try await program.status() == 1)
    #expect(!program.pty.transcript.contains(WizardTests.secret))
  }

  @Test func ctrlCInTheMiddleLeavesNothingBehind() async throws {
    let program = try Program(["--demo", "--no-rc"])
    let prompt = "edsh 127.0.0.1/1> "
    try await program.answer([(prompt, "sources create --wizard Postgres")])
    try await program.answer(WizardTests.fields.dropLast())
    try await program.pty.see("SSH tunnel? [y/N] ")
    program.pty.type("\u{3}")
    try await program.answer([
      ("interrupted", nil), (prompt, "print \"$(runs list | count) runs\""), ("0 runs", nil),
      (prompt, "print \"$(sources list | count) sources\""), ("40 sources", nil),
      (prompt, "exit"),
    ])
    _ = try await program.status()
    #expect(!program.pty.transcript.contains(WizardTests.secret))
  }

  @Test func ctrlCWhileItWaitsLeavesTheSource() async throws {
    let program = try Program(["--demo", "--no-rc"])
    let prompt = "edsh 127.0.0.1/1> "
    try await program.answer([(prompt, "sources create --wizard Postgres")])
    try await program.answer(WizardTests.fields)
    try await program.answer([
      ("Prefix", "pty_"), ("Description", ""), ("[all]: ", "all"), ("Enter goes on: ", ""),
      ("[y/N] ", "y"), ("its first sync has begun", nil),
    ])
    program.pty.type("\u{3}")
    try await program.answer([
      ("the source stays", nil),
      (prompt, "print \"$(sources list | where prefix == pty_ | count) there\""),
      ("1 there", nil), (prompt, "exit"),
    ])
    _ = try await program.status()
  }

  /// The fields of a database's form.
  private static let fields: [(String, String?)] = [
    ("connecting Postgres", nil), ("Connection string (optional) (not shown): ", ""),
    ("Host (such as db.example.com): ", ""), ("`Host` is needed", nil), ("Host", "?"),
    ("Must be reachable", nil), ("Host", "db.internal"), ("Port (such as 5432): ", "5432"),
    ("Database", "shop"), ("User", "reader"), ("Password (not shown): ", secret),
    ("Schema (optional, such as public): ", "public"), ("Use SSH tunnel? [y/N] ", "n"),
  ]
}

extension Program {
  /// Waits for each text, and types what answers it.
  fileprivate func answer(_ steps: some Sequence<(String, String?)>) async throws {
    for (expected, typed) in steps {
      try await pty.see(expected)
      if let typed { pty.type(typed + "\n") }
    }
  }
}
