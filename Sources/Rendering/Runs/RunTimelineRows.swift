import CommandModel

/// One line of a timeline: an item, or several that went alike.
struct TimelineRow {
  let title: String
  let result: ResultRecord.Result
  /// Nil for several items of different counts.
  let tries: Int?
  /// The longest of them.
  let took: Duration
  /// Nil for several items.
  let track: RunTrack?
  /// When each of several items was at work; empty for one.
  let spans: [Range<Duration>]
}

/// What a timeline draws of a run: every item while they are few, else groups.
struct RunTimelineRows {
  let rows: [TimelineRow]
  /// What is said of those that are not drawn; nil when all are.
  let more: String?

  init(_ history: RunHistory, _ axis: RunAxis, _ groups: [ErrorGroup], rowsMax: Int) {
    let items = history.items
    guard items.count > rowsMax else {
      rows = items.map { RunTimelineRows.row($0, axis) }
      more = nil
      return
    }
    let alike = RunTimelineRows.alike(items, groups)
    let shown = alike.prefix(max(1, rowsMax))
    rows = shown.map { group in
      group.count == 1
        ? RunTimelineRows.row(items[group[0]], axis)
        : RunTimelineRows.row(group.map { items[$0] }, axis)
    }
    let left = alike.dropFirst(shown.count)
    more =
      left.isEmpty
      ? nil : "… and \(left.reduce(0) { $0 + $1.count }) more items in \(left.count) groups"
  }

  /// Items with one result, one error and one row of fates, the worst result and then
  /// the largest group first.
  private static func alike(_ items: [RunHistory.Item], _ groups: [ErrorGroup]) -> [[Int]] {
    var errors: [Int: Int] = [:]
    for (group, members) in groups.enumerated() {
      for item in members.items { errors[item] = group }
    }
    let alike = Dictionary(grouping: items.indices) { index in
      Course(
        result: items[index].result.result, error: errors[index],
        marks: items[index].attempts.map { AttemptMark($0) })
    }
    return alike.values.sorted { left, right in
      let (first, second) = (items[left[0]].result.result, items[right[0]].result.result)
      return (first.rank, -left.count, left[0]) < (second.rank, -right.count, right[0])
    }
  }

  private struct Course: Hashable {
    let result: ResultRecord.Result
    let error: Int?
    let marks: [AttemptMark]
  }

  private static func row(_ item: RunHistory.Item, _ axis: RunAxis) -> TimelineRow {
    TimelineRow(
      title: item.title, result: item.result.result,
      tries: max(item.attempts.count, item.result.attempts), took: item.result.elapsed,
      track: RunTrack(item, since: axis.start), spans: [])
  }

  private static func row(_ items: [RunHistory.Item], _ axis: RunAxis) -> TimelineRow {
    let tries = Set(items.map { max($0.attempts.count, $0.result.attempts) })
    let tracks = items.map { RunTrack($0, since: axis.start) }
    return TimelineRow(
      title: "\(items.count) items: \(items[0].title), …", result: items[0].result.result,
      tries: tries.count == 1 ? tries.first : nil,
      took: items.map(\.result.elapsed).max() ?? .zero, track: nil,
      spans: tracks.flatMap { track in
        track.tries.map { $0.sentAt..<$0.endedAt } + (track.job.map { [$0] } ?? [])
      })
  }
}
