import CommandModel

extension RunReport {
  /// A column: what its header says, by what it is sorted, and its class.
  private struct Column {
    let title: String
    let key: String
    let isNumber: Bool
  }

  private static let tableColumns = [
    Column(title: "No.", key: "number", isNumber: true),
    Column(title: "Item", key: "name", isNumber: false),
    Column(title: "Result", key: "result", isNumber: false),
    Column(title: "Tries", key: "tries", isNumber: true),
    Column(title: "Took", key: "took", isNumber: true),
    Column(title: "Timeline", key: "sent", isNumber: false),
  ]

  /// Every item: the first hundred as text, which the script replaces by what it draws.
  var itemTable: String {
    guard !history.items.isEmpty else { return "" }
    let heads = RunReport.tableColumns.map { column in
      """
      <th scope="col" role="columnheader" \
      class="c-\(column.key)\(column.isNumber ? " number" : "")" \
      data-key="\(column.key)">\(column.title)</th>
      """
    }
    let shown = history.items.prefix(RunReport.pageSize)
    let note =
      shown.count < history.items.count
      ? """
      <noscript><p>The first \(shown.count) of \(HTML.count(history.items.count)) items; with \
      scripts on, all of them can be sorted and filtered.</p></noscript>
      """ : ""
    return """
      <section aria-labelledby="items-title" id="items">
      <h2 id="items-title">Items</h2>
      \(note)
      <form class="filter" role="search" aria-label="items" hidden>
      <label>Filter <input type="search" id="filter-text" autocomplete="off" spellcheck="false" \
      placeholder="name, id, error"></label>
      <label>Result <select id="filter-result"><option value="">any</option></select></label>
      <label\(groups.isEmpty ? " hidden" : "")>Error <select id="filter-group">\
      <option value="">any</option>\(groupOptions)</select></label>
      <label class="check"><input type="checkbox" id="zoom"> Zoom to the rows shown</label>
      <button type="reset">Clear</button>
      <output id="shown" role="status"></output>
      </form>
      <ul class="legend track-legend" hidden>\(trackLegend)</ul>
      <table class="items" role="table">
      <caption class="unseen">The items of the run, and when their requests were sent and \
      answered</caption>
      <thead role="rowgroup"><tr role="row">\(heads.joined())</tr></thead>
      <tbody role="rowgroup">
      \(shown.map(row).joined(separator: "\n"))
      </tbody>
      </table>
      <nav class="pager" aria-label="pages of items" hidden>
      <button type="button" id="previous">Previous</button>
      <span id="page"></span>
      <button type="button" id="next">Next</button>
      </nav>
      </section>
      """
  }

  private var groupOptions: String {
    groups.enumerated().prefix(50).map { index, group in
      let text = DisplayWidth.cut(group.text, to: 60)
      return "<option value=\"\(index)\">\(HTML.escaped(text)) (\(group.items.count))</option>"
    }.joined()
  }

  private func row(_ item: RunHistory.Item) -> String {
    let result = item.result
    let error = result.error.map { "<p class=\"error\"><bdi>\(HTML.escaped($0))</bdi></p>" } ?? ""
    let tries = max(result.attempts, item.attempts.count)
    let took = result.elapsed > .zero ? DurationText.brief(result.elapsed) : ""
    return """
      <tr role="row"><td role="cell" class="c-number number">\(result.sequence)</td>\
      <th scope="row" role="rowheader" class="c-name">\
      <bdi>\(HTML.escaped(item.title))</bdi>\(error)</th>\
      <td role="cell" class="c-result">\(RunReport.badge(result.result))</td>\
      <td role="cell" class="c-tries number">\(tries)</td>\
      <td role="cell" class="c-took number">\(took)</td>\
      <td role="cell" class="c-sent">\(RunTrack(item, since: axis.start).words)</td></tr>
      """
  }
}
