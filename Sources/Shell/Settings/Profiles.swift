import CommandModel
import SystemPackage
import TOMLKit

/// The profiles of `config.toml`: named sets of settings.
///
///     default = "work"
///
///     [profiles.work]
///     host = "eu"
///     project_id = "12345"
///     api_key = "phx_…"
struct Profiles {
  private let table: TOMLTable
  let path: String

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
    guard files.exists(path) else {
      table = TOMLTable()
      return
    }
    let text = String(decoding: try files.read(path), as: UTF8.self)
    do {
      table = try TOMLTable(string: text)
    } catch {
      throw Problem(
        .usage, code: "config", "`\(path)` is not valid TOML",
        hint: "mend it, or start with --no-rc")
    }
  }

  /// The profile to use when none is named.
  var standardName: String? {
    table["default"]?.string ?? (profile("default") == nil ? nil : "default")
  }

  /// The settings of a profile; nil when there is none of that name.
  func profile(_ name: String) -> [String: String]? {
    guard let profile = table["profiles"]?.table?[name]?.table else { return nil }
    var values: [String: String] = [:]
    for key in profile.keys {
      values[key] =
        profile[key]?.string ?? profile[key]?.int.map(String.init)
        ?? profile[key]?.double.map { "\($0)" }
    }
    return values
  }

  var names: [String] { table["profiles"]?.table?.keys.sorted() ?? [] }

  /// Writes a profile into the file, for the user's eyes alone, and makes it the
  /// default when there was none.
  ///
  /// - Throws: `Problem` of the local disk.
  func save(_ name: String, _ values: [String: String], files: Files) throws {
    let profiles = table["profiles"]?.table ?? TOMLTable()
    profiles[name] = TOMLTable(values.mapValues { $0 as any TOMLValueConvertible })
    table["profiles"] = profiles
    if standardName == nil || table["default"] == nil { table["default"] = name }
    try files.makeFolder(FilePath(path).removingLastComponent().string)
    try files.write(
      table.convert(to: .toml) + "\n", to: path, permissions: [.ownerReadWrite])
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
