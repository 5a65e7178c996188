/// Why no request can be made of an invocation; nothing was sent.
package enum RequestError: Error, Sendable, Hashable {
  case noProject
  case notAProject(String)
  case missing(parameter: String)
  case notAnID(parameter: String, text: String)
  /// A list or a record where the address needs a plain value.
  case notPlain(parameter: String)
  /// A secret that is read when it is sent is not there; the words say why.
  case noSecret(String)

  /// What is wrong and what to do, for a person.
  package var message: String {
    switch self {
    case .noProject: "no project is set; `projects list` shows them, `set project_id` chooses one"
    case .notAProject(let text): "`\(SafeText.clean(text))` is not a project; it is a number"
    case .missing(let parameter): "`\(parameter)` is missing"
    case .notAnID(let parameter, let text):
      "`\(parameter)` is not an id: `\(SafeText.clean(text))`; an id is a UUID"
    case .notPlain(let parameter): "`\(parameter)` cannot be a list or a record"
    case .noSecret(let reason): reason
    }
  }

  /// Whether every further request would meet the same.
  var concernsAll: Bool {
    switch self {
    case .noProject, .notAProject: true
    case .missing, .notAnID, .notPlain, .noSecret: false
    }
  }
}
