/// The pairs behind the `?`, decoded as a form is: `+` is a blank.
struct Query: Sendable {
  private(set) var pairs: [(name: String, value: String)]

  init(_ raw: String) {
    pairs = raw.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Query.decode(parts[0]), parts.count > 1 ? Query.decode(parts[1]) : "")
    }
  }

  /// The last value of that name, as Django takes it.
  subscript(name: String) -> String? { pairs.last { $0.name == name }?.value }

  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// The same query with one parameter set or, by nil, taken out; sorted by name, as
  /// the framework writes its links.
  func replacing(_ values: [String: Int?]) -> String {
    let kept = pairs.filter { values[$0.name] == nil }
    let set = values.compactMap { name, value in value.map { (name: name, value: String($0)) } }
    return (kept + set).sorted { $0.name < $1.name }
      .map { Query.encode($0.name) + "=" + Query.encode($0.value) }.joined(separator: "&")
  }

  private static func decode(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let decoded = hexByte(rest.prefix(2)) {
        bytes.append(decoded)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hexByte(_ digits: ArraySlice<UInt8>) -> UInt8? {
    digits.count == 2 ? UInt8(String(decoding: digits, as: UTF8.self), radix: 16) : nil
  }

  private static let plain = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

  private static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      if plain.contains(byte) { return String(Unicode.Scalar(byte)) }
      if byte == UInt8(ascii: " ") { return "+" }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
