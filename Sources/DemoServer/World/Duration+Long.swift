extension Duration {
  static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
  static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
}
