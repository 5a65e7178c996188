import CommandModel

extension RunReport {
  private static let columns = 120
  private static let height = 96.0

  /// How many answers of each kind came when, as bars along the run's axis.
  var activity: String {
    let bars = ActivityBars(history, axis, columns: RunReport.columns)
    guard bars.most > 0 else { return "" }
    let width = 100 / Double(RunReport.columns)
    let rects = bars.counts.enumerated().flatMap { column, counts in
      var top = RunReport.height
      return AttemptMark.allCases.compactMap { mark -> String? in
        guard let count = counts[mark], count > 0 else { return nil }
        let height = Double(count) * RunReport.height / Double(bars.most)
        top -= height
        return """
          <rect class="a-\(mark.name)" x="\(HTML.decimal(Double(column) * width))%" \
          y="\(HTML.decimal(top))" width="\(HTML.decimal(width * 0.86))%" \
          height="\(HTML.decimal(height))"/>
          """
      }
    }
    let ticks = axis.ticks(atMost: 6).map { tick in
      let place = axis.place(of: tick) * 100
      let x = HTML.decimal(place)
      return """
        <line class="grid" x1="\(x)%" x2="\(x)%" y2="102"/>\
        <text x="\(x)%" y="114"\(place > 95 ? " text-anchor=\"end\"" : "")>\
        \(RunAxis.label(of: tick))</text>
        """
    }
    let marks = AttemptMark.allCases.filter { (bars.totals[$0] ?? 0) > 0 }
    let words = marks.map { "\(HTML.count(bars.totals[$0] ?? 0)) \($0.words)" }
    return """
      <section aria-labelledby="activity-title">
      <h2 id="activity-title">Requests over time</h2>
      <svg class="activity" width="100%" height="120" role="img" aria-label="Requests by when \
      their answer came: \(words.joined(separator: ", ")).">
      \(ticks.joined())\(folds(height: 102))
      \(rects.joined())
      </svg>
      <ul class="legend">\(marks.map { legend($0, bars.totals[$0] ?? 0) }.joined())</ul>
      </section>
      """
  }

  private func folds(height: Double) -> String {
    axis.folds.map { fold in
      let start = axis.place(of: fold.lowerBound) * 100
      let width = axis.place(of: fold.upperBound) * 100 - start
      return """
        <rect class="fold" x="\(HTML.decimal(start))%" width="\(HTML.decimal(width))%" \
        height="\(HTML.decimal(height))"><title>nothing for \
        \(DurationText.brief(fold.upperBound - fold.lowerBound))</title></rect>
        """
    }.joined()
  }

  private func legend(_ mark: AttemptMark, _ count: Int) -> String {
    """
    <li><svg width="14" height="14" aria-hidden="true"><rect class="a-\(mark.name)" width="14" \
    height="14"/></svg>\(HTML.count(count)) \(mark.words)</li>
    """
  }

  /// The signs of the items' timelines.
  var trackLegend: String {
    let items = history.items
    let met = Set(items.flatMap { $0.attempts.map { AttemptMark($0) } })
    var entries = AttemptMark.allCases.filter(met.contains).map { mark in
      ("<use href=\"#m-\(mark.name)\" x=\"7\" y=\"7\"/>", 14, mark.words)
    }
    if items.contains(where: { $0.attempts.count > 1 }) {
      let line = "<line class=\"wait\" x1=\"2\" x2=\"28\" y1=\"7\" y2=\"7\"/>"
      entries.append((line, 28, "between attempts"))
    }
    if items.contains(where: { $0.result.sync != nil }) {
      let job = """
        <rect class="job" y="1" width="27" height="12" rx="2"/>\
        <line class="job-end" x1="27" x2="27" y2="14"/>
        """
      entries.append((job, 28, "its job, to its end"))
    }
    if !axis.folds.isEmpty {
      entries.append(("<rect class=\"fold\" width=\"14\" height=\"14\"/>", 14, "a pause, folded"))
    }
    return entries.map { shape, width, words in
      "<li><svg width=\"\(width)\" height=\"14\" aria-hidden=\"true\">\(shape)</svg>\(words)</li>"
    }.joined()
  }

  /// One shape for every fate and every result, so that colour is not all that tells them
  /// apart; drawn around 0, 0 and in a square of 12.
  static let shapes: String = {
    let shapes = [
      "m-good": "<circle r='5'/>", "m-rejected": "<path d='M0-5 5 0 0 5-5 0Z'/>",
      "m-failed": "<path d='M-4-4 4 4M4-4-4 4'/>", "m-halt": "<path d='M-5-5H5V5H-5Z'/>",
      "m-unclear": "<path d='M0-5 5 4H-5Z'/>", "m-unsent": "<path d='M-4 0H4M-4-4V4'/>",
      "m-open": "<circle r='4'/>", "r-ok": "<path d='M2 6.5 5 9.5 10 3'/>",
      "r-failed": "<path d='M2.5 2.5 9.5 9.5M9.5 2.5 2.5 9.5'/>",
      "r-unknown": "<path d='M3.5 4C3.5 1 8.5 1 8.5 4 8.5 6 6 5.5 6 8M6 10.8V11'/>",
      "r-timeout": "<path d='M6 1A5 5 0 1 1 5.9 1ZM6 3.5V6L8 7.5'/>",
      "r-interrupted": "<path d='M4 2.5V9.5M8 2.5V9.5'/>",
      "r-skipped": "<path d='M2 3 5.5 6 2 9M6.5 3 10 6 6.5 9'/>",
      "r-cancelled": "<path d='M2.5 2.5H9.5V9.5H2.5Z'/>",
      "r-planned": "<path d='M2 6H2.1M6 6H6.1M10 6H10.1'/>",
      "r-not_started": "<path d='M6 1A5 5 0 1 1 5.9 1ZM2.5 9.5 9.5 2.5'/>",
    ]
    let hatches = [
      "h-rejected": "M-1 1 1-1M0 6 6 0M5 7 7 5", "h-failed": "M0 0 6 6M0 6 6 0",
      "h-unsent": "M0 3H6",
    ]
    let groups = shapes.sorted { $0.key < $1.key }.map { "<g id=\"\($0)\">\($1)</g>" }
    let patterns = hatches.sorted { $0.key < $1.key }.map { name, path in
      """
      <pattern id="\(name)" width="6" height="6" patternUnits="userSpaceOnUse">\
      <path d="\(path)"/></pattern>
      """
    }
    return "<svg class=\"shapes\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
      + (groups + patterns).joined() + "</defs></svg>"
  }()
}

/// Requests by column of the axis and by what became of them.
private struct ActivityBars {
  private(set) var counts: [[AttemptMark: Int]]
  private(set) var totals: [AttemptMark: Int] = [:]
  /// Of the fullest column.
  let most: Int

  init(_ history: RunHistory, _ axis: RunAxis, columns: Int) {
    var counts = [[AttemptMark: Int]](repeating: [:], count: columns)
    for item in history.items {
      for attempt in item.attempts {
        let moment = (attempt.answeredAt ?? attempt.sentAt) - axis.start
        let column = min(columns - 1, Int(axis.place(of: moment) * Double(columns)))
        counts[column][AttemptMark(attempt), default: 0] += 1
        totals[AttemptMark(attempt), default: 0] += 1
      }
    }
    self.counts = counts
    most = counts.map { $0.values.reduce(0, +) }.max() ?? 0
  }
}
