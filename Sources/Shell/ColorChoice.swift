/// Whether colours are on: the setting, then NO_COLOR and CLICOLOR_FORCE, then the terminal.
///
/// - Source: no-color.org, bixense.com/clicolors.
enum ColorChoice {
  static func isOn(_ setting: String, variables: [String: String], isTerminal: Bool) -> Bool {
    switch setting {
    case "always": return true
    case "never": return false
    default:
      if !(variables[.noColor] ?? "").isEmpty { return false }
      if !["", "0"].contains(variables[.forcesColor] ?? "") { return true }
      return isTerminal && variables[.terminal] != "dumb"
    }
  }
}
