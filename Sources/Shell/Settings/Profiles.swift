import CommandModel
import SystemPackage

/// The profiles of `config.toml`: named sets of settings.
///
///     default = "work"
///
///     [profiles.work]
///     host = "eu"
///     project_id = "12345"
///     api_key = "phx_…"
struct Profiles {
  let path: String
  /// The profile to use when none is named.
  private(set) var standardName: String?
  /// The settings of each profile.
  private var profiles: [String: [String: String]] = [:]
  /// The file as it is, comments and all.
  private let document: String

  /// `$XDG_CONFIG_HOME/edsh/config.toml`, else below `~/.config`; nil without a home.
  static func path(variables: [String: String]) -> String? {
    folder("XDG_CONFIG_HOME", else: ".config", variables: variables).map { $0 + "/config.toml" }
  }

  /// Our folder below an XDG base directory; relative ones are ignored, as the standard says.
  ///
  /// - Source: XDG Base Directory Specification 0.8.
  static func folder(
    _ variable: String, else standard: String, variables: [String: String]
  ) -> String? {
    if let base = variables[variable], base.hasPrefix("/") { return base + "/edsh" }
    guard let home = variables["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/\(standard)/edsh"
  }

  /// Reads the file; one that is not there holds no profile.
  ///
  /// - Throws: `Problem` when it is no TOML or cannot be read.
  init(path: String, files: Files) throws {
    self.path = path
    document = files.exists(path) ? String(decoding: try files.read(path), as: UTF8.self) : ""
    do throws(TOML.SyntaxError) {
      for (path, text) in try TOML(document).scalars { take(path, text) }
    } catch {
      throw Problem(
        .usage, code: "config", "`\(path)` is not valid TOML, line \(error.line)",
        hint: "mend it, or start with --no-rc")
    }
    if standardName == nil, profiles["default"] != nil { standardName = "default" }
  }

  private mutating func take(_ path: [String], _ text: String) {
    if path == ["default"] { standardName = text }
    if path.count == 3, path[0] == "profiles" {
      profiles[path[1], default: [:]][path[2]] = text
    }
  }

  /// The settings of a profile; nil when there is none of that name.
  func profile(_ name: String) -> [String: String]? { profiles[name] }

  var names: [String] { profiles.keys.sorted() }

  /// Adds a profile to the file, for the user's eyes alone; what is there stays as it is.
  ///
  /// - Throws: `Problem` when there is one of that name, or of the local disk.
  func add(_ name: String, _ values: [(name: String, text: String)], files: Files) throws {
    guard profiles[name] == nil else {
      throw Problem(
        .usage, code: "profile", "there is a profile `\(name)` already",
        hint: "choose another name, or edit \(path)")
    }
    let lines = values.map { "\($0.name) = \(TOML.quoted($0.text))\n" }
    let section = "[profiles.\(TOML.quoted(name))]\n" + lines.joined()
    let gap = document.isEmpty ? "" : document.hasSuffix("\n") ? "\n" : "\n\n"
    try files.makeFolder(FilePath(path).removingLastComponent().string)
    try files.write(document + gap + section, to: path, permissions: [.ownerReadWrite])
  }
}

extension Settings {
  /// Takes the settings of a profile.
  ///
  /// - Throws: `Problem` when the profile is unknown or a value does not fit.
  mutating func use(profile name: String?, of profiles: Profiles) throws {
    guard let chosen = name ?? profiles.standardName else { return }
    guard let values = profiles.profile(chosen) else {
      throw Problem(
        .usage, code: "unknown-profile", "no profile `\(chosen)` in \(profiles.path)",
        hint: profiles.names.isEmpty
          ? "`edsh login` makes one" : "there are: \(profiles.names.joined(separator: ", "))")
    }
    for (key, text) in values.sorted(by: { $0.key < $1.key }) {
      if Setting.named(key)?.parameter.isSecret == true {
        if apiKey == nil { use(apiKey: Secret(text), from: .profile) }
      } else {
        try set(key, to: .text(text), from: .profile)
      }
    }
  }
}
