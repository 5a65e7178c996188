package import CommandModel
import ValueFormats

/// An answer, whole.
package struct DemoResponse: Sendable, Hashable {
  package var status: Int
  package var headers: [String: String]
  package var body: [UInt8]

  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer with a JSON body.
  package static func json(_ value: Value, status: Int = 200) -> DemoResponse {
    DemoResponse(
      status: status, headers: ["Content-Type": "application/json"],
      body: Array(JSON.encode(value).utf8))
  }

  /// What several actions answer: 200, no byte and no content type.
  package static let empty = DemoResponse(status: 200)

  /// No answer at all: the connection is closed instead.
  package static let dropped = DemoResponse(status: 0)

  package var isDropped: Bool { status == 0 }
}
