import CommandModel

/// A time as people think of it: `3m ago`, `in 2h`, `5d ago`, and its date when it is
/// more than 60 days away.
enum RelativeTime {
  static func text(_ time: Time, now: Time) -> String {
    let distance = now - time
    let seconds = Int64(abs(distance.seconds))
    guard seconds >= 1 else { return "now" }
    guard let amount = amount(seconds) else { return String(time.description.prefix(10)) }
    return distance > .zero ? "\(amount) ago" : "in \(amount)"
  }

  private static func amount(_ seconds: Int64) -> String? {
    switch seconds {
    case ..<60: "\(seconds)s"
    case ..<3600: "\(seconds / 60)m"
    case ..<86_400: "\(seconds / 3600)h"
    case ...(60 * 86_400): "\(seconds / 86_400)d"
    default: nil
    }
  }
}
