/// Whether links are drawn: what the setting says, on a terminal that shows them.
///
/// A terminal cannot be asked, and one that knows no links may show their addresses as
/// text; only those are taken that say who they are.
enum LinkChoice {
  static func isOn(_ setting: String, variables: [String: String], isTerminal: Bool) -> Bool {
    guard isTerminal, variables[.terminal] != "dumb" else { return false }
    switch setting {
    case "on": return true
    case "off": return false
    default: return isKnown(variables)
    }
  }

  private static func isKnown(_ variables: [String: String]) -> Bool {
    let terminal = variables[.terminal] ?? ""
    // Within a multiplexer the variables tell of the terminal around it, which is not the
    // one that is written to.
    if terminal == "linux" || multiplexers.contains(where: terminal.hasPrefix) { return false }
    if terminals.contains(terminal) || isSet(.kitty, variables)
      || isSet(.windowsTerminal, variables)
    {
      return true
    }
    return programs.contains(variables[.terminalProgram] ?? "")
      || number(.gnomeTerminal, variables) >= gnomeTerminalMin
      || number(.konsole, variables) >= konsoleMin
  }

  private static func isSet(_ variable: EnvironmentVariable, _ variables: [String: String]) -> Bool
  {
    variables[variable].map { !$0.isEmpty } ?? false
  }

  private static func number(_ variable: EnvironmentVariable, _ variables: [String: String]) -> Int
  {
    variables[variable].flatMap { Int($0) } ?? 0
  }

  private static let multiplexers = ["screen", "tmux"]
  private static let terminals: Set = [
    "xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour",
  ]
  private static let programs: Set = [
    "iTerm.app", "WezTerm", "vscode", "ghostty", "mintty", "Hyper", "Tabby", "rio",
  ]
  /// VTE 0.50; before it a link crashed some terminals.
  private static let gnomeTerminalMin = 5000
  /// Konsole 20.12.
  private static let konsoleMin = 201_200
}
