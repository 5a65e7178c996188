import CommandModel

/// What is known about the records between two stages, before they are there and
/// while they flow.
struct Flow: Sendable {
  /// The kind of the records, which verbs without a noun need.
  var kind: KindName?
  /// Nil where nothing is known: then each record's own kind tells.
  var fields: FieldKnowledge?
  /// The command whose records these still are.
  var producer: CommandSignature?
  /// What `select` has kept of them, in its order, and what `extend` gave them since.
  var selectedFields: [String]?
  var addedFields: [String] = []
  /// Whether they are what a file of the person's says, and nothing that a server sent.
  var isFromFile = false
  /// The fields that `extend` has given them, whatever it took them from.
  var fieldsFromElsewhere: [String] = []
  /// Whether nothing ever comes.
  var isNothing = false
  /// Whether no document is due where nothing comes.
  var omitsEmpty = false
  /// Whether it is one record, so that a path leads into its fields.
  var isOne = false

  /// The columns that what made the records asks for; nil where nothing does.
  var columns: [String]? {
    guard let asked = selectedFields ?? producer?.columns, !asked.isEmpty else { return nil }
    return asked + addedFields.filter { !asked.contains($0) }
  }

  /// What is known of each of the records.
  var ofOne: Flow {
    var one = self
    one.isOne = true
    one.isNothing = false
    return one
  }

  /// The records of `command`, given what came in.
  ///
  /// What is planned passes through what could only follow it, and tells of its request.
  func passing(
    _ command: CommandSignature, in vocabulary: Vocabulary, isPlanned: Bool = false
  ) -> Flow {
    var flow = passing(command, in: vocabulary)
    guard isPlanned else { return flow }
    if command.yields == .same {
      flow.producer = producer
      flow.selectedFields = selectedFields
    }
    if command.effect.changesSomething {
      flow.producer = nil
      flow.selectedFields = nil
      flow.fields = flow.fields?.adding(ResultRecord.plannedFields)
    }
    return flow
  }

  private func passing(_ command: CommandSignature, in vocabulary: Vocabulary) -> Flow {
    switch command.yields {
    case .nothing: return Flow(isNothing: true)
    case .value: return Flow()
    case .text: return Flow(producer: command)
    case .same:
      var flow = self
      // `wait` turns what it was given into results.
      flow.fields = fields?.joined(by: ResultRecord.kind)
      flow.producer = command
      flow.selectedFields = nil
      return flow
    case .one(let kind), .list(let kind):
      let isResult = command.effect.changesSomething || kind == ResultRecord.kind.name
      let known = isResult ? ResultRecord.kind : kind.flatMap { vocabulary.kind($0) }
      // The results of a saved run say themselves what they are about.
      var flow = Flow(
        kind: kind == ResultRecord.kind.name ? nil : kind,
        fields: known.map { FieldKnowledge($0) }, producer: command)
      flow.isFromFile = command.readsFile
      return flow
    }
  }

  /// What a value that begins a pipeline is known to be.
  init(of value: Value) {
    let first = value.listValue?.first ?? value
    kind = first.recordValue?.kind
  }

  init(
    kind: KindName? = nil, fields: FieldKnowledge? = nil, producer: CommandSignature? = nil,
    isNothing: Bool = false, omitsEmpty: Bool = false
  ) {
    self.kind = kind
    self.fields = fields
    self.producer = producer
    self.isNothing = isNothing
    self.omitsEmpty = omitsEmpty
  }
}
