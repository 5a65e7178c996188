package import CommandModel
import ValueFormats

/// Decides what an answer means; pure.
package enum ResponseReader {
  /// The outcome of an invocation whose request was answered so, after `elapsed`.
  package static func outcome(
    of response: Response, to request: Request, for invocation: Invocation, elapsed: Duration
  ) -> Outcome {
    // Made where it is needed: it reads the body, which most answers do not have.
    var refusal: Refusal { Refusal(response, to: request, of: invocation.operation) }
    guard (200..<300).contains(response.status) else { return .failure(refusal.failure) }
    if response.isWebPage { return .failure(refusal.webPage) }
    do {
      let body = try value(of: response.body)
      if let reason = invocation.operation.denial?.reason(in: body) {
        return .failure(refusal.failure(.failed, SafeText.clean(reason)))
      }
      return .success(
        Answer(
          value: try AnswerReader(invocation: invocation).value(of: body),
          status: response.status, path: request.path, serverDate: response.serverDate,
          elapsed: elapsed))
    } catch let error as FormatError where error.isTooMuch {
      // Asking again brings the same flood; what changed something has happened.
      return .failure(
        refusal.failure(
          invocation.operation.isRepeatable ? .failed : .ambiguous,
          "the answer is too large: \(error.message)"))
    } catch let error as FormatError {
      // The head said that all went well, but what was cut off is not known.
      return .failure(refusal.failure(.ambiguous, "the answer is not JSON: \(error.message)"))
    } catch {
      return .failure(refusal.failure(.failed, "the answer is not what was expected: \(error)"))
    }
  }

  /// The decoded body; null when there is none.
  private static func value(of body: [UInt8]) throws(FormatError) -> Value {
    body.allSatisfy(isBlank) ? .null : try JSON.decode(body, limits: .answer)
  }

  fileprivate static func isBlank(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): true
    default: false
    }
  }

  /// The outcome of an invocation whose request got no answer.
  package static func outcome(
    of error: TransportError, to request: Request, for operation: Operation
  ) -> Outcome {
    let fate: Failure.Class =
      switch error.cause {
      case .notSent: .notSent
      case .ambiguous: .ambiguous
      case .identity: .halt
      // Asking again brings the same flood; what changed something has happened.
      case .tooLarge: operation.isRepeatable ? .failed : .ambiguous
      }
    return .failure(
      Failure(
        fate, message: error.message, method: request.method.rawValue, path: request.path))
  }
}

extension Operation.Denial {
  /// Why what a body with a good status tells of did not go well; nil when it did.
  fileprivate func reason(in body: Value) -> String? {
    guard let found = body.value(at: field), !found.isNull, value.map({ $0 == found }) ?? true
    else { return nil }
    return body.value(at: reason)?.plainText
      ?? "the server says `\(field)` is \(found.plainText ?? "set")"
  }
}

extension Response {
  /// The server's clock, in whole seconds.
  var serverDate: Time? { header("date").flatMap { HTTPDate.parse($0) } }

  /// Whether somebody between us and the API answered, or something that is not the API.
  var isWebPage: Bool {
    if header("content-type")?.hasHTMLType == true { return true }
    return body.first { !ResponseReader.isBlank($0) } == UInt8(ascii: "<")
  }
}

extension String {
  /// Whether it is `text/html`, `application/xhtml+xml`, or the like, in any case.
  ///
  /// Of every answer, so by its bytes: as characters that took longer than reading its head.
  fileprivate var hasHTMLType: Bool {
    var rest = utf8[...]
    while let start = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "h") }) {
      rest = rest[start...]
      if rest.prefix(4).lazy.map({ $0 | 0x20 }).elementsEqual("html".utf8) { return true }
      rest.removeFirst()
    }
    return false
  }
}

/// Turns a decoded body into the values that an operation promises.
struct AnswerReader {
  let invocation: Invocation
  private let shaper = RecordShaper.catalogue

  /// What the operation promised and the server did not send.
  struct Unexpected: Error, CustomStringConvertible {
    let description: String
  }

  init(invocation: Invocation) { self.invocation = invocation }

  func value(of body: Value) throws(Unexpected) -> Value {
    switch invocation.operation.answer {
    case .record(let kind): .record(shaper.shape(try object(body), as: kind))
    case .pages(let kind): .record(try envelope(body, of: kind))
    case .array(let kind), .history(let kind, _, _): shaper.shape(try items(body), as: kind)
    case .arrayUnder(let name, let kind):
      shaper.shape(try items(body.value(at: name) ?? .null), as: kind)
    case .keyed(let kind): .list(try members(of: body, as: kind))
    case .report: body
    case .confirmation(let kind, let echo): .record(confirmation(of: kind, echo: echo))
    }
  }

  private func object(_ body: Value) throws(Unexpected) -> Record {
    guard let record = body.recordValue else {
      throw Unexpected(description: "\(body.typeName) where an object is due")
    }
    return record
  }

  /// `{count, next, results}`; a plain list is taken as the only page.
  private func envelope(_ body: Value, of kind: KindName) throws(Unexpected) -> Record {
    var envelope = body.recordValue ?? Record()
    envelope["results"] = shaper.shape(try items(body), as: kind)
    return envelope
  }

  /// A list, plain or as a page's results: servers of different age have both.
  private func items(_ body: Value) throws(Unexpected) -> Value {
    guard let items = body.listValue ?? body.recordValue?["results"]?.listValue else {
      throw Unexpected(description: "\(body.typeName) where a list is due")
    }
    return .list(items)
  }

  /// The members, each with its key as a field named like the kind.
  ///
  /// Older servers ignore which were asked for, so that is applied here again.
  private func members(of body: Value, as kind: KindName) throws(Unexpected) -> [Value] {
    let wanted = wantedKeys
    return try object(body).fields.filter { wanted?.contains($0.name) ?? true }.map { member in
      let key = Record.Field(name: kind.description, value: .text(member.name))
      let others = member.value.recordValue?.fields.filter { $0.name != key.name } ?? []
      return .record(shaper.shape(Record(uniqueFields: [key] + others), as: kind))
    }
  }

  private var wantedKeys: Set<String>? {
    let parameter = invocation.operation.sentParameters.first { $0.place == .joinedQuery }
    guard let value = parameter.flatMap({ invocation.arguments[$0.name] }), !value.isNull else {
      return nil
    }
    return Set((value.listValue ?? [value]).compactMap(\.plainText))
  }

  private func confirmation(of kind: KindName, echo: [String]) -> Record {
    Record(echo.map { ($0, invocation.arguments[$0] ?? .null) } + [("ok", true)], kind: kind)
  }
}
