import CommandModel

/// Where in a text secrets stand, or may stand: what the check knows of, and what looks
/// like one whatever the grammar makes of it.
///
/// A mistake beside a secret must not show it: `password=ab,cd`, `--password x` and
/// `password = x` are mistakes, and what stands there is hidden all the same.
struct SecretPlaces {
  /// In order, none touching another.
  let ranges: [SourceRange]
  /// What is hidden, cut into the pieces that a message could repeat.
  private let pieces: Set<String>

  init(in text: String, known: [SourceRange]) {
    let bytes = Array(text.utf8)
    var scan = SecretScan(bytes)
    scan.run()
    let all = known.map { SourceRange($0.lower, bytes.endOfRun(from: $0.upper)) } + scan.found
    ranges = SecretPlaces.merged(all)
    pieces = Set(ranges.flatMap { SecretPlaces.pieces(of: bytes[$0.lower..<$0.upper]) })
  }

  /// Whether a secret is expected behind a name.
  static func isSecretName(_ name: String) -> Bool { SecretScan.isSecretName(name) }

  /// Whether a message repeats a part of what is hidden.
  func isRepeated(in message: String) -> Bool {
    !pieces.isEmpty && pieces.contains { message.contains($0) }
  }

  static func merged(_ ranges: [SourceRange]) -> [SourceRange] {
    ranges.sorted { $0.lower < $1.lower }.reduce(into: []) { merged, next in
      if let last = merged.last, next.lower <= last.upper {
        merged[merged.count - 1] = last.union(next)
      } else {
        merged.append(next)
      }
    }
  }

  /// The words of a secret; what is shorter than three characters stands in any message.
  private static func pieces(of bytes: ArraySlice<UInt8>) -> [String] {
    bytes.split { !$0.continuesName && $0 < 0x80 }
      .map { String(decoding: $0, as: UTF8.self) }.filter { $0.count > 2 }
  }
}

/// Looks for values behind names that secrets have, for keys of PostHog and for the user
/// of an address; one pass over the bytes.
private struct SecretScan {
  private static let names = [
    "password", "passphrase", "secret", "token", "api_key", "apikey", "private_key", "credential",
  ]

