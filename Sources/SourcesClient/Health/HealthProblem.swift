package import CommandModel

/// One thing that is wrong with a source or with one of its tables.
package struct HealthProblem: Sendable {
  /// What is wrong; the raw value is the word that records have. Where several hold for a
  /// table the first of this order is told (see ``HealthRules``).
  package enum Cause: String, Sendable, CaseIterable {
    case failed
    case switchedOff = "switched_off"
    case billing
    case runningLong = "running_long"
    case neverSynced = "never_synced"
    case scheduleSilent = "schedule_silent"
    case stale
  }

  package let cause: Cause
  let source: SourceFacts
  /// Nil for what is wrong with the source itself.
  let table: TableLook?
  /// Since when it has been so.
  package var since: Time?
  /// The server's words.
  package var detail: String?
  /// How long such a sync takes, or the time from one to the next.
  package var usual: Duration?
  /// From how long on it counts as a problem.
  package var limit: Duration?

  /// The table's id, or for what is wrong with a source itself that of the source.
  package var id: String { table?.id ?? source.id }
}

// MARK: - What would mend it

extension HealthProblem {
  /// The line that would mend it.
  ///
  /// Nil where the server's id is no UUID: who copies a line must get what it seems to be.
  package var mend: String? {
    guard UUIDText.isValid(id) else { return nil }
    let (operation, rest) = remedy
    return "\(operation) \(id)\(rest)"
  }

  /// The operation that would mend it, and what is written behind the id.
  private var remedy: (operation: String, rest: String) {
    guard table != nil else {
      return source.isDirect ? ("sources refresh-schemas", "") : ("sources reload", " | wait")
    }
    return switch cause {
    case .failed: ("schemas reload", " | wait")
    case .switchedOff: ("schemas update", " should_sync=true")
    case .runningLong: ("schemas cancel", "")
    // A reload makes the schedule anew where it is missing (api-contract.md, section 6.2).
    case .billing, .neverSynced, .scheduleSilent, .stale: ("schemas reload", "")
    }
  }
}

// MARK: - As a record

extension HealthProblem {
  var record: Record {
    let name = [table?.name, source.title].compactMap(\.self).joined(separator: "@")
    return Record(
      [
        ("problem", .text(cause.rawValue)), ("name", .text(name)),
        ("source", .record(source.record)),
        (
          "schema",
          table.map { .record(["id": .text($0.id), "name": .text($0.name)]) } ?? .null
        ),
        ("since", since.map(Value.time) ?? .null), ("detail", detail.map(Value.text) ?? .null),
        ("usual", usual.map(Value.duration) ?? .null),
        ("limit", limit.map(Value.duration) ?? .null), ("mend", mend.map(Value.text) ?? .null),
      ], kind: HealthProblem.kind.name)
  }

  /// The fields of a problem, for checks, completion and columns.
  package static let kind = Kind(
    "problem", noun: "problems",
    fields: [
      .init(
        "problem", .text, "What is wrong.", enumeration: Cause.allCases.map(\.rawValue)),
      .init("name", .text, "The source and the table: Stripe/eu/Charge."),
      .init("source", .record, "The source."),
      .init("source.id", .text, "The source's id."),
      .init("source.source_type", .text, "The source's type."),
      .init("source.prefix", .text, "The source's prefix."),
      .init("schema", .record, "The table; null where the source itself has the problem."),
      .init("schema.id", .text, "The table's id."),
      .init("schema.name", .text, "The table's name at the source."),
      .init("since", .time, "Since when it has been so."),
      .init("detail", .text, "The server's words."),
      .init("usual", .any, "How long such a sync takes, or the time from one to the next."),
      .init("limit", .any, "From how long on it counts as a problem."),
      .init("mend", .text, "The command that would mend it."),
      Catalogue.projectNumber,
    ],
    links: [.init(to: "schema", by: "schema.id"), .init(to: "source", by: "source.id")])

  /// The columns of a table of problems.
  package static let columns = ["problem", "name", "since", "detail"]
}
