/// A personal API key that the demo knows.
package struct DemoKey: Sendable, Hashable {
  package let text: String
  /// `external_data_source:read` and the like; `*` is all of them, and write implies read.
  package let scopes: Set<String>
  /// Nil when the key may go everywhere.
  package let projects: Set<Int>?

  package init(_ text: String, scopes: Set<String>, projects: Set<Int>? = nil) {
    self.text = text
    self.scopes = scopes
    self.projects = projects
  }

  /// May do everything; the key that `--demo` signs in with.
  package static let full = DemoKey("phx_demo", scopes: ["*"])
  /// May look at data sources and at nothing else.
  package static let readOnly = DemoKey("phx_demo_read", scopes: ["external_data_source:read"])
  /// May do everything, but not in the project with the sources.
  package static let otherProject = DemoKey(
    "phx_demo_other", scopes: ["*"], projects: [DemoProject.empty.id])

  func covers(_ scope: String) -> Bool {
    let writing = scope.split(separator: ":").first.map { "\($0):write" }
    return !scopes.isDisjoint(with: ["*", scope, writing ?? scope])
  }
}

/// A project of the demo's one organization.
package struct DemoProject: Sendable, Hashable {
  package let id: Int
  package let name: String

  /// The one with the sources, and the current one of every key.
  package static let main = DemoProject(id: 1, name: "Demo")
  /// One without any source.
  package static let empty = DemoProject(id: 2, name: "Empty")

  /// One with a few sources, so that there are two to go through.
  package static let staging = DemoProject(id: 3, name: "Staging")

  static let all = [main, empty, staging]
}
