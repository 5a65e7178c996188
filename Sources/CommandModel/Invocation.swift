/// An operation and its checked arguments: everything one request is made of but
/// the host, the key and the project.
package struct Invocation: Sendable, Hashable {
  package let operation: Operation
  /// Checked arguments by parameter name; for an operation that takes other
  /// settings, those too.
  package var arguments: Record
  /// What the arguments are about, when a record of the pipe was.
  package var target: Target?
  /// The part of a list it asks for; nil for all that one answer holds.
  package var page: Page?
  /// The paths in its arguments, `payload.host`, that the server says are no secrets although
  /// the table has to take them for some; each stands for what is below it too.
  package var openPaths: Set<String> = []

  package init(
    _ operation: Operation, arguments: Record = Record(), target: Target? = nil, page: Page? = nil
  ) {
    self.operation = operation
    self.arguments = arguments
    self.target = target
    self.page = page
  }

  /// A part of a list: so many records after so many others.
  package struct Page: Sendable, Hashable {
    package let limit: Int
    package let offset: Int

    package init(limit: Int, offset: Int) {
      self.limit = limit
      self.offset = offset
    }
  }

  /// The thing an item of a run is about.
  package struct Target: Sendable, Hashable {
    package let kind: KindName
    package let id: String
    package let name: String?
    /// Why there is nothing to start at it; nil when that is not known.
    package let reasonToSkip: String?

    package init(
      kind: KindName, id: String, name: String? = nil, reasonToSkip: String? = nil
    ) {
      self.kind = kind
      self.id = id
      self.name = name
      self.reasonToSkip = reasonToSkip
    }
  }

  package static func == (left: Invocation, right: Invocation) -> Bool {
    left.operation.name == right.operation.name && left.arguments == right.arguments
      && left.page == right.page
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(operation.name)
    hasher.combine(arguments)
    hasher.combine(page)
  }
}

extension Invocation {
  /// The arguments without what is secret: `…` stands in its place.
  ///
  /// Secret is a parameter that the table marks and every field the table does not
  /// list, because only the server's wizard knows which of those are none.
  package var redactedArguments: Record {
    var redacted = arguments
    for field in arguments.fields {
      let parameter = operation.signature.parameters.first { $0.isNamed(field.name) }
      if parameter?.isSecret ?? true {
        redacted[field.name] = field.value.redacted(at: field.name, except: openPaths)
      }
    }
    return redacted
  }

  /// What is lost by sending it, when it destroys; the table's own line.
  package var losesWhenSent: String? {
    if case .destroys(let loss) = operation.effect { return loss }
    for case .destroysWhen(let name, let value, let loss) in operation.checks
    where arguments[name] == value { return loss }
    return nil
  }
}

extension Value {
  /// The same shape with `…` for every leaf that is neither null nor a reference; what lies
  /// at the open paths or below them stays.
  func redacted(at path: String, except open: Set<String>) -> Value {
    // Where a secret comes from is none.
    if open.contains(path) || SecretReference(self) != nil { return self }
    return switch self {
    case .null: .null
    case .list(let items): .list(items.map { $0.redacted(at: path, except: open) })
    case .record(let record):
      .record(
        Record(
          record.fields.map { field in
            (field.name, field.value.redacted(at: "\(path).\(field.name)", except: open))
          }, kind: record.kind))
    case .boolean, .number, .text, .time, .duration: .text("…")
    }
  }
}
