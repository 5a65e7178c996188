/// A part of a text and how it stands out.
package struct Highlight: Sendable, Hashable {
  /// The bytes of the text.
  package let utf8Range: Range<Int>
  /// The parameters of the terminal's SGR sequence: `1;34`.
  package let rendition: String

  /// A part that is shown with these parameters.
  package init(_ utf8Range: Range<Int>, rendition: String) {
    self.utf8Range = utf8Range
    self.rendition = rendition
  }
}

/// What could come next, shown in grey behind the text.
package struct Hint: Sendable, Hashable {
  /// As it is shown.
  package let shown: String
  /// What the keys that take a hint insert; empty for one that only explains.
  package let taken: String

  /// A hint whose whole text can be taken, or another part of it.
  package init(_ shown: String, taken: String? = nil) {
    self.shown = shown
    self.taken = taken ?? shown
  }
}
