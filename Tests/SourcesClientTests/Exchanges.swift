import CommandModel
import Glibc
import SourcesClient
import TestSupport
import Testing
import ValueFormats

/// What a real server answered, from `Fixtures/exchanges.json`.
struct Exchange: Sendable {
  let number: Int
  let method: String
  let target: String
  let response: Response

  /// The exchange with this number.
  static func recorded(_ number: Int) throws -> Exchange {
    try #require(all().first { $0.number == number }, "no exchange \(number)")
  }

  private static func all() throws -> [Exchange] {
    try recordings.get().compactMap(Exchange.init)
  }

  private static let recordings = Result { () throws -> [Value] in
    let path = repositoryRoot + "/Tests/SourcesClientTests/Fixtures/exchanges.json"
    return try JSON.decode(try bytes(of: path)).listValue ?? []
  }

  private init?(_ value: Value) {
    guard let number = value.value(at: "n")?.integerValue,
      let method = value.value(at: "method")?.textValue,
      let target = value.value(at: "target")?.textValue,
      let status = value.value(at: "status")?.integerValue,
      let headers = value.value(at: "headers")?.recordValue,
      let body = value.value(at: "body")?.textValue
    else { return nil }
    self.number = number
    self.method = method
    self.target = target
    response = Response(
      status: status,
      headers: headers.fields.map { .init($0.name, $0.value.textValue ?? "") },
      body: Array(body.utf8))
  }

  private struct Unreadable: Error { let path: String }

  private static func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer.prefix(count)
    }
    return bytes
  }
}

/// The decoded body of a recording, before the client has read it.
enum JSONBody {
  static func value(of exchange: Exchange) throws -> Value {
    try JSON.decode(exchange.response.body)
  }
}
