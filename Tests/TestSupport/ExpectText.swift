package import Testing

/// Expects two texts to be the same byte for byte, and shows a line diff when they are not.
package func expectText(
  _ actual: String, equals expected: String, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard !actual.utf8.elementsEqual(expected.utf8) else { return }
  let title = comment.map { "\($0.rawValue)\n" } ?? ""
  let diff = lineDiff(from: expected, to: actual)
  Issue.record(
    "\(title)text differs (- expected, + actual):\n\(diff)", sourceLocation: sourceLocation)
}

/// The lines of both texts in order: `  ` in both, `- ` only in `old`, `+ ` only in `new`.
///
/// Blanks at the end of a changed line are shown as `·`, because nobody sees them otherwise.
package func lineDiff(from old: String, to new: String) -> String {
  let (oldLines, newLines) = (lines(of: old), lines(of: new))
  let difference = newLines.difference(from: oldLines)
  var removed: Set<Int> = []
  var inserted: Set<Int> = []
  for change in difference {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): inserted.insert(offset)
    }
  }
  var text: [String] = []
  var (left, right) = (0, 0)
  while left < oldLines.count || right < newLines.count {
    if removed.contains(left) {
      text.append("- " + visible(oldLines[left]))
      left += 1
    } else if inserted.contains(right) {
      text.append("+ " + visible(newLines[right]))
      right += 1
    } else {
      text.append("  " + oldLines[left])
      (left, right) = (left + 1, right + 1)
    }
  }
  return text.joined(separator: "\n")
}

private func lines(of text: String) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

private func visible(_ line: String) -> String {
  let blanks = line.reversed().prefix { $0 == " " }.count
  return line.dropLast(blanks) + String(repeating: "·", count: blanks)
}