  private let bytes: [UInt8]
  private(set) var found: [SourceRange] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    lookForArmor()
    for offset in bytes.indices {
      if offset == 0 || !bytes[offset - 1].isPartOfName { lookForToken(offset) }
      switch bytes[offset] {
      case UInt8(ascii: "="), UInt8(ascii: ":"): lookBehindSign(offset)
      case UInt8(ascii: "-"): lookForFlag(offset)
      case UInt8(ascii: "_"): lookForKey(offset)
      case UInt8(ascii: "@"): lookForUser(offset)
      case UInt8(ascii: " "): lookBehindScheme(offset)
      default: break
      }
    }
  }

  /// `password=x`, `client-secret:x`.
  private mutating func lookBehindSign(_ offset: Int) {
    let start = bytes[..<offset].lastIndex { !$0.isPartOfName }.map { $0 + 1 } ?? 0
    if isSecretName(bytes[start..<offset]) { hideValue(from: offset + 1) }
  }

  /// `--password x`.
  private mutating func lookForFlag(_ offset: Int) {
    guard offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "-"),
      offset == 0 || bytes[offset - 1].isBlank || bytes[offset - 1].isNewline
    else { return }
    let end = bytes[offset...].firstIndex { !$0.isPartOfName } ?? bytes.count
    guard end < bytes.count, bytes[end].isBlank, isSecretName(bytes[offset..<end]) else { return }
    hideValue(from: bytes[end...].firstIndex { !$0.isBlank } ?? bytes.count)
  }

  /// `phx_…`, wherever it stands.
  private mutating func lookForKey(_ offset: Int) {
    guard offset >= 3, bytes[offset - 3] == UInt8(ascii: "p"),
      bytes[offset - 2] == UInt8(ascii: "h"),
      "xsrca".utf8.contains(bytes[offset - 1])
    else { return }
    let end = bytes[offset...].firstIndex { !$0.isPartOfName } ?? bytes.count
    if end > offset + 1 { found.append(SourceRange(offset - 3, end)) }
  }

  /// `https://user:password@host`.
  private mutating func lookForUser(_ offset: Int) {
    let start = bytes[..<offset].lastIndex { $0 == UInt8(ascii: "/") || $0.isBlank }
    guard let start, start > 1, bytes[start] == UInt8(ascii: "/"),
      bytes[start - 1] == UInt8(ascii: "/"), bytes[start - 2] == UInt8(ascii: ":"),
      start + 1 < offset
    else { return }
    found.append(SourceRange(start + 1, offset))
  }

  /// What keys of other services begin with.
  private static let tokenStarts = [
    "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_", "ghp_", "gho_", "ghs_", "github_pat_",
    "glpat-", "xoxb-", "xoxp-", "AKIA", "ASIA", "eyJ", "shpat_", "sk-",
  ].map { Array($0.utf8) }
  /// A shorter word is none.
  private static let tokenBytesMin = 16

  private mutating func lookForToken(_ start: Int) {
    guard Self.tokenStarts.contains(where: { bytes[start...].starts(with: $0) }) else { return }
    let end = bytes[start...].firstIndex { !$0.isPartOfName } ?? bytes.count
    if end - start >= Self.tokenBytesMin { found.append(SourceRange(start, end)) }
  }

  /// `Bearer …` and `Basic …`.
  private mutating func lookBehindScheme(_ offset: Int) {
    let word = bytes[..<offset].suffix(6)
    let scheme = String(decoding: word.drop { !$0.isLetter }, as: UTF8.self).lowercased()
    guard ["bearer", "basic"].contains(scheme) else { return }
    let start = bytes[offset...].firstIndex { !$0.isBlank } ?? bytes.count
    let end =
      bytes[start...].firstIndex { !$0.isPartOfName && !"+/=~".utf8.contains($0) } ?? bytes.count
    if end - start >= 6 { found.append(SourceRange(start, end)) }
  }

  private static let armor = Array("-----BEGIN ".utf8)
  private static let armorEnd = Array("-----END ".utf8)

  /// A key between the lines that PEM puts around it; without the second one all that follows.
  private mutating func lookForArmor() {
    var offset = 0
    while let start = bytes.place(of: Self.armor, from: offset) {
      let end = bytes.place(of: Self.armorEnd, from: start).map { end in
        bytes.place(of: Array("-----".utf8), from: end + Self.armorEnd.count).map { $0 + 5 }
          ?? bytes.count
      }
      offset = end ?? bytes.count
      found.append(SourceRange(start, offset))
    }
  }

  private func isSecretName(_ name: ArraySlice<UInt8>) -> Bool {
    name.count > 4 && SecretScan.isSecretName(String(decoding: name, as: UTF8.self))
  }

  static func isSecretName(_ name: String) -> Bool {
    let text = Parameter.canonical(name).lowercased()
    return SecretScan.names.contains { text.contains($0) }
  }

  /// Hides a value up to the next blank, or to the end of its quotes; what only says where
  /// the secret comes from may be seen.
  private mutating func hideValue(from start: Int) {
    guard start < bytes.count else { return }
    let end = bytes.endOfRun(from: bytes.endOfQuotes(from: start))
    let value = bytes[start..<end]
    if value.isEmpty || value.elementsEqual("?".utf8) || isReference(value) { return }
    found.append(SourceRange(start, end))
  }

  /// `$env.NAME` or `@file`.
  private func isReference(_ value: ArraySlice<UInt8>) -> Bool {
    guard let first = value.first, first == UInt8(ascii: "$") || first == UInt8(ascii: "@") else {
      return false
    }
    return value.dropFirst().allSatisfy {
      $0.isPartOfName || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "~") || $0 >= 0x80
    }
  }
}

extension UInt8 {
  fileprivate var isPartOfName: Bool {
    continuesName || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }
}

extension [UInt8] {
  /// Where the characters end that stand at `offset` without a blank between.
  fileprivate func endOfRun(from offset: Int) -> Int {
    self[offset...].firstIndex { $0.isBlank || $0.isNewline } ?? count
  }

  /// Where a run of bytes begins at or behind `offset`.
  fileprivate func place(of run: [UInt8], from offset: Int) -> Int? {
    guard offset + run.count <= count else { return nil }
    return (offset...(count - run.count)).first { self[$0...].starts(with: run) }
  }

  /// Behind the quotes that begin at `offset`, or `offset` where none do; a quote without
  /// an end goes on to the end of the line.
  fileprivate func endOfQuotes(from offset: Int) -> Int {
    let quote = self[offset]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return offset }
    let end = self[(offset + 1)...].firstIndex { $0 == quote || $0.isNewline } ?? count
    return Swift.min(count, end + 1)
  }
}
