package import CommandModel

/// A text in the place of an id, and what it may mean before anybody knows what there is.
///
/// No reading goes before another: a text that means two things, in whatever way, is
/// ambiguous. So nothing that is made or renamed later can quietly change what a script
/// means. Only a whole id is an id and nothing else.
package struct Reference: Sendable, Hashable {
  /// One way to read it.
  package enum Reading: Sendable, Hashable {
    /// A whole id.
    case id(PackedID)
    /// The text is what something is called: `eu`, `Stripe`, `Stripe/eu`, `charges`.
    case name(String)
    /// It is how an id begins.
    case beginning(ClosedRange<PackedID>)
    /// `charges@Stripe/eu`: what something is called, and what it lies in.
    case inside(name: String, container: String)
  }

  /// As typed.
  package let text: String
  /// None for a text that was meant as an id and is none, and for one that is empty.
  package let readings: [Reading]

  /// So many characters of an id are needed to mean it.
  package static let beginningMin = 6
  /// A longer text is nobody's name.
  private static let bytesMax = 1000

  /// Reads a text; nothing is looked up.
  package init(_ text: String) {
    self.text = text
    let plain = Reference.plainReadings(of: text)
    if case .id? = plain.first {
      readings = plain
    } else {
      readings = plain.isEmpty ? [] : plain + Reference.places(in: text)
    }
  }

  /// The readings that say nothing of what it lies in.
  static func plainReadings(of text: String) -> [Reading] {
    if let id = PackedID(text) { return [.id(id)] }
    guard !text.isEmpty, text.utf8.count <= bytesMax, !looksLikeID(text) else { return [] }
    guard text.utf8.count >= beginningMin, let ids = PackedID.ids(beginningWith: text) else {
      return [.name(text)]
    }
    return [.name(text), .beginning(ids)]
  }

  /// A name may have an `@` of its own, so each of them may be the one that is meant.
  private static func places(in text: String) -> [Reading] {
    text.indices.compactMap { index in
      guard text[index] == "@" else { return nil }
      let (name, container) = (text[..<index], text[text.index(after: index)...])
      guard !name.isEmpty, !container.isEmpty else { return nil }
      return .inside(name: String(name), container: String(container))
    }
  }

  /// Whether it has the length and the dashes of an id.
  private static func looksLikeID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 36 && PackedID.dashes.allSatisfy { bytes[$0] == UInt8(ascii: "-") }
  }
}
