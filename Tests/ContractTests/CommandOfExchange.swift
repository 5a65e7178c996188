import CommandModel
import ShellWorld
import SourcesClient
import ValueFormats

/// The command line that a recorded request is the request of.
struct CommandOfExchange {
  let operation: CommandModel.Operation
  /// A line of the language.
  let line: String
  /// The project in the path; nil where there is none.
  let project: String?

  /// Nil for a request that no command makes: a path or a method that no row has, a body that
  /// is no object, another content type.
  init?(_ recording: Recording) {
    guard !recording.isMalformed else { return nil }
    let parts = recording.target.split(separator: "?", maxSplits: 1).map(String.init)
    let words = parts[0].split(separator: "/").map(String.init)
    let matches = Catalogue.operations.compactMap { operation in
      Self.arguments(of: operation, recording.method, words).map { (operation, $0) }
    }
    guard let best = matches.min(by: { $0.1.count < $1.1.count }) else { return nil }
    operation = best.0
    project = best.1["project_id"]
    var line = operation.name
    if let id = best.1["id"] { line += " " + id }
    let query = parts.count > 1 ? parts[1] : ""
    guard let settings = Self.settings(of: operation, query, recording.body) else { return nil }
    self.line = ([line] + settings).joined(separator: " ")
  }

  private static func arguments(
    of operation: CommandModel.Operation, _ method: String, _ words: [String]
  ) -> [String: String]? {
    let root = operation.root == .project ? ["api", "projects", "{project_id}"] : ["api"]
    let template = root + operation.path.split(separator: "/").map(String.init)
    guard operation.method.rawValue == method, template.count == words.count else { return nil }
    var arguments: [String: String] = [:]
    for (part, word) in zip(template, words) {
      if part.hasPrefix("{") {
        arguments[String(part.dropFirst().dropLast())] = word
      } else if part != word {
        return nil
      }
    }
    return arguments
  }

  /// The arguments that the query and the body are made of; nil when none can be.
  private static func settings(
    of operation: CommandModel.Operation, _ query: String, _ body: String
  ) -> [String]? {
    var lists: [String: [String]] = [:]
    var settings: [String] = []
    for item in query.split(separator: "&") {
      let pair = item.split(separator: "=", maxSplits: 1).map { decoded(String($0)) }
      guard pair.count == 2 else { return nil }
      if pair[0] == "limit", operation.answer.isPaged {
        // More than a page is asked for page by page.
        guard Int(pair[1]).map({ (1...100).contains($0) }) ?? false else { return nil }
        settings.append("--limit \(pair[1])")
      } else if let parameter = operation.signature.parameter(named: pair[0]) {
        let values =
          parameter.place == .joinedQuery
          ? pair[1].split(separator: ",").map(String.init) : [pair[1]]
        lists[parameter.name, default: []] += values
      } else {
        return nil
      }
    }
    settings += lists.sorted { $0.key < $1.key }.map { name, values in
      let quoted = values.map { literal(.text($0)) }
      return "\(name)=" + (quoted.count == 1 ? quoted[0] : "[\(quoted.joined(separator: ", "))]")
    }
    guard !body.isEmpty else { return settings }
    guard let fields = try? JSON.decode(Array(body.utf8)).recordValue?.fields else { return nil }
    return settings + fields.map { "\($0.name)=\(literal($0.value))" }
  }

  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let code = UInt8(digits, radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A value as the language writes it.
  private static func literal(_ value: Value) -> String {
    switch value {
    case .list(let items): "[" + items.map(literal).joined(separator: ", ") + "]"
    case .record(let record):
      "{" + record.fields.map { "\($0.name): \(literal($0.value))" }.joined(separator: ", ") + "}"
    case .text(let text): "'" + text.replacing("'", with: "''") + "'"
    case .null, .boolean, .number, .time, .duration: JSON.encode(value)
    }
  }
}

extension Recording {
  /// Whether it shows what a server makes of a request that edsh never sends.
  fileprivate var isMalformed: Bool {
    let type = headers["content-type"]
    let key = headers["authorization"] ?? ""
    let isOurKey = key.hasPrefix("Bearer ph") && !key.contains("  ")
    let isOurType = body.isEmpty ? true : type == "application/json"
    // Which project is the current one is asked once, so that it cannot change on the way.
    return target.contains("/@current/") || !isOurKey || !isOurType || headers["accept"] != nil
      || !target.split(separator: "?")[0].hasSuffix("/")
      || !body.isEmpty && (try? JSON.decode(Array(body.utf8)).recordValue) == nil
  }
}
