import CommandModel

/// One arm of a `case` statement: for these subjects there is that to choose.
struct CompletionArm {
  var subjects: [String]
  let offer: CompletionTable.Offer
}

extension CompletionTable {
  /// What each place has to choose of one sort: `\.next`, `\.flags`, `\.names`.
  func arms(_ words: (Place) -> [Word]) -> [CompletionArm] {
    CompletionTable.joined(
      places.filter { !words($0).isEmpty }.map {
        CompletionArm(subjects: [$0.words], offer: .words(words($0)))
      })
  }

  /// The values at a place, by the place and the key of the slot: `sources list --output`.
  var valueArms: [CompletionArm] {
    CompletionTable.joined(
      places.flatMap { place in
        place.slots.compactMap { slot in
          // A place of its own keeps what is for all that are left away.
          let isGuard = slot.offer == nil && Int(slot.key) != nil
          guard let offer = slot.offer ?? (isGuard ? .words([]) : nil) else { return nil }
          return CompletionArm(subjects: [place.subject(slot.key)], offer: offer)
        }
      })
  }

  /// The values of the flags of edsh itself, by the flag.
  var optionArms: [CompletionArm] {
    CompletionTable.joined(
      options.slots.compactMap { slot in
        slot.offer.map { CompletionArm(subjects: [slot.key], offer: $0) }
      })
  }

  /// The flags that take a value, each with its place.
  var valuedFlags: [String] {
    places.flatMap { place in
      place.slots.map(\.key).filter { $0.hasPrefix("-") && !isOption($0) }.map(place.subject)
    }
  }

  /// The flags of edsh itself that take a value.
  var valuedOptions: [String] { options.slots.map(\.key) }

  /// The flags that stand alone at a place and take a value as flags of edsh itself.
  var switchesNamedAsOptions: [String] {
    places.flatMap { place in place.switches.filter(isOption).map(place.subject) }
  }

  private func isOption(_ flag: String) -> Bool { valuedOptions.contains(flag) }

  /// The arms with the same to choose as one.
  private static func joined(_ arms: [CompletionArm]) -> [CompletionArm] {
    var joined: [CompletionArm] = []
    var places: [Offer: Int] = [:]
    for arm in arms {
      if let place = places[arm.offer] {
        joined[place].subjects += arm.subjects
      } else {
        places[arm.offer] = joined.count
        joined.append(arm)
      }
    }
    return joined
  }
}

extension CompletionTable.Place {
  /// A key at this place; what is typed with `_` is looked up with `-`.
  fileprivate func subject(_ key: String) -> String {
    "\(words) \(key)".replacing("_", with: "-")
  }
}
