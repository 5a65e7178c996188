import CommandModel
import ValueFormats

extension DemoRequest {
  /// The body as a value; no body is an empty object.
  ///
  /// Read for every method but GET, also where nothing of it is used, because the
  /// server looks for a token in it.
  func decodedBody() throws(Refusal) -> Value {
    guard method != "GET", !body.isEmpty else { return .record(Record()) }
    let type = headers["content-type"] ?? ""
    guard type.prefix(while: { $0 != ";" }) == "application/json" else {
      throw .unsupportedMediaType(type)
    }
    do {
      return try JSON.decode(body)
    } catch {
      throw .unreadableBody("\(error.message): line \(error.line) column \(error.column)")
    }
  }
}
