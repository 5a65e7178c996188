import CommandLanguage
import CommandModel

/// Commands that stand together on a page.
struct CommandGroup {
  let title: String
  let commands: [CommandSignature]

  /// Those about one noun together, then what is one word; each in the order of its table.
  static func all(of vocabulary: Vocabulary) -> [CommandGroup] {
    let commands = vocabulary.commands
    let ofNouns = commands.filter { $0.words.count > 1 }
    let groups = ofNouns.map { $0.words[0] }.uniqued().map { noun in
      CommandGroup(title: "Commands: \(noun)", commands: ofNouns.filter { $0.words[0] == noun })
    }
    let others = commands.filter { $0.words.count == 1 }
    return groups + [CommandGroup(title: "Stages and other commands", commands: others)]
  }

  static let runFlagsHead = "Every verb that changes something is a run, and takes these:"
}

extension CommandSignature {
  /// Which flags of runs it takes; nil for none.
  var runFlagsRemark: String? {
    guard !runFlags.isEmpty else { return nil }
    return "Takes the flags of runs \(runFlags.map(\.typedName).joined(separator: ", "))."
  }
}
