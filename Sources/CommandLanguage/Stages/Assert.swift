import CommandModel

/// `assert status != Failed "a table failed"`: passes records on for which a condition
/// holds, and ends with an error at the first for which it does not.
struct AssertStage {
  static let signature = CommandSignature(
    "assert", "Checks a condition; in a pipe, for each record.",
    details: ["As a statement it takes no record: assert $(sources list | count) > 0."],
    parameters: [
      .positional("condition", .any, "What must hold."),
      .positional("message", .text, "What to say when it does not.", isRequired: false),
    ], input: .values, yields: .same,
    examples: [
      Example(#"sources list | assert status != Error "a source is in trouble""#, "A guard.")
    ])

  let condition: RecordFormula
  let failure: Problem
  let range: SourceRange

  func apply(to records: Records) -> Records {
    var condition = condition
    return records.map { batch in
      for value in batch where try !condition.value(for: value).condition(at: range) {
        throw failure
      }
      return batch
    }
  }

  /// What a condition that does not hold comes to.
  static func failure(_ message: String?, of condition: String, at range: SourceRange) -> Problem {
    Problem(.failed, .assert, message ?? "`\(condition)` does not hold", at: range)
  }
}
