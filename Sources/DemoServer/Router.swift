import CommandModel

/// Finds the operation that a method and a path mean.
///
/// The routes are those of the operation table; no path is written here.
struct Router: Sendable {
  private let routes: [Route]
  /// The operations that nothing answers.
  let unanswered: [String]

  init(_ operations: [Operation], _ options: DemoOptions) {
    unanswered = operations.map(\.name).filter { Handler.all[$0] == nil }
    routes = operations.filter { options.age.offers($0.name) }.compactMap { operation in
      let isOpen = options.opensAllToKeys || options.age.opensToKeys(operation.name)
      return Handler.all[operation.name].map { Route(operation, $0, isOpenToKeys: isOpen) }
    }
  }

  /// What a path without an operation, or an operation without that method, comes to.
  enum Match {
    case found(Route, [String: String])
    /// The path is known by other methods.
    case otherMethods(Route, [String: String])
    case nothing
  }

  func match(method: String, path: String) -> Match {
    let words = path.split(separator: "/").map(String.init)
    let fitting = routes.compactMap { route in
      route.parameters(of: words).map { (route: route, parameters: $0) }
    }
    // A written word beats a parameter: `wizard` is never read as an id.
    guard let fewest = fitting.map(\.parameters.count).min() else { return .nothing }
    let best = fitting.filter { $0.parameters.count == fewest }
    if let exact = best.first(where: { $0.route.method == method }) {
      return .found(exact.route, exact.parameters)
    }
    return best.first.map { .otherMethods($0.route, $0.parameters) } ?? .nothing
  }
}

/// One operation's method, path and handler.
struct Route: Sendable {
  let name: String
  let method: String
  let isInProject: Bool
  let handler: Handler
  let isOpenToKeys: Bool
  private let template: [String]

  init(_ operation: Operation, _ handler: Handler, isOpenToKeys: Bool) {
    name = operation.name
    method = operation.method.rawValue
    isInProject = operation.root == .project
    self.handler = handler
    self.isOpenToKeys = isOpenToKeys
    let root = isInProject ? ["api", "projects", "{project_id}"] : ["api"]
    template = root + operation.path.split(separator: "/").map(String.init)
  }

  /// The values of the template's `{name}`s; nil when the path is another.
  func parameters(of words: [String]) -> [String: String]? {
    guard words.count == template.count else { return nil }
    var values: [String: String] = [:]
    for (part, word) in zip(template, words) {
      if part.hasPrefix("{") {
        values[String(part.dropFirst().dropLast())] = word
      } else if part != word {
        return nil
      }
    }
    return values
  }

  /// The scope a key needs: write for every method but GET, also where nothing changes,
  /// and for two things that are only read.
  var scope: String {
    let resource = template[isInProject ? 3 : 1]
    let object = Route.scopeObjects[resource] ?? resource
    let isRead = method == "GET" && !Route.readByWriters.contains(template.last ?? "")
    return "\(object):\(isRead ? "read" : "write")"
  }

  private static let readByWriters: Set<String> = ["destinations", "oauth_accounts"]

  private static let scopeObjects = [
    "external_data_sources": "external_data_source",
    "external_data_schemas": "external_data_source",
    "projects": "project", "users": "user",
  ]
}
