import CommandModel

/// What a timeline shows of one item; all moments are counted from the axis's start.
struct RunTrack {
  /// One request.
  struct Try {
    let number: Int
    let sentAt: Duration
    /// Nil where no answer came.
    let took: Duration?
    let mark: AttemptMark
    let status: Int?

    var endedAt: Duration { sentAt + (took ?? .zero) }
  }

  let tries: [Try]
  /// From the request that started it to its end, for a sync that was waited for.
  let job: Range<Duration>?

  init(_ item: RunHistory.Item, since start: Time) {
    tries = item.attempts.map { attempt in
      Try(
        number: attempt.number, sentAt: attempt.sentAt - start,
        took: attempt.answeredAt.map { max(.zero, $0 - attempt.sentAt) },
        mark: AttemptMark(attempt), status: attempt.status)
    }
    job = RunTrack.job(of: item).map { $0.lowerBound - start..<$0.upperBound - start }
  }

  /// The server's clock may be another one, so a job begins with the request that
  /// started it, and only its length is the server's.
  static func job(of item: RunHistory.Item) -> Range<Time>? {
    guard item.result.sync != nil else { return nil }
    let sent = item.attempts.last { $0.fate == nil && $0.answeredAt != nil } ?? item.attempts.last
    guard
      let start = sent?.sentAt ?? item.result.startedAt.map({ $0 + Answer.clockMargin })
    else { return nil }
    return start..<(start + max(.zero, item.result.elapsed))
  }

  /// The same in words, for those who don't see it drawn.
  var words: String {
    var parts = tries.map { attempt in
      let status = attempt.status.map { "\($0) " } ?? ""
      let took = attempt.took.map { " after \(DurationText.brief($0))" } ?? ""
      return "sent at \(DurationText.brief(attempt.sentAt)), \(status)\(attempt.mark.words)\(took)"
    }
    if let job { parts.append("job until \(DurationText.brief(job.upperBound))") }
    return parts.joined(separator: "; ")
  }
}
