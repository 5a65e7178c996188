package import CommandModel

/// One page of a list.
package struct ListPage: Sendable {
  package let values: [Value]
  /// The server's clock when it answered.
  package let serverDate: Time?
}

/// Reads a list page by page, and nothing before it is asked for.
///
/// Of the `next` link only the offset is used, never its host: behind a proxy it
/// names another one. A list that grows while it is read shifts, so records of the
/// page before are dropped.
package struct ListReader: Sendable {
  /// The server's own default; larger pages are slower, not cheaper.
  private static let pageSize = 100

  private var upcoming: Invocation?
  /// How many records are still wanted.
  private var left: Int
  /// The ids of the page before; those of all pages would grow without bound.
  private var seen: Set<String> = []

  /// Creates a reader of a list operation; its argument `limit` is the number of
  /// records wanted in all.
  package init(_ invocation: Invocation) {
    left = invocation.arguments["limit"]?.integerValue ?? .max
    guard left > 0 else { return }
    upcoming = invocation
    if case .pages = invocation.operation.answer {
      upcoming?.page = .init(limit: min(left, Self.pageSize), offset: 0)
    }
  }

  /// The next page, maybe an empty one; nil at the end.
  package mutating func next(
    over performer: any Performer
  ) async throws(Failure) -> ListPage? {
    guard let invocation = upcoming else { return nil }
    switch await performer.perform(invocation) {
    case .failure(let failure): throw failure
    case .success(let answer): return try take(answer, of: invocation)
    }
  }

  private mutating func take(
    _ answer: Answer, of invocation: Invocation
  ) throws(Failure) -> ListPage {
    let values = answer.value.listValue ?? answer.value.value(at: "results")?.listValue ?? []
    let fresh = values.filter { $0.id.map { !seen.contains($0) } ?? true }.prefix(left)
    left -= fresh.count
    seen = Set(values.compactMap(\.id))
    upcoming =
      left > 0 && !fresh.isEmpty
      ? try following(answer, values, of: invocation) : nil
    if fresh.isEmpty && !values.isEmpty, case .pages = invocation.operation.answer {
      throw Self.stuck(invocation, answer)
    }
    return ListPage(values: Array(fresh), serverDate: answer.serverDate)
  }

  /// What asks for the page behind this one; nil when there is none.
  private func following(
    _ answer: Answer, _ values: [Value], of invocation: Invocation
  ) throws(Failure) -> Invocation? {
    var following = invocation
    switch invocation.operation.answer {
    case .pages:
      guard let page = invocation.page, let link = answer.value.value(at: "next")?.textValue else {
        return nil
      }
      guard let offset = Self.offset(in: link), offset > page.offset else {
        throw Self.stuck(invocation, answer)
      }
      following.page = .init(limit: min(left, Self.pageSize), offset: offset)
    case .history(_, let field, let cap):
      guard values.count >= cap, let oldest = values.last?.value(at: field)?.timeValue else {
        return nil
      }
      // The bound is exclusive, and two jobs may have begun in one microsecond.
      following.arguments["before"] = .time(oldest + .microseconds(1))
    case .record, .array, .arrayUnder, .keyed, .report, .confirmation: return nil
    }
    return following
  }

  /// The `offset` of a link's query.
  private static func offset(in link: String) -> Int? {
    let query = link.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    return query.split(separator: "&").lazy
      .compactMap { $0.hasPrefix("offset=") ? Int($0.dropFirst("offset=".count)) : nil }.first
  }

  private static func stuck(_ invocation: Invocation, _ answer: Answer) -> Failure {
    Failure(
      .failed, status: answer.status,
      message: "the server sends the same page of `\(invocation.operation.name)` again",
      method: invocation.operation.method.rawValue, path: answer.path)
  }
}

extension Value {
  /// The record's id as text.
  var id: String? { recordValue?["id"]?.plainText }
}
