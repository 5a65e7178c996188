import Synchronization

/// Numbers that look like chance and are the same for the same seed.
///
/// - Source: Sebastiano Vigna, SplitMix64.
package final class SeededRandom: Sendable {
  private let state: Mutex<UInt64>

  package init(seed: UInt64) { state = Mutex(seed) }

  /// The next number from 0 up to 1.
  package func next() -> Double {
    let bits = state.withLock { state in
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return mixed ^ (mixed >> 31)
    }
    return Double(bits >> 11) * 0x1p-53
  }

  /// The next number of a range.
  package func next(in range: Range<Int>) -> Int {
    range.lowerBound + Int(next() * Double(range.count))
  }
}
