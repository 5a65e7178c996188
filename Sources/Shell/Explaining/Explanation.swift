package import CommandModel

/// What a code means, for `explain` and the reference: why it is refused, and an example
/// of wrong and right.
package struct Explanation: Sendable {
  /// One sentence: what is the matter.
  package let summary: String
  /// Why, or what to do; one paragraph.
  package let reason: String
  /// A script that meets the code; nil where none could, such as a full disk.
  package let wrong: String?
  /// The same meant right; run by the tests.
  package let right: String?

  init(_ summary: String, _ reason: String, wrong: String? = nil, right: String? = nil) {
    self.summary = summary
    self.reason = reason
    self.wrong = wrong
    self.right = right
  }

  /// The explanation of a code.
  package static func of(_ code: ErrorCode) -> Explanation {
    guard let explanation = all[code] else {
      preconditionFailure("`\(code.rawValue)` has no explanation; the tests ask for each")
    }
    return explanation
  }

  /// Every code that has one; the tests insist that none is missing.
  package static let all: [ErrorCode: Explanation] = syntax.merging(names) { first, _ in first }
    .merging(arguments) { first, _ in first }.merging(flow) { first, _ in first }
    .merging(running) { first, _ in first }.merging(outside) { first, _ in first }
}

extension Explanation {
  /// What `edsh explain CODE` prints.
  func text(of code: ErrorCode, layout: HelpLayout) -> String {
    let examples = [("wrong", wrong), ("right", right)].compactMap { title, script in
      script.map { title + "\n" + Explanation.indented($0) }
    }
    return
      ([code.rawValue + ": " + summary, layout.wrapped(reason)] + examples)
      .joined(separator: "\n\n") + "\n"
  }

  /// All codes with their summaries.
  static func list(layout: HelpLayout) -> String {
    let rows = ErrorCode.allCases.map { ($0.rawValue, Explanation.of($0).summary) }
    return layout.section("codes", rows: rows) + "\n\nexplain CODE tells more about one\n"
  }

  /// The page of the reference that explains all codes.
  static var reference: String {
    let sections = ErrorCode.allCases.map { code in
      let explanation = of(code)
      let examples = [("Wrong", explanation.wrong), ("Right", explanation.right)]
        .compactMap { title, script in script.map { "\(title):\n\n```\n\($0)\n```\n" } }
      return
        (["## \(code.rawValue)\n", "**\(explanation.summary)**: \(explanation.reason)\n"]
        + examples).joined(separator: "\n")
    }
    return referenceHead + sections.joined(separator: "\n")
  }

  private static let referenceHead = """
    # Error codes

    What each code means, with an example of wrong and right.

    ## Overview

    An error names its code in brackets, `error[unknown-field]`; `edsh explain unknown-field` prints
    what stands here, and a script compares `$e.code` with it. A code keeps its meaning; its message
    may change. This page is made from the table that `explain` reads.


    """

  private static func indented(_ script: String) -> String {
    script.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
      .joined(separator: "\n")
  }
}
