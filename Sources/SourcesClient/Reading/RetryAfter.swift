import CommandModel

/// How long a server asks to wait.
enum RetryAfter {
  /// The wait, from whole seconds of at most ten digits or from a date, which is
  /// read against the server's own clock; nil when the text is unusable.
  static func parse(_ text: String, serverDate: Time?) -> Duration? {
    if text.utf8.count <= 10, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let seconds = Int64(text)
    {
      return .seconds(seconds)
    }
    guard let date = HTTPDate.parse(text), let serverDate else { return nil }
    return max(.zero, date - serverDate)
  }
}
