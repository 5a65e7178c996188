/// Something for each origin of a setting, or nothing.
///
/// A dictionary in five places: making a real one costs a start 0.1 ms, because its keys are
/// looked up among all that the program knows to be hashable.
struct ByOrigin<Content: Sendable>: Sendable {
  private var contents = [Content?](repeating: nil, count: Settings.Origin.allCases.count)

  init() {}

  subscript(origin: Settings.Origin) -> Content? {
    get { contents[origin.rawValue] }
    set { contents[origin.rawValue] = newValue }
  }
}
