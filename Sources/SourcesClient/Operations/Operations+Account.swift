import CommandModel

extension Catalogue {
  static let account: [Operation] = [
    Operation(
      "projects list", "Lists the projects the key can see.",
      .get, "projects/", root: .api, effect: .reads, answer: .pages("project"),
      isRepeatable: true, columns: ["id", "name", "timezone", "is_demo", "organization"],
      details: ["The key needs the scope project:read."],
      examples: [Example("projects list | select id name", "Lists numbers and names.")]),
    Operation(
      "whoami", "Shows whose key it is, and the project that person is in.",
      .get, "users/@me/", root: .api, effect: .reads, answer: .record("user"),
      isRepeatable: true, columns: ["email", "organization.name", "team.id", "team.name"],
      details: ["The key needs the scope user:read."],
      examples: [Example("whoami", "Shows it.")]),
  ]
}
