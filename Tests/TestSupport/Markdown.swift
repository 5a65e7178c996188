import FoundationEssentials

/// The code blocks of a page.
package enum Markdown {
  /// The texts of the blocks that begin with three backticks and `language`, in order.
  ///
  /// `path` is relative to the root of the repository.
  package static func blocks(marked language: String, ofFile path: String) throws -> [String] {
    let text = try String(contentsOfFile: "\(repositoryRoot)/\(path)", encoding: .utf8)
    var blocks: [String] = []
    var open: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let block = open {
        open = line == "```" ? nil : block + line + "\n"
        if open == nil { blocks.append(block) }
      } else if line == "```\(language)" {
        open = ""
      }
    }
    return blocks
  }
}
