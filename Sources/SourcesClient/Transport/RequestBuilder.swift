package import CommandModel
import ValueFormats

/// Makes requests of invocations; pure.
package enum RequestBuilder {
  /// The request that carries out an invocation in a project: its number or `@current`.
  ///
  /// - Throws: `RequestError` when the arguments do not make one.
  package static func request(
    for invocation: Invocation, project: String?
  ) throws(RequestError) -> Request {
    let operation = invocation.operation
    for parameter in operation.sentParameters
    where parameter.isRequired && invocation.arguments[parameter.name] == nil {
      throw .missing(parameter: parameter.name)
    }
    return Request(
      operation.method, path: try path(of: invocation, project: project),
      query: try query(of: invocation),
      body: body(of: invocation).map { Array(JSON.encode(.record($0)).utf8) },
      timeLimits: operation.isLive ? .live : .ordinary)
  }

  /// The fields of the body, in the order they were given; nil when the operation has none.
  package static func body(of invocation: Invocation) -> Record? {
    let operation = invocation.operation
    let takesOthers = operation.signature.otherSettings == .secretFields
    guard takesOthers || operation.sentParameters.contains(where: { $0.place == .body }) else {
      return nil
    }
    let fields = invocation.arguments.fields.filter { field in
      guard let parameter = operation.signature.parameter(named: field.name) else {
        return takesOthers && operation.signature.flag(named: field.name) == nil
      }
      return parameter.place == .body
    }
    return Record(uniqueFields: fields)
  }

  // MARK: - Path

  private static func path(
    of invocation: Invocation, project: String?
  ) throws(RequestError) -> String {
    var path = try root(invocation.operation.root, project: project)
    for part in invocation.operation.pathParts {
      switch part {
      case .text(let text): path += text
      case .argument(let name): path += try argument(name, of: invocation)
      }
    }
    return path
  }

  private static func root(
    _ root: Operation.Root, project: String?
  ) throws(RequestError) -> String {
    guard root == .project else { return "/api/" }
    guard let project, !project.isEmpty else { throw .noProject }
    let isNumber = project.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isNumber || project == "@current" else { throw .notAProject(project) }
    return "/api/projects/\(project)/"
  }

  private static func argument(
    _ name: String, of invocation: Invocation
  ) throws(RequestError) -> String {
    guard let value = invocation.arguments[name] else { throw .missing(parameter: name) }
    guard let text = value.plainText else { throw .notPlain(parameter: name) }
    let parameter = invocation.operation.sentParameters.first { $0.name == name }
    if case .identifier? = parameter?.type,
      !UUIDText.isValid(text)
    {
      throw .notAnID(parameter: name, text: text)
    }
    return PercentEncoding.encode(text)
  }

  // MARK: - Query

  private static func query(of invocation: Invocation) throws(RequestError) -> String {
    var items: [(name: String, value: String)] = []
    for parameter in invocation.operation.queryParameters {
      guard let value = invocation.arguments[parameter.name], !value.isNull else { continue }
      for text in try queryTexts(value, of: parameter) { items.append((parameter.name, text)) }
    }
    if let page = invocation.page {
      items.append(("limit", String(page.limit)))
      if page.offset > 0 { items.append(("offset", String(page.offset))) }
    }
    return items.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
      .joined(separator: "&")
  }

  private static func queryTexts(
    _ value: Value, of parameter: Parameter
  ) throws(RequestError) -> [String] {
    var texts: [String] = []
    for item in value.listValue ?? [value] {
      guard let text = item.plainText else { throw .notPlain(parameter: parameter.name) }
      texts.append(text)
    }
    return parameter.place == .joinedQuery ? [texts.joined(separator: ",")] : texts
  }
}
