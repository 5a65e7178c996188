package import CommandModel
import ValueFormats

/// Writes a run as one page that needs nothing else: no network, no other file.
///
/// The facts of all items lie in the page as data, and its own script draws a part of
/// them at a time, so that 100,000 items open too. With scripts off the summary, the
/// errors and the first items still stand there.
package struct RunReport: Sendable {
  /// Items that are readable with scripts off, and that the script shows at a time.
  static let pageSize = 100
  /// Items whose data is one piece.
  private static let itemsInPiece = 500

  let history: RunHistory
  let axis: RunAxis
  let groups: [ErrorGroup]
  /// When the page is written.
  let now: Time

  /// Creates the report of a run.
  package init(_ history: RunHistory, now: Time) {
    self.history = history
    self.now = now
    axis = RunAxis(history)
    groups = ErrorGroup.groups(of: history.items)
  }

  /// The whole page as one text.
  package var html: String { pieces.joined() }

  /// The page in pieces, in order, each made when it is asked for.
  package var pieces: some Sequence<String> {
    let data = RunReportData(self)
    let items = history.items
    let starts = stride(from: 0, to: items.count, by: RunReport.itemsInPiece)
    let parts = starts.lazy.map { start in
      let end = min(start + RunReport.itemsInPiece, items.count)
      return (start..<end).map { ($0 == 0 ? "" : ",\n") + data.item($0) }.joined()
    }
    var pieces = [RunReport.head(title), body, data.opening].makeIterator()
    var dataPieces = parts.makeIterator()
    var ends = [data.closing, RunReport.foot].makeIterator()
    return AnyIterator { pieces.next() ?? dataPieces.next() ?? ends.next() }
  }

  private var title: String { "\(history.facts.head.action) \(history.facts.id)" }

  private static func head(_ title: String) -> String {
    // A page of one's own disk may load nothing and send nothing, whatever is in its data.
    let policy = [
      "default-src 'none'", "style-src '\(ContentHash.source(of: ReportStyle.text))'",
      "script-src '\(ContentHash.source(of: ReportScript.text))'", "base-uri 'none'",
      "form-action 'none'",
    ].joined(separator: "; ")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(HTML.escaped(title)) – edsh</title>
      <style>\(ReportStyle.text)</style>
      </head>

      """
  }

  private var body: String {
    """
    <body>
    <a class="skip" href="#items">Skip to the items</a>
    \(RunReport.shapes)
    \(summary)
    <main>
    \(activity)
    \(errors)
    \(itemTable)
    </main>
    <footer>Written by edsh on \(HTML.time(now)). All times are UTC.</footer>

    """
  }

  private static let foot = """
    <script>\(ReportScript.text)</script>
    </body>
    </html>

    """
}

/// The few things that make a text part of a page.
enum HTML {
  /// What a person may see of a text, as text of an element or of a quoted attribute.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in TerminalText.sanitize(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A value as JSON that may stand inside a script element.
  ///
  /// - Source: HTML, 13.1.2.4 and 13.2.5.4: only `<` can end or hide it.
  static func json(_ value: Value) -> String {
    var bytes: [UInt8] = []
    for byte in JSON.encode(value).utf8 {
      if byte == UInt8(ascii: "<") { bytes += "\\u003c".utf8 } else { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func time(_ time: Time) -> String {
    "<time datetime=\"\(time.description)\">\(time.toTheSecond)</time>"
  }

  /// A number with two digits behind the point at most: `12.5`.
  static func decimal(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)" }
    let digits = rest < 10 ? "0\(rest)" : "\(rest)"
    return "\(whole).\(digits.hasSuffix("0") ? String(digits.prefix(1)) : digits)"
  }

  /// `10,000`.
  static func count(_ count: Int) -> String {
    var text = ""
    let digits = String(count)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
