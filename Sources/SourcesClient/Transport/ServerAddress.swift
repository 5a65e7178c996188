package import CommandModel

/// The server a key belongs to: scheme, host, port and what its paths begin with.
package struct ServerAddress: Sendable, Hashable, CustomStringConvertible {
  /// How the server is spoken to.
  package enum Scheme: String, Sendable {
    case http, https
  }

  package let scheme: Scheme
  /// Lower case; an IPv6 address stands in brackets.
  package let host: String
  package let port: Int?
  /// Empty, or begins and does not end with a slash, for a server below another's address.
  package let pathPrefix: String

  /// `https://us.posthog.com`.
  package var description: String { scheme.rawValue + "://" + authority + pathPrefix }

  /// Host and port, as the `Host` header has them.
  var authority: String { host + (port.map { ":\($0)" } ?? "") }

  /// Whether the server is on this machine, where the wire needs no encryption.
  package var isLoopback: Bool { Self.isLoopback(host) }

  /// Reads the `host` setting: `us`, `eu`, a host name or an address.
  ///
  /// Without a scheme it is https, on this machine http.
  ///
  /// - Throws: `Problem` (usage) that says what is wrong with it.
  package init(_ setting: String) throws(Problem) {
    let text = Self.clouds[setting] ?? setting
    let (scheme, rest) = try Self.splitScheme(text)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let (host, port) = try Self.splitPort(rest[..<slash].lowercased(), of: setting)
    // A single word is most often a misspelt `us` or `eu`, and would be given the key.
    if scheme == nil, !host.contains("."), !Self.isLoopback(host) {
      throw Self.problem(
        setting, "is not an address", hint: "us, eu, or in full https://\(host)")
    }
    self.scheme = scheme ?? (Self.isLoopback(host) ? .http : .https)
    self.host = host
    self.port = port
    pathPrefix = try Self.checkedPrefix(rest[slash...], of: setting)
    if let cloud = Self.ingestion[host] {
      throw Self.problem(setting, "takes events, not API calls", hint: "`\(cloud)`")
    }
    if self.scheme == .http && !Self.isLoopback(host) {
      throw Self.problem(
        setting, "would send the key unencrypted", hint: "an https address; http only to localhost"
      )
    }
  }

  private static let clouds = [
    "us": "https://us.posthog.com", "eu": "https://eu.posthog.com",
  ]
  private static let ingestion = ["us.i.posthog.com": "us", "eu.i.posthog.com": "eu"]

  private static func problem(_ setting: String, _ trouble: String, hint: String) -> Problem {
    Problem(
      .usage, code: .badHost, "host `\(SafeText.clean(setting, limit: 100))` \(trouble)",
      hint: hint)
  }

  // MARK: - Reading

  private static func splitScheme(_ text: String) throws(Problem) -> (Scheme?, Substring) {
    guard let separator = text.firstRange(of: "://") else { return (nil, text[...]) }
    guard let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased()) else {
      throw problem(text, "is not a web address", hint: "an address that begins with https://")
    }
    return (scheme, text[separator.upperBound...])
  }

  private static func splitPort(
    _ authority: String, of setting: String
  ) throws(Problem) -> (host: String, port: Int?) {
    if authority.contains("@") {
      throw Problem(
        .usage, code: .badHost, "host must not contain a user or a password",
        hint: "the key is set by `set api_key ?` or POSTHOG_PERSONAL_API_KEY")
    }
    let hostEnd =
      authority.hasPrefix("[")
      ? authority.firstIndex(of: "]").map(authority.index(after:)) ?? authority.endIndex
      : authority.firstIndex(of: ":") ?? authority.endIndex
    let host = String(authority[..<hostEnd])
    guard isHost(host) else {
      throw problem(setting, "is not an address", hint: "us, eu, or https://posthog.example.com")
    }
    guard hostEnd < authority.endIndex else { return (host, nil) }
    guard authority[hostEnd] == ":", let port = Int(authority[hostEnd...].dropFirst()),
      (1...65_535).contains(port)
    else { throw problem(setting, "has no usable port", hint: "a number from 1 to 65535") }
    return (host, port)
  }

  private static func checkedPrefix(
    _ path: Substring, of setting: String
  ) throws(Problem) -> String {
    let segments = path.split(separator: "/")
    guard
      segments.allSatisfy({ PercentEncoding.encode(String($0)) == $0 && $0 != ".." && $0 != "." })
    else { throw problem(setting, "has an unusable path", hint: "the address without it") }
    return segments.map { "/\($0)" }.joined()
  }

  private static func isHost(_ host: String) -> Bool {
    let isAddress = host.hasPrefix("[") && host.hasSuffix("]") && host.count > 4
    let allowed = isAddress ? "0123456789abcdef:." : "0123456789abcdefghijklmnopqrstuvwxyz-."
    let text = isAddress ? String(host.dropFirst().dropLast()) : host
    return !text.isEmpty && text.allSatisfy { allowed.contains($0) }
      && (isAddress || !text.hasPrefix(".") && !text.hasPrefix("-"))
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
