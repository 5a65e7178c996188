// What a line looks like: colours, the hint behind it, the candidates below.

extension EditingLoop {
  /// The line as it is typed.
  func view(of line: CurrentLine) -> LineView {
    if let search { return view(of: search) }
    var view = plainView(of: line)
    view.cursor = line.cursor
    view.hint = hint(for: line)?.shown ?? ""
    if let walk { view.menu = menuRows(of: walk) }
    return view
  }

  /// The line as it is left.
  func leftView(of text: String) -> LineView {
    var view = plainView(of: CurrentLine(text: text, cursor: text.utf8.count))
    view.cursor = text.utf8.count
    return view
  }

  /// What could come next; nil where it would be in the way.
  func hint(for line: CurrentLine) -> Hint? {
    guard configuration.isColored, line.isAtEnd, walk == nil, recall?.shown != line.text
    else { return nil }
    guard line.text.utf8.count <= LineView.styledBytesMax else { return nil }
    return configuration.hint(earlierRows + line.text) ?? hintFromHistory(for: line.text)
  }

  /// How the newest entry that begins so went on.
  private func hintFromHistory(for text: String) -> Hint? {
    guard !text.isEmpty, earlierRows.isEmpty else { return nil }
    guard let rest = historyHint.rest(behind: text, in: memory.history.entries) else { return nil }
    let row = rest.unicodeScalars.prefix { $0 != "\n" }
    return Hint(row.endIndex < rest.endIndex ? String(row) + " …" : rest, taken: rest)
  }

  /// The list below the line.
  func menuRows(of walk: CompletionWalk) -> [ScreenRow] {
    let menu =
      menu
      ?? CandidateMenu(
        walk.candidates, width: window.columns, rowsMax: max(3, min(12, window.rows / 2 - 1)),
        isColored: configuration.isColored && configuration.isDrawn)
    self.menu = menu
    return menu.rows(chosen: walk.chosen)
  }

  private func plainView(of line: CurrentLine) -> LineView {
    var view = LineView()
    view.prompt = prompt
    view.text = line.text
    view.gutters = gutters.of(line.text, behind: earlierRows, configuration.continuation)
    view.highlights = highlights(of: line.text)
    return view
  }

  private func highlights(of text: String) -> [Highlight] {
    guard configuration.isColored, text.utf8.count <= LineView.styledBytesMax else { return [] }
    let start = earlierRows.utf8.count
    return configuration.highlight(earlierRows + text).compactMap { highlight in
      let range = highlight.utf8Range
      guard range.upperBound > start else { return nil }
      return Highlight(
        max(0, range.lowerBound - start)..<range.upperBound - start,
        rendition: highlight.rendition)
    }
  }

  private func view(of search: HistorySearch) -> LineView {
    var view = LineView()
    view.prompt = "search \(search.pattern.withoutControls)\(search.isFound ? "" : " (nothing)"): "
    view.text = search.match ?? ""
    view.cursor = search.matchedRange?.lowerBound ?? view.text.utf8.count
    view.highlights = search.matchedRange.map { [Highlight($0, rendition: "7")] } ?? []
    var keys = ScreenRow()
    keys.append(
      "Ctrl-R older  Ctrl-S newer  Enter runs it  Esc edits it  Ctrl-G gives up",
      rendition: configuration.isColored ? LineView.hintRendition : "")
    view.menu = [keys.clipped(toWidth: window.columns - 1)]
    return view
  }
}

/// What stands in front of the rows of an entry, remembered as long as they stay the same.
struct Gutters {
  private var known: [String: String] = [:]
  /// Rows and bytes of an entry whose rows are looked at one by one.
  private static let rowsMax = 40, bytesMax = 2_048
  private static let plain = "… "

  /// For each row behind a newline what is open there.
  mutating func of(
    _ text: String, behind earlier: String,
    _ continuation: (String) -> LineEditor.Continuation
  ) -> [String] {
    let ends = text.utf8.enumerated().filter { $0.element == UInt8(ascii: "\n") }.map(\.offset)
    guard !ends.isEmpty else { return [] }
    guard ends.count <= Gutters.rowsMax, text.utf8.count <= Gutters.bytesMax else {
      return [Gutters.plain]
    }
    let beginnings = ends.map { earlier + text.utf8Slice(0..<$0) }
    let gutters = beginnings.map { known[$0] ?? Gutters.prompt(continuation($0)) }
    known = Dictionary(zip(beginnings, gutters)) { first, _ in first }
    return gutters
  }

  private static func prompt(_ continuation: LineEditor.Continuation) -> String {
    switch continuation {
    case .complete: plain
    case .open(let prompt): prompt
    }
  }
}
