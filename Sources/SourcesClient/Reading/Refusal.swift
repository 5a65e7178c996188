import CommandModel
import ValueFormats

/// Makes the one failure of an answer that is no success, whatever its shape
/// (reliability.md, section 2; api-contract.md, section 2).
struct Refusal {
  private let response: Response
  private let request: Request
  private let operation: Operation
  private let body: ErrorBody?

  init(_ response: Response, to request: Request, of operation: Operation) {
    self.response = response
    self.request = request
    self.operation = operation
    body = ErrorBody(response.body)
  }

  /// The failure that the status and the body say.
  var failure: Failure {
    switch response.status {
    case 300..<400: failure(.halt, redirectText)
    case 401, 402: failure(.halt, text)
    case 408, 421, 425, 429: failure(.rejected, text)
    case 400..<500 where response.isWebPage: webPage
    case 400..<500 where isNotOffered: notOffered
    case 400 where isProjectLimit: failure(.halt, text)
    case 400..<500: failure(.failed, text)
    default: failure(.ambiguous, text)
    }
  }

  /// HTML where JSON is due: not the API answered.
  var webPage: Failure {
    failure(.halt, "\(statusText), a web page instead of JSON; is the host right?")
  }

  func failure(_ fate: Failure.Class, _ message: String, code: String? = nil) -> Failure {
    Failure(
      fate, status: response.status, message: message, code: code ?? body?.code, attr: body?.attr,
      retryAfter: response.header("retry-after").flatMap {
        RetryAfter.parse($0, serverDate: response.serverDate)
      },
      serverDate: response.serverDate, method: request.method.rawValue, path: request.path)
  }

  // MARK: - What servers of another age lack

  private var notOffered: Failure {
    failure(
      .failed, "this server does not offer `\(operation.name)` to API keys",
      code: Failure.notOffered)
  }

  /// Which of its three ways of saying so a server takes depends on its router.
  private var isNotOffered: Bool {
    switch response.status {
    case 403: body?.text.hasPrefix("This action does not support") ?? false
    case 404:
      // Without an id in the path it is read as one itself.
      body?.text.hasPrefix("Endpoint not found") ?? false
        || operation.isNewer && !operation.path.contains("{") && body?.text == "Not found."
    case 405: true
    default: false
    }
  }

  /// One paused table anywhere stops every sync of the project.
  private var isProjectLimit: Bool { body?.text.hasPrefix("Monthly sync limit") ?? false }

  // MARK: - Texts

  private var statusText: String { "HTTP \(response.status)" }

  private var text: String {
    if let body { return SafeText.clean(body.text) }
    if response.body.isEmpty { return statusText }
    let start = String(decoding: response.body.prefix(800), as: UTF8.self)
    return "\(statusText): \(SafeText.clean(start, limit: 200))"
  }

  private var redirectText: String {
    let target = response.header("location").map { SafeText.clean($0, limit: 200) } ?? "elsewhere"
    return "\(statusText): the server redirects to \(target); redirects are not followed, "
      + "set `host` to the final address"
  }
}

/// The five shapes of the server's errors as one.
private struct ErrorBody {
  let text: String
  let code: String?
  let attr: String?

  /// Nil when the body is none of the shapes.
  init?(_ bytes: [UInt8]) {
    // What is no JSON object is shown as it came, so the cause is not lost.
    guard let body = try? JSON.decode(bytes, limits: .answer).recordValue else { return nil }
    let words = ["detail", "message", "error"].lazy.compactMap { body[$0]?.textValue }.first
    guard let text = words ?? Self.joined(body["errors"]) else { return nil }
    self.text = text
    code = body["code"]?.textValue.map { SafeText.clean($0, limit: 100) }
    attr = body["attr"]?.textValue.map { SafeText.clean($0, limit: 100) }
  }

  private static func joined(_ errors: Value?) -> String? {
    let texts = errors?.listValue?.compactMap(\.textValue) ?? []
    return texts.isEmpty ? nil : texts.joined(separator: "; ")
  }
}
