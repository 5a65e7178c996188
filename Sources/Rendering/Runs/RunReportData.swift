import CommandModel

/// The facts of a run as the page's script reads them: names once, items as short lists.
struct RunReportData {
  private let report: RunReport
  private let actions: Numbered
  private let kinds: Numbered
  private let errors: Numbered
  /// Of each item that has an error, its place among the groups.
  private let groups: [Int: Int]

  init(_ report: RunReport) {
    let results = report.history.items.map(\.result)
    self.report = report
    actions = Numbered(results.map(\.action))
    kinds = Numbered(results.map(\.target.kind.description))
    errors = Numbered(results.compactMap(\.error))
    var groups: [Int: Int] = [:]
    for (index, group) in report.groups.enumerated() {
      for item in group.items { groups[item] = index }
    }
    self.groups = groups
  }

  var opening: String {
    let axis = report.axis
    let ticks = axis.ticks(atMost: 6).map { tick -> Value in
      [.real(axis.place(of: tick) * 100), .text(RunAxis.label(of: tick))]
    }
    let folds = axis.folds.map { fold -> Value in
      [.real(axis.place(of: fold.lowerBound) * 100), .real(axis.place(of: fold.upperBound) * 100)]
    }
    let knots = axis.knots.map { knot -> Value in
      [.milliseconds(knot.moment), .real(knot.place * 100)]
    }
    let marks = AttemptMark.allCases.map { mark -> Value in [.text(mark.name), .text(mark.words)] }
    let results = ResultRecord.Result.allCases.map { result -> Value in
      [.text(result.rawValue), .text(result.words), .integer(result.rank)]
    }
    let fields: [(String, Value)] = [
      ("pageSize", .integer(RunReport.pageSize)), ("ticks", .list(ticks)), ("folds", .list(folds)),
      ("knots", .list(knots)), ("marks", .list(marks)), ("results", .list(results)),
      ("actions", .texts(actions.names)), ("kinds", .texts(kinds.names)),
      ("errors", .texts(errors.names)),
    ]
    let texts = fields.map { "\"\($0)\":\(HTML.json($1))" }
    return "<script type=\"application/json\" id=\"data\">{\n"
      + texts.joined(separator: ",\n") + ",\n\"items\":[\n"
  }

  let closing = "\n]}</script>\n"

  func item(_ index: Int) -> String {
    let item = report.history.items[index]
    let result = item.result
    let track = RunTrack(item, since: report.axis.start)
    let tries = track.tries.flatMap { attempt -> [Value] in
      [
        .integer(attempt.number), .milliseconds(attempt.sentAt),
        attempt.took.map(Value.milliseconds) ?? .integer(-1), .integer(attempt.mark.rawValue),
        .integer(attempt.status ?? 0),
      ]
    }
    let number = ResultRecord.Result.allCases.firstIndex(of: result.result) ?? 0
    let id = TerminalText.sanitize(result.target.id)
    let fields: [Value] = [
      .integer(result.sequence), .text(item.title), .text(item.title == id ? "" : id),
      .integer(kinds.number(result.target.kind.description)),
      .integer(actions.number(result.action)), .integer(number),
      .text(result.how.map { $0 == .sent ? "" : $0.rawValue } ?? ""),
      .milliseconds(result.elapsed), .integer(result.error.map(errors.number) ?? -1),
      .integer(groups[index] ?? -1), .integer(result.attempts), .list(tries),
    ]
    return HTML.json(.list(fields + (sync(result, track).map { [$0] } ?? [])))
  }

  private func sync(_ result: ResultRecord, _ track: RunTrack) -> Value? {
    guard let sync = result.sync else { return nil }
    return [
      .milliseconds(track.job?.lowerBound ?? .zero),
      .milliseconds(track.job?.upperBound ?? .zero),
      .text(TerminalText.sanitize(sync.job ?? "")), .integer(sync.rowsSynced),
      .integer(sync.tablesOK), .integer(sync.tablesFailed), .integer(sync.tablesLeft),
    ]
  }
}

/// Texts that occur often, each with a number of its own.
private struct Numbered {
  /// As they may be shown.
  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  init(_ texts: [String]) {
    for text in texts where numbers[text] == nil {
      numbers[text] = names.count
      names.append(TerminalText.sanitize(text))
    }
  }

  func number(_ text: String) -> Int { numbers[text] ?? 0 }
}

extension Value {
  fileprivate static func milliseconds(_ duration: Duration) -> Value {
    .integer(Int((duration.seconds * 1000).rounded()))
  }

  /// With three digits behind the point.
  fileprivate static func real(_ number: Double) -> Value {
    Number((number * 1000).rounded() / 1000).map(Value.number) ?? .null
  }

  fileprivate static func texts(_ texts: [String]) -> Value { .list(texts.map(Value.text)) }
}
