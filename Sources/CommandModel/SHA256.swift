/// The digest SHA-256 of bytes that come in pieces.
///
/// - Source: FIPS 180-4, sections 4.1.2, 5.1.1 and 6.2.
package struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  /// What does not fill a block yet.
  private var rest: [UInt8] = []
  private var bitCount: UInt64 = 0
  private var schedule = [UInt32](repeating: 0, count: 64)

  static let blockSize = 64

  /// Creates the digest of no bytes at all.
  package init() {}

  /// Takes further bytes.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      rest.append(byte)
      bitCount &+= 8
      if rest.count == SHA256.blockSize { mix() }
    }
  }

  /// The 32 bytes of the digest of everything that was taken.
  package func digest() -> [UInt8] {
    var padded = self
    padded.rest.append(0x80)
    if padded.rest.count > 56 { padded.fill(to: SHA256.blockSize) }
    padded.fill(to: 56)
    padded.rest += SHA256.bytes(of: bitCount)
    padded.mix()
    return padded.state.flatMap(SHA256.bytes)
  }

  private mutating func fill(to count: Int) {
    rest.append(contentsOf: repeatElement(0, count: count - rest.count))
    if count == SHA256.blockSize { mix() }
  }

  private static func bytes(of word: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    withUnsafeBytes(of: word.bigEndian) { Array($0) }
  }
}

extension SHA256 {
  /// The 32 bytes of the digest of some bytes.
  package static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var sum = SHA256()
    sum.update(bytes)
    return sum.digest()
  }

  /// The digest of some bytes as 64 digits and lower-case letters.
  package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    spelling(of: hash(bytes))
  }

  /// Bytes as digits and lower-case letters, two for each.
  static func spelling(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

extension SHA256 {
  /// Works the block in that is complete.
  private mutating func mix() {
    for index in 0..<16 {
      schedule[index] = rest[index * 4..<index * 4 + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let (early, late) = (schedule[index - 15], schedule[index - 2])
      let first = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
      let second = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
      schedule[index] = schedule[index - 16] &+ first &+ schedule[index - 7] &+ second
    }
    var words = state
    for index in 0..<64 { turn(&words, by: SHA256.constants[index] &+ schedule[index]) }
    for index in state.indices { state[index] &+= words[index] }
    rest.removeAll(keepingCapacity: true)
  }

  /// One round; `words` are a to h of the standard.
  private func turn(_ words: inout [UInt32], by addend: UInt32) {
    let (first, fifth) = (words[0], words[4])
    let choice = (fifth & words[5]) ^ (~fifth & words[6])
    let spreadOfFifth = rotated(fifth, 6) ^ rotated(fifth, 11) ^ rotated(fifth, 25)
    let sum = words[7] &+ spreadOfFifth &+ choice &+ addend
    let majority = (first & words[1]) ^ (first & words[2]) ^ (words[1] & words[2])
    let spreadOfFirst = rotated(first, 2) ^ rotated(first, 13) ^ rotated(first, 22)
    for index in stride(from: 7, to: 0, by: -1) { words[index] = words[index - 1] }
    words[4] &+= sum
    words[0] = sum &+ spreadOfFirst &+ majority
  }

  private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
