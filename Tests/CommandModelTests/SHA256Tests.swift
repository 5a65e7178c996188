import CommandModel
import Testing

/// The examples of the standard, and lengths around those of a block.
struct SHA256Tests {
  /// - Source: NIST, "Examples with Intermediate Values", SHA-256, and its test vectors.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
        + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func givesTheDigestsOfTheStandard(_ text: String, _ digest: String) {
    #expect(SHA256.hexadecimal(text.utf8) == digest)
  }

  @Test func takesManyBlocks() {
    #expect(
      SHA256.hexadecimal(repeatElement(UInt8(ascii: "a"), count: 100_000))
        == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
  }

  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 119, 120, 128])
  func isTheSameInPieces(_ count: Int) {
    let bytes = (0..<count).map { UInt8($0) }
    var sum = SHA256()
    for byte in bytes { sum.update([byte]) }
    #expect(sum.digest() == SHA256.hash(bytes))
    #expect(Set([sum.digest(), SHA256.hash(bytes + [0])]).count == 2)
  }
}
