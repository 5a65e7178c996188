import CommandModel

/// SplitMix64: the same seed gives the same values on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Value {
  /// A value that JSON can hold, at most four levels deep.
  static func random(using generator: inout SeededGenerator, depth: Int = 0) -> Value {
    switch Int.random(in: 0..<(depth < 4 ? 7 : 5), using: &generator) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &generator))
    case 2: return .integer(Int.random(in: -1000...1000, using: &generator))
    case 3:
      return Number(Double.random(in: -1e6...1e6, using: &generator)).map(Value.number) ?? .null
    case 4: return .text(randomText(using: &generator))
    case 5:
      return .list(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          random(using: &generator, depth: depth + 1)
        })
    default:
      return .record(
        Record(
          (0..<Int.random(in: 0...4, using: &generator)).map { _ in
            (randomText(using: &generator), random(using: &generator, depth: depth + 1))
          }))
    }
  }

  /// Words and signs that some format has a meaning for.
  static func randomText(using generator: inout SeededGenerator) -> String {
    let parts = [
      "a", "no", "null", "true", "1", "0x1F", "007", "1e3", ".5", "-", "- ", ": ", ":", "#", " #",
      "\"", "'", "\\", "\n", "\r\n", "\t", ",", "|", ">", "&a", "*a", "!t", "%", "@", "`", "{", "}",
      "[", "]", "?", "~", " ", "é", "世界", "👩‍👩‍👧", "\u{0}", "\u{1B}[31m", "\u{85}", "\u{2028}",
      "\u{202E}", "\u{FEFF}", "2026-05-01", "12:30", "---", "...", "<<", "=",
    ]
    return (0..<Int.random(in: 0...4, using: &generator)).map { _ in
      parts[Int.random(in: 0..<parts.count, using: &generator)]
    }.joined()
  }
}
