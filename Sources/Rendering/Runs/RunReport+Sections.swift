import CommandModel

extension RunReport {
  /// The top of the page: what ran, what became of it.
  var summary: String {
    let facts = history.facts
    let took = (facts.endedAt ?? now) - facts.startedAt
    let pairs: [(String, String?)] = [
      ("run", HTML.escaped(facts.id)), ("state", facts.state.rawValue),
      ("started", HTML.time(facts.startedAt)), ("took", DurationText.brief(max(.zero, took))),
      ("requests", requests), ("server", facts.head.server.map(HTML.escaped)),
      ("project", facts.head.project.map(HTML.escaped)),
      ("script", facts.head.place.map(HTML.escaped)),
    ]
    let list = pairs.compactMap { name, value in
      value.map { "<div><dt>\(name)</dt><dd><bdi>\($0)</bdi></dd></div>" }
    }
    return """
      <header>
      <h1>\(HTML.escaped(facts.head.action)) <span class="verdict">\(verdict)</span></h1>
      <pre class="command" tabindex="0" role="region" aria-label="the command"><code>\
      \(HTML.escaped(facts.head.command))</code></pre>
      \(counts)
      <dl class="facts">
      \(list.joined(separator: "\n"))
      </dl>
      </header>
      """
  }

  private var requests: String {
    let facts = history.facts
    let throttled = facts.throttled > 0 ? ", \(HTML.count(facts.throttled)) met the rate limit" : ""
    return HTML.count(facts.requests) + throttled
  }

  private var verdict: String {
    let (counts, total) = (history.facts.counts, history.facts.total)
    if total == 0 { return "nothing to do" }
    let good = (counts[.ok] ?? 0) + (counts[.skipped] ?? 0)
    return good == total
      ? "all \(HTML.count(total)) ok" : "\(HTML.count(good)) of \(HTML.count(total)) ok"
  }

  /// Every result that occurs: a tile each, and a bar of their shares.
  private var counts: String {
    let (counts, total) = (history.facts.counts, history.facts.total)
    guard total > 0 else { return "" }
    let present = ResultRecord.Result.allCases.filter { (counts[$0] ?? 0) > 0 }
    let tiles = present.map { result in
      """
      <li class="r-\(result.rawValue)"><strong>\(HTML.count(counts[result] ?? 0))</strong> \
      <span>\(RunReport.badge(result))</span></li>
      """
    }
    var start = 0.0
    let parts = present.map { result in
      let width = Double(counts[result] ?? 0) * 100 / Double(total)
      defer { start += width }
      return """
        <rect class="f-\(result.rawValue)" x="\(HTML.decimal(start))%" \
        width="\(HTML.decimal(width))%" height="10"/>
        """
    }
    return """
      <ul class="tiles" aria-label="results">\(tiles.joined())</ul>
      <svg class="shares" width="100%" height="10" aria-hidden="true">\(parts.joined())</svg>
      """
  }

  /// The word of a result with its shape, which says the same without colour.
  static func badge(_ result: ResultRecord.Result) -> String {
    """
    <span class="badge r-\(result.rawValue)"><svg viewBox="0 0 12 12" aria-hidden="true">\
    <use href="#r-\(result.rawValue)"/></svg>\(result.words)</span>
    """
  }

  /// What went wrong, by reason.
  var errors: String {
    guard !groups.isEmpty else { return "" }
    let shown = groups.prefix(RunReport.groupsMax)
    let rows = shown.enumerated().map { index, group in
      let names = group.items.prefix(3).map {
        "<bdi>\(HTML.escaped(history.items[$0].title))</bdi>"
      }
      let more = group.items.count > 3 ? ", …" : ""
      let status = group.status.map { "<span class=\"status\">\($0)</span> " } ?? ""
      return """
        <tr><td class="number">\(HTML.count(group.items.count))</td>
        <td>\(RunReport.badge(group.result))</td>
        <td class="reason">\(status)<bdi>\(HTML.escaped(group.text))</bdi>
        <span class="names">\(names.joined(separator: ", "))\(more)</span></td>
        <td><button type="button" data-group="\(index)" hidden>Show items<span class="unseen"> \
        of this error</span></button></td></tr>
        """
    }
    let left = groups.count - shown.count
    let more = left > 0 ? "<p>… and \(HTML.count(left)) more, each as rare as the last.</p>" : ""
    return """
      <section aria-labelledby="errors-title">
      <h2 id="errors-title">Errors</h2>
      <table class="errors">
      <caption class="unseen">Items that went wrong, by reason, the most frequent first</caption>
      <thead><tr><th scope="col" class="number">Items</th><th scope="col">Result</th>\
      <th scope="col">Reason</th><th scope="col"><span class="unseen">Show</span></th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>\(more)
      </section>
      """
  }

  private static let groupsMax = 50
}
