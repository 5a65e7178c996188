import CommandModel

/// What a person is told of a reference that means nothing, or too much.
extension Directory {
  /// So many candidates are listed; the others are counted.
  private static let candidatesMax = 5

  func ambiguous(_ reference: Reference, _ indices: [Int], of kind: KindName) -> Problem {
    let shown = indices.prefix(Self.candidatesMax).map { index in
      "\(title(at: index, of: kind)) \(shortID(at: index, of: kind))"
    }
    let rest = indices.count - shown.count
    let list = shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    let noun = shelf(of: kind)?.kind.noun ?? "things"
    let example = indices.lazy.compactMap { uniqueName(at: $0, of: kind) }.first
    return Problem(
      .usage, .ambiguousReference,
      "`\(reference.text)` may mean \(indices.count) \(noun): \(list)",
      hint: example.map { "write more of it, such as `\($0.quotedWhereNeeded)`, or the id" }
        ?? "write the id of the one that is meant")
  }

  func unknown(_ reference: Reference, of kind: KindName) -> Problem {
    let listing = "`\(shelf(of: kind)?.kind.noun ?? "") list` shows what there is"
    let remedy = nearMiss(of: reference, on: kind)
    return Problem(
      .usage, .unknownReference, "no \(kind) is called `\(reference.text)`",
      hint: remedy.map { "\($0) \(listing)" } ?? listing)
  }

  private func nearMiss(of reference: Reference, on kind: KindName) -> String? {
    guard let shelf = shelf(of: kind) else { return nil }
    if reference.text.count < Reference.beginningMin,
      let ids = PackedID.ids(beginningWith: reference.text), !shelf.things(in: ids).isEmpty
    {
      return "the beginning of an id needs at least \(Reference.beginningMin) characters;"
    }
    guard let near = nearest(to: reference, on: shelf) else { return nil }
    let differsByCase = near.lowercased() == reference.text.lowercased()
    return "did you mean `\(near.quotedWhereNeeded)`\(differsByCase ? " (case counts)" : "")?"
  }

  /// The text most like a reference that would have meant something.
  private func nearest(to reference: Reference, on shelf: Shelf) -> String? {
    for case .inside(let name, let container) in reference.readings {
      guard let outer = shelf.kind.naming?.container.flatMap({ self.shelf(of: $0.kind) }) else {
        break
      }
      let owners = Set(
        matches(of: Reference.plainReadings(of: container), on: outer.kind.name))
      if owners.isEmpty {
        let near = Suggestion.nearest(to: container, among: outer.forms.map(\.text))
        let corrected = near.map { "\(name)@\($0)" }
        if let corrected, isUnique(corrected, on: shelf.kind.name) { return corrected }
      } else {
        let inside = shelf.things.filter { thing in
          thing.container.map { owners.contains(Int($0)) } ?? false
        }
        if let near = Suggestion.nearest(to: name, among: inside.map(\.title)) {
          return "\(near)@\(container)"
        }
      }
    }
    let names = shelf.forms.prefix(Self.formsMax).map(\.text).filter { !$0.hasSuffix("/") }
    return Suggestion.nearest(to: reference.text, among: names)
  }

  /// So many names are looked through for one that is near.
  private static let formsMax = 20_000
}
