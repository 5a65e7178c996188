import CommandModel

/// A page by `limit` and `offset`, as the framework makes it.
struct Page {
  private let call: Call
  private let limit: Int
  private let offset: Int

  init(_ call: Call) {
    // What is no positive number means the default.
    let given = call.query["limit"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    self.init(call, limit: given ?? 100)
  }

  init(_ call: Call, limit: Int) {
    self.call = call
    self.limit = limit
    offset = max(0, call.query["offset"].flatMap { Int($0) } ?? 0)
  }

  /// The envelope around the items of this page; only those are made into values.
  func response<Item>(_ items: [Item], _ value: (Item) -> Value) -> DemoResponse {
    let rest = items.dropFirst(offset)
    return .json(
      .object([
        "count": .integer(items.count), "next": rest.count > limit ? next : .null,
        "previous": offset > 0 ? previous : .null,
        "results": .list(rest.prefix(limit).map(value)),
      ]))
  }

  private var next: Value { link(offset: offset + limit) }
  private var previous: Value { link(offset: offset > limit ? offset - limit : nil) }

  private func link(offset: Int?) -> Value {
    let query = call.query.replacing(["limit": limit, "offset": offset])
    return .text(call.request.origin + call.request.path + "?" + query)
  }
}

extension Call {
  /// The words of `search`, all of which have to be found.
  var searchTerms: [String] {
    (query["search"] ?? "").lowercased().split { $0 == "," || $0.isWhitespace }.map(String.init)
  }
}
