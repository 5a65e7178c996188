package import CommandModel

/// Makes the text of diagnostics: the only place where errors become words on a screen.
package struct DiagnosticRenderer: Sendable {
  /// How errors are told: `--errors`.
  package enum Form: String, Sendable, CaseIterable {
    case text, json
  }

  private let style: Style
  private let form: Form

  /// Creates a renderer for one output.
  package init(_ style: Style, form: Form = .text) {
    self.style = style
    self.form = form
  }

  /// Whole lines: the place and the message, the line with a caret, the hint; or one
  /// JSON object.
  package func text(_ diagnostic: Diagnostic) -> String {
    switch form {
    case .text: message(diagnostic) + excerpt(diagnostic) + hint(diagnostic)
    case .json: DiagnosticRecord.line(diagnostic, failure: nil)
    }
  }

  /// All diagnostics of a problem, and once the request that the server refused.
  package func text(_ problem: Problem) -> String {
    let diagnostics =
      problem.diagnostics.isEmpty
      ? problem.failure.map { [DiagnosticRenderer.diagnostic(for: $0)] } ?? [] : problem.diagnostics
    switch form {
    case .text:
      return diagnostics.map(text).joined() + (problem.failure.map(request) ?? "")
    case .json:
      return diagnostics.enumerated().map { index, diagnostic in
        DiagnosticRecord.line(diagnostic, failure: index == 0 ? problem.failure : nil)
      }.joined()
    }
  }

  /// What a failure says that nobody has put into words.
  private static func diagnostic(for failure: Failure) -> Diagnostic {
    Diagnostic(code: .requestFailed, failure.message)
  }

  // MARK: - Lines

  private func message(_ diagnostic: Diagnostic) -> String {
    let severity = style.painted(label(diagnostic), diagnostic.severity.ink)
    return place(diagnostic) + severity + " " + TerminalText.sanitize(diagnostic.message) + "\n"
  }

  /// `error[unknown-field]:`, as `explain` takes it; there is nothing to explain of a note.
  private func label(_ diagnostic: Diagnostic) -> String {
    let name = diagnostic.severity.rawValue
    return diagnostic.severity == .note ? "\(name):" : "\(name)[\(diagnostic.code.rawValue)]:"
  }

  /// `nightly.edsh:3:8: `; nothing for a line typed at the prompt.
  private func place(_ diagnostic: Diagnostic) -> String {
    guard let source = diagnostic.source, let name = source.name.map(TerminalText.sanitize)
    else { return "" }
    guard let range = diagnostic.range else { return "\(name): " }
    let location = source.location(of: range.lower)
    return "\(name):\(location.line):\(location.column): "
  }

  private func excerpt(_ diagnostic: Diagnostic) -> String {
    guard let source = diagnostic.source, let range = diagnostic.range,
      source.name != nil || !range.covers(source.text)
    else { return "" }
    return Excerpt(range, in: source, width: style.width).text(style, diagnostic.severity.ink)
  }

  private func hint(_ diagnostic: Diagnostic) -> String {
    diagnostic.hint.map { style.painted("hint:", .bold) + " " + TerminalText.sanitize($0) + "\n" }
      ?? ""
  }

  /// `  POST /api/projects/1/external_data_sources/ -> 400 (field prefix, code required)`.
  private func request(_ failure: Failure) -> String {
    guard !failure.method.isEmpty else { return "" }
    let answer = failure.status.map(String.init) ?? "no answer"
    let details = [failure.attr.map { "field \($0)" }, failure.code.map { "code \($0)" }]
      .compactMap { $0 }.joined(separator: ", ")
    let line =
      "  \(failure.method) \(failure.path) -> \(answer)" + (details.isEmpty ? "" : " (\(details))")
    return style.painted(TerminalText.sanitize(line), .dim) + "\n"
  }
}

extension Diagnostic.Severity {
  fileprivate var ink: Ink {
    switch self {
    case .error: .boldRed
    case .warning: .boldYellow
    case .note: .boldCyan
    }
  }
}

extension SourceRange {
  /// Whether nothing but blanks is left of the text: a caret would point at everything.
  fileprivate func covers(_ text: String) -> Bool {
    let outside = text.utf8.enumerated().filter { $0.offset < lower || $0.offset >= upper }
    return lower < upper && outside.allSatisfy { $0.element <= UInt8(ascii: " ") }
  }
}
