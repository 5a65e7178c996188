/// Tells texts apart; nothing that is secret depends on it.
///
/// - Source: FNV-1a, 64 bits (draft-eastlake-fnv).
enum Digest {
  static func hexadecimal(of text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
