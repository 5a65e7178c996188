import CommandLanguage
import CommandModel
import Rendering
import SourcesClient
import Synchronization

/// Reading in every project, and what keeps changes in the one that is set.
extension Session {
  /// What `read` yields in each project that the key can see, one after the other; every
  /// record says which it is of.
  ///
  /// Pulling throws the `Failure` of a project that cannot be read: what is missing must not
  /// look like an answer.
  func eachProject(
    at connection: Connection, _ read: @escaping (any Performer, String) -> Records
  ) -> Records {
    var left: ArraySlice<Value>?
    var open: (project: Value, records: Records)?
    return Records(.list) {
      if left == nil { left = try await self.projects(at: connection)[...] }
      while true {
        if let (project, records) = open {
          if let batch = try await records.nextBatch() { return batch.map { $0.marked(project) } }
          open = nil
        }
        guard let project = left?.popFirst() else { return nil }
        let number = project.plainText ?? ""
        open = (project, read(connection.performer(inProject: number), number))
      }
    }
  }

  /// The numbers of the projects that the key can see.
  private func projects(at connection: Connection) async throws -> [Value] {
    guard let list = Catalogue.operation("list", on: "project") else {
      preconditionFailure("the catalogue has no list of projects")
    }
    let records = Pages.records(of: Invocation(list), over: connection.performer)
    return try await remembering(records, of: list.answer.kind).collect()
      .compactMap { $0.value(at: "id") }
  }

  /// Keeps what is about things of other projects from being sent to the one at hand.
  ///
  /// - Throws: `Problem` (usage) where one of them is not the session's.
  func checkProjects(
    _ projects: some Sequence<String>, of call: Call, at connection: Connection
  ) throws {
    let others = Set(projects).subtracting([connection.project].compactMap(\.self))
    guard let other = others.min(by: { (Int($0) ?? 0, $0) < (Int($1) ?? 0, $1) }) else { return }
    throw Problem(
      .usage, code: .otherPlace,
      "`\(call.command.name)` acts in project \(connection.project ?? "none"), and not all that "
        + "comes in is of it: the first other one is \(other)",
      hint: "one project at a time: `for p in $(projects list) { set project_id $p.id; … }`")
  }
}

extension Call {
  /// Whether it goes through all projects.
  var isOfAllProjects: Bool { arguments[Parameter.allProjects.name] == true }
}

extension Value {
  fileprivate func marked(_ project: Value) -> Value {
    guard var record = recordValue else { return self }
    record[Record.projectField] = project
    return .record(record)
  }
}

extension Records {
  /// So many of them, of all.
  func limited(to count: Int?) -> Records {
    guard var left = count else { return self }
    return Records(shape) {
      guard left > 0, let batch = try await nextBatch() else { return nil }
      defer { left -= batch.count }
      return Array(batch.prefix(left))
    }
  }
}
