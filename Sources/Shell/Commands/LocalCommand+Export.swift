import CommandLanguage
import CommandModel
import RunEngine
import SourcesClient

extension LocalCommand {
  /// `sources export`: sources as `sources create` takes them.
  static let export = LocalCommand(
    signature: CommandSignature(
      "sources export", "Describes sources so that `sources create` can make them again.",
      details: [
        "Secrets are not among what a server shows: `$env.NAME` stands in the place of each, "
          + "`@FILE` in that of a key file.",
        "NAME is made of the type, the prefix and the field: "
          + "`STRIPE_EU_STRIPE_SECRET_KEY`; a note lists them.",
      ],
      parameters: [
        Parameter(
          "id", .identifier("source"), "The id of the source.", form: .positional, place: .local,
          isRequired: true)
      ],
      input: .targets("source"), yields: .one(nil),
      examples: [
        Example("sources export 0199… | save source.yaml", "Writes one into a file."),
        Example(
          "sources list | where source_type == Postgres | export | save postgres.yaml",
          "Writes those of one type."),
      ])
  ) { session, call, _ in
    try await session.export(call.targets.map { $0.map(\.id) } ?? [])
      .shaped(call.shape)
  }
}

extension Session {
  /// The descriptions of sources, all of them or none; a note lists the places of their
  /// secrets.
  fileprivate func export(_ ids: [String]) async throws -> Records {
    let connection = try await connection()
    guard let form = Operation.known("sources create").form else {
      preconditionFailure("`sources create` has no form")
    }
    var bodies: [Value] = []
    var places: [SourceExport.Place] = []
    for id in ids {
      let reading = Invocation(.known("sources get"), arguments: ["id": .text(id)])
      switch await connection.performer.perform(reading) {
      case .failure(let failure):
        try Task.checkCancellation()
        throw Problem(failure)
      case .success(let answer):
        let source = answer.value.recordValue ?? Record()
        let type = source["source_type"]?.textValue ?? ""
        let book = try await formBook(of: [type], over: connection)
        let export = SourceExport(of: source, form: book.form(of: type), as: form)
        places += export.places
        bodies.append(.record(export.body))
      }
    }
    note(places)
    return .list(bodies)
  }

  /// Says which variables and files have to be there before the sources are created again.
  private func note(_ places: [SourceExport.Place]) {
    func list(_ isRequired: Bool) -> String {
      let names = places.filter { $0.isRequired == isRequired }.map(\.reference.spelling)
      let more = names.count > 8 ? " and \(names.count - 8) more" : ""
      return names.prefix(8).joined(separator: ", ") + more
    }
    let (required, optional) = (list(true), list(false))
    if !required.isEmpty {
      note("secrets are not exported; before `sources create` set \(required)")
    }
    if !optional.isEmpty { note("set \(optional) too, or take the line out where it is not used") }
  }
}
