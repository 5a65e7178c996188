import CommandModel

/// What completion offers in the place of an id.
extension Directory {
  /// So many are offered; nobody reads through more.
  private static let offersMax = 500
  /// So many things are looked through, because the keys wait.
  private static let thingsMax = 20_000

  /// Texts that mean one thing each: names, and where something was typed already also
  /// what is shorter than a name, and ids.
  func offers(of kind: KindName, typed: String, _ isWanted: (String) -> Bool) -> [Candidate] {
    guard let shelf = shelf(of: kind) else { return [] }
    var offers: [Candidate] = []
    for index in shelf.things.indices.prefix(Directory.thingsMax) {
      guard offers.count < Directory.offersMax else { break }
      let thing = shelf.things[index]
      let title = title(at: index, of: kind)
      let name = title.isPrintable && isWanted(title) ? uniqueName(at: index, of: kind) : nil
      if let name {
        offers.append(candidate(name, shortID(at: index, of: kind)))
      } else if !typed.isEmpty, let form = thing.forms.first(where: isWanted), form.isPrintable,
        isUnique(form, on: kind)
      {
        offers.append(candidate(form, shortID(at: index, of: kind)))
      } else if isWanted(thing.id.text), !typed.isEmpty || !title.isPrintable || isWanted(title) {
        offers.append(candidate(thing.id.text, title.isPrintable ? title : ""))
      }
    }
    return offers
  }

  private func candidate(_ text: String, _ summary: String) -> Candidate {
    Candidate(text: text.quotedWhereNeeded, summary: summary, kind: .value)
  }
}

extension String {
  /// Whether it can be typed and shown: what a server sends may steer a terminal.
  var isPrintable: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        false
      default: true
      }
    }
  }
}
