import CommandModel

/// `each { … }`: runs a block for each record, several at a time.
///
/// It has a block and so is no plain ``Stage``; `Evaluator+Rounds` runs it.
enum EachStage {
  static let keepOrder = "keep_order"

  static let signature = CommandSignature(
    "each", "Runs a block for each record, several at a time; $it is the record.",
    details: [
      "What the block yields passes on as it comes; a round that fails yields its result record.",
      "The block reads the names around it and cannot assign them.",
    ],
    parameters: Parameter.run + [
      .flag(keepOrder, .boolean, "Yield in the order of the records, not of the ends.")
    ], input: .values, yields: .list(nil), takesBlock: true,
    examples: [
      Example(
        "sources list | where status == Completed | first 3 | each { $it | reload | wait }",
        "Reloads three sources, each waited for by itself."),
      Example(
        "sources list | first 3 | each --keep-order { sources jobs $it.id | first }",
        "The latest job of three sources."),
    ])
}
