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
    folder(.configFolder, else: ".config", variables: variables).map { $0 + "/config.toml" }
  }

  /// Our folder below an XDG base directory; relative ones are ignored, as the standard says.
  ///
  /// - Source: XDG Base Directory Specification 0.8.
  static func folder(
    _ variable: EnvironmentVariable, else standard: String, variables: [String: String]
  ) -> String? {
    if let base = variables[variable], base.hasPrefix("/") { return base + "/edsh" }
    guard let home = variables[.home], home.hasPrefix("/") else { return nil }
    return "\(home)/\(standard)/edsh"
  }

  /// Where what edsh remembers lies: `$XDG_STATE_HOME/edsh`, else below `~/.local/state`.
  static func stateFolder(variables: [String: String]) -> String? {
    folder(.stateFolder, else: ".local/state", variables: variables)
  }

  /// Reads the file; one that is not there holds no profile.
  ///
  /// - Throws: `Problem` when it is no TOML or cannot be read.
  init(path: String, files: Files) throws {
    self.path = path
    document = files.exists(path) ? String(decoding: try files.read(path), as: UTF8.self) : ""
    do {
      for (key, text) in try TOML(document).scalars { try take(key, text) }
    } catch let error as TOML.SyntaxError {
      throw Problem(
        .usage, code: .config, "`\(path)` is not valid TOML, line \(error.line)",
        hint: "mend it, or start with --no-rc")
    }
    if standardName == nil, profiles["default"] != nil { standardName = "default" }
    let holdsKey = profiles.values.contains { profile in
      profile.keys.contains { Setting.named($0)?.parameter.isSecret == true }
    }
    exposesKey = holdsKey && files.isOpenToOthers(path)
  }

  private mutating func take(_ key: [String], _ text: String) throws(Problem) {
    if key == ["default"] {
      standardName = text
    } else if key.count == 3, key[0] == "profiles" {
      profiles[key[1], default: [:]][key[2]] = text
    } else {
      throw Problem(
        .usage, code: .config,
        "`\(path)` has `\(key.joined(separator: "."))`, which means nothing",
        hint: "settings stand below [profiles.NAME]; beside it there is only default = \"NAME\"")
    }
  }

  /// Whether it holds a key that others than its owner may read.
  private(set) var exposesKey = false

  /// The settings of a profile; nil when there is none of that name.
  func profile(_ name: String) -> [String: String]? { profiles[name] }

  var names: [String] { profiles.keys.sorted() }

  /// Writes a profile into the file, for the user's eyes alone; one of that name is
  /// replaced, everything else stays as it is.
  ///
  /// - Throws: `Problem` when the file has the profile in a form that cannot be replaced
  ///   line by line, or of the local disk.
  func save(_ name: String, _ values: [(name: String, text: String)], files: Files) throws {
    let entries = values.map { "\($0.name) = \(TOML.quoted($0.text))" }
    let section = ["[profiles.\(TOML.quoted(name))]"] + entries
    let text = ProfileDocument(document).replacing(name, with: section)
    guard ProfileDocument(text).differs(from: ProfileDocument(document), onlyIn: name) else {
      throw Problem(
        .usage, code: .config, "the profile `\(name)` cannot be replaced",
        hint: "choose another name, or edit \(path)")
    }
    try files.makeFolder(FilePath(path).removingLastComponent().string)
    try files.write(text, to: path, permissions: [.ownerReadWrite])
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
        .usage, code: .unknownProfile, "no profile `\(chosen)` in \(profiles.path)",
        hint: profiles.names.isEmpty
          ? "`edsh login` makes one" : "there are: \(profiles.names.joined(separator: ", "))")
    }
    for (key, text) in values.sorted(by: { $0.key < $1.key }) {
      do {
        try take(key, text)
      } catch let problem as Problem {
        throw problem.located(in: profiles.path)
      }
    }
  }

  private mutating func take(_ key: String, _ text: String) throws {
    if Setting.named(key)?.parameter.isSecret == true {
      use(apiKey: Secret(text.trimmingBlanks()), from: .profile)
    } else {
      try set(key, to: .text(text), from: .profile)
    }
  }
}

extension Problem {
  /// The same, with the file that it is in.
  fileprivate func located(in path: String) -> Problem {
    var located = self
    located.diagnostics = diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.source = SourceText("", name: path)
      return diagnostic
    }
    return located
  }
}
