import Glibc
import ShellWorld
import TestSupport
import Testing

/// A run that refers to secrets goes on with the ones that it was planned with.
struct ResumedSecretTests {
  private static let sources = """
    - &db
      source_type: Postgres
      prefix: alpha_
      payload:
        host: db.example.com
        port: 5432
        database: shop
        user: reader
        password: SECRET
        schema: public
        schemas: [{name: public.orders, should_sync: true, sync_type: full_refresh}]
    """
  private static let begin = [
    "--yes", "-c", "open sources.yaml | sources create --max-time 0s",
  ]

  /// What happens between the plan and the resumption.
  enum Event: Sendable {
    case nothing, variableGone, variableChanged, fileGone, fileChanged, keyChanged
    /// Edsh is started in another folder.
    case elsewhere
  }

  @Test(arguments: [
    ("$env.PGPASSWORD", Event.nothing, [], nil),
    ("$env.PGPASSWORD", .elsewhere, [], nil),
    ("$env.PGPASSWORD", .variableGone, [], "the environment has no `PGPASSWORD`"),
    ("$env.PGPASSWORD", .variableGone, ["--new-secrets"], "the environment has no `PGPASSWORD`"),
    ("$env.PGPASSWORD", .variableChanged, [], "`$env.PGPASSWORD` is not what it was when run"),
    ("$env.PGPASSWORD", .variableChanged, ["--new-secrets"], nil),
    ("$env.PGPASSWORD", .keyChanged, [], "`$env.PGPASSWORD` is not what it was when run"),
    ("'@password.txt'", .elsewhere, [], nil),
    ("'@password.txt'", .fileGone, [], "password.txt`: no such file or directory"),
    ("'@password.txt'", .fileChanged, [], "password.txt` is not what it was when run"),
    ("'@password.txt'", .fileChanged, ["--new-secrets"], nil),
  ])
  func goesOnWithTheSame(
    reference: String, event: Event, flags: [String], refusal: String?
  ) throws {
    try Simulation.run { clock in
      var world = try ShellWorld(clock: clock)
      world.variables["PGPASSWORD"] = "canary"
      try world.folder.write("canary\n", to: "password.txt")
      try world.folder.write(
        ResumedSecretTests.sources.replacing("SECRET", with: reference), to: "sources.yaml")
      #expect(await world.run(ResumedSecretTests.begin) == 6)
      try ResumedSecretTests.bringAbout(event, in: &world)
      world = world.withFreshScreen()
      let status = await world.run(
        ["runs", "resume", "last", "--max-time", "10m"] + flags)
      let errors = world.screen.text(of: .error)
      #expect(status == (refusal == nil ? 0 : 2), "\(errors)")
      #expect(errors.contains(refusal ?? "1 ok") || refusal == nil && errors.isEmpty, "\(errors)")
      try ResumedSecretTests.checkState(of: world)
    }
  }

  private static func bringAbout(_ event: Event, in world: inout ShellWorld) throws {
    switch event {
    case .nothing: break
    case .variableGone: world.variables["PGPASSWORD"] = nil
    case .variableChanged: world.variables["PGPASSWORD"] = "other"
    case .fileGone: unlink("\(world.folder.path)/password.txt")
    case .fileChanged: try world.folder.write("other\n", to: "password.txt")
    case .keyChanged:
      try world.folder.write(
        String(repeating: "k", count: 32), to: ".local/state/edsh/digest.key")
    case .elsewhere:
      try world.folder.write("", to: "elsewhere/empty")
      world.workingDirectory = "\(world.folder.path)/elsewhere"
    }
  }

  /// The key is its owner's alone, and the journal has no secret.
  private static func checkState(of world: ShellWorld) throws {
    let folder = "\(world.folder.path)/.local/state/edsh"
    var facts = stat()
    #expect(stat("\(folder)/digest.key", &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o600)
    #expect(facts.st_size == 32)
    for name in ["runs.sqlite", "runs.sqlite-wal"] {
      guard let descriptor = fopen("\(folder)/\(name)", "rb") else { continue }
      defer { fclose(descriptor) }
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      let count = fread(&bytes, 1, bytes.count, descriptor)
      #expect(!String(decoding: bytes[..<count], as: UTF8.self).contains("canary"))
    }
  }
}
