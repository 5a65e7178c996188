extension SessionFile {
  /// The file with other expectations for some of its steps.
  func text(expecting changed: [Int: [Expected]]) -> String {
    var lines = preamble
    for (index, step) in steps.enumerated() {
      lines += step.raw + (changed[index] ?? step.expected).map(\.line)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension SessionFile.Expected {
  private static let marks = ["# ", "% ", "@ ", "$ ", "> ", "< ", "! ", "? ", "\\"]

  /// The line that says so in a file.
  var line: String {
    switch self {
    case .anyLines(.output): "..."
    case .anyLines(.error): "! ..."
    case .line(.error, ""): "!"
    case .line(.error, let text): "! " + text
    case .status(let status): "? \(status)"
    case .line(.output, let text):
      SessionFile.Expected.needsEscape(text) ? "\\" + text : text
    }
  }

  private static func needsEscape(_ text: String) -> Bool {
    ["", "!", "<", "..."].contains(text) || marks.contains { text.hasPrefix($0) }
  }
}
