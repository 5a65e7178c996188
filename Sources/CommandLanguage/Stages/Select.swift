import CommandModel

/// `select name source.prefix`: keeps these fields, in this order.
///
/// Records keep their kind where they keep their `id`.
struct SelectStage: Stage {
  static let signature = CommandSignature(
    "select", "Keeps some fields of each record, in this order.",
    details: ["A path such as source.prefix makes a field of that name."],
    parameters: [.fields("The fields.", isRequired: true)], input: .values, yields: .same,
    examples: [Example("sources list | select id status", "Two columns.")])

  let fields: [FieldPath]

  init(_ arguments: Record) {
    var seen: Set<String> = []
    fields = arguments.paths("field").filter { seen.insert($0.name).inserted }
  }

  private var keepsID: Bool { fields.contains { $0.name == "id" } }

  func flow(after flow: Flow) -> Flow {
    var selected = Flow(kind: keepsID ? flow.kind : nil, fields: flow.fields?.selecting(fields))
    selected.isFromFile = flow.isFromFile
    selected.fieldsFromElsewhere = flow.fieldsFromElsewhere
    selected.selectedFields = fields.map(\.name)
    return selected
  }

  func apply(to records: Records) -> Records {
    let keepsID = keepsID
    return records.map { batch in
      batch.map { value in
        let chosen = fields.map { Record.Field(name: $0.name, value: value.lookup($0)) }
        return .record(
          Record(uniqueFields: chosen, kind: keepsID ? value.recordValue?.kind : nil))
      }
    }
  }
}
