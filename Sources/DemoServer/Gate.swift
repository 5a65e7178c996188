import CommandModel
import ValueFormats

/// What stands before every handler, in the server's own order: is the answer's format
/// acceptable, who is it, which project, which scope, how often.
struct Gate: Sendable {
  private let keys: [DemoKey]
  private let limits: [RateLimit]
  private var windows: [String: [RateWindow]] = [:]

  init(keys: [DemoKey], limits: [RateLimit]) {
    self.keys = keys
    self.limits = limits
  }

  /// Lets a request in; the project it is about, for those that have one.
  mutating func admit(
    _ request: DemoRequest, _ match: Router.Match, at now: Time
  ) throws(Refusal) -> Admission {
    let (route, parameters, isKnownMethod) = try taken(apart: match)
    try checkAccept(request)
    let key = try authenticate(request)
    let project = try project(of: route, parameters, key)
    guard isKnownMethod else { throw wrongMethod(request.method) }
    guard route.isOpenToKeys else { throw .actionWithoutKeys }
    if !key.covers(route.scope) { throw .missingScope(route.scope) }
    try throttle(key, at: now)
    return Admission(route: route, parameters: parameters, project: project)
  }

  struct Admission {
    let route: Route
    let parameters: [String: String]
    let project: Int?
  }

  private func taken(
    apart match: Router.Match
  ) throws(Refusal) -> (Route, [String: String], isKnownMethod: Bool) {
    switch match {
    case .found(let route, let parameters): return (route, parameters, true)
    case .otherMethods(let route, let parameters): return (route, parameters, false)
    case .nothing: throw .endpointNotFound
    }
  }

  /// A method without an action is out of reach for keys; PATCH alone gets further,
  /// because the server takes every PATCH for an update before it looks.
  private func wrongMethod(_ method: String) -> Refusal {
    method == "PATCH" ? .methodNotAllowed(method) : .actionWithoutKeys
  }

  private func checkAccept(_ request: DemoRequest) throws(Refusal) {
    guard let accept = request.headers["accept"], !accept.isEmpty else { return }
    let types = accept.split(separator: ",").map { type in
      type.prefix { $0 != ";" }.filter { !$0.isWhitespace }
    }
    guard types.contains(where: ["application/json", "application/*", "*/*"].contains) else {
      throw .notAcceptable
    }
  }

  private func authenticate(_ request: DemoRequest) throws(Refusal) -> DemoKey {
    let words = (request.headers["authorization"] ?? "").split(separator: " ")
    // The scheme's case counts here, whatever the standard says.
    guard words.count == 2, words[0] == "Bearer" else {
      throw .notAuthenticated(origin: request.origin)
    }
    guard let key = keys.first(where: { $0.text == words[1] }) else {
      throw .unknownKey(origin: request.origin)
    }
    return key
  }

  private func project(
    of route: Route, _ parameters: [String: String], _ key: DemoKey
  ) throws(Refusal) -> Int? {
    guard route.isInProject else {
      // The account itself is exempt from the limit of a key to projects.
      if key.projects != nil, !route.scope.hasPrefix("user:") {
        throw .projectKeyOutsideProjects
      }
      return nil
    }
    let text = parameters["project_id"] ?? ""
    let id = text == "@current" ? DemoProject.main.id : Int(text)
    guard let id, DemoProject.all.contains(where: { $0.id == id }) else {
      throw .projectNotFound
    }
    if let reachable = key.projects, !reachable.contains(id) { throw .foreignProject(id) }
    return id
  }

  private mutating func throttle(_ key: DemoKey, at now: Time) throws(Refusal) {
    var own = windows[key.text] ?? limits.map(RateWindow.init)
    let waits = own.indices.compactMap { own[$0].admit(at: now) }
    windows[key.text] = own
    if let wait = waits.max() { throw .throttled(seconds: Int(wait.seconds.rounded(.up))) }
  }
}
