import CommandModel

extension Handler {
  /// Who the key belongs to, and where it may go.
  static let account: [String: Handler] = [
    "whoami": .account(whoami),
    "projects list": .account(listProjects),
  ]

  private static func whoami(_ account: Account, _ call: Call) throws(Refusal) -> DemoResponse {
    .json(account.userValue)
  }

  private static func listProjects(
    _ account: Account, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    Page(call).response(DemoProject.all, account.teamValue)
  }
}
