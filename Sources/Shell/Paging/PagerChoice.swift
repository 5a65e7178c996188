import CommandModel

/// Which pager shows a text, and which texts it shows.
struct PagerChoice: Sendable, Hashable {
  let command: String
  /// Whether a person has named it, who is told then when there is none.
  let isNamed: Bool
  /// Whether it shows what would fit on the screen too.
  let showsAll: Bool

  private static let standard = "less"
  /// What `less` is told when nobody has said it. A text that fits is left on the screen,
  /// colours are shown, long lines are not wrapped, and the text stays when it ends. What is
  /// written is UTF-8 whatever the locale: containers often have none. And a command that was
  /// typed too early must not be one of less's: its `s` writes a file.
  static let lessVariables = [
    EnvironmentVariable.less.rawValue: "FRSX", "LESSCHARSET": "utf-8", "LESSSECURE": "1",
  ]

  /// What the setting says, with `PAGER` where it leaves the choice; nil for no pager.
  init?(setting: String, variables: [String: String]) {
    switch setting.trimmingBlanks() {
    case "", "off": return nil
    case let word where ["auto", "on"].contains(word):
      let named = variables[.pager]?.trimmingBlanks()
      guard named != "" else { return nil }
      command = named ?? PagerChoice.standard
      isNamed = named != nil
      showsAll = word == "on"
    case let command:
      self.command = command
      isNamed = true
      showsAll = false
    }
  }

  /// The call of it: it is told no secret that edsh was.
  func call(_ variables: [String: String]) -> PagerCall {
    let shared = variables.filter { !PagerChoice.isSecret($0.key) }
      .merging(PagerChoice.lessVariables) { own, _ in own }
    return PagerCall(command: command, variables: shared)
  }

  private static func isSecret(_ name: String) -> Bool {
    let upper = name.uppercased()
    return Setting.isSecretVariable(name) || upper.split(separator: "_").contains("KEY")
      || ["TOKEN", "SECRET", "PASSWORD", "PASSPHRASE", "CREDENTIAL"].contains(where: upper.contains)
  }
}
