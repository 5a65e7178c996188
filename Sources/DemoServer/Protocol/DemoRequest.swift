/// A request as it arrives: by a socket, or from a test in the same process.
package struct DemoRequest: Sendable, Hashable {
  package let method: String
  /// As it was sent, percent signs and all, without the query.
  package let path: String
  /// What stood behind the `?`, undecoded; empty when nothing did.
  package let query: String
  /// By lower-case name.
  package let headers: [String: String]
  package let body: [UInt8]

  /// Creates a request; the case of header names does not matter.
  package init(
    method: String, path: String, query: String = "", headers: [String: String] = [:],
    body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = Dictionary(
      headers.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { _, last in last })
    self.body = body
  }
}

extension DemoRequest {
  /// Scheme and authority as links in answers name them.
  var origin: String { "http://" + (headers["host"] ?? "127.0.0.1") }
}
