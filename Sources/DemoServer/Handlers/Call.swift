import CommandModel

/// A request that was let in, taken apart.
struct Call {
  let request: DemoRequest
  /// The number of the project, for the operations that are about one.
  let project: Int?
  /// The `{name}`s of the path.
  let parameters: [String: String]
  let query: Query
  /// The decoded body; an empty record when there was none.
  let body: Value
  let now: Time

  /// The id in the path; nil when it is no UUID, which the server takes for unknown.
  var id: Identifier? { parameters["id"].flatMap(Identifier.init) }

  /// The body as an object.
  ///
  /// - Throws: what the server's own code does with anything else, which is to break.
  func fields() throws(Refusal) -> Record {
    guard let fields = body.recordValue else { throw .serverError }
    return fields
  }

  /// The body as an object, where the framework looks at it first and says what is wrong.
  func form() throws(Refusal) -> Record {
    guard let fields = body.recordValue else {
      throw .invalidField(nil, "Invalid data. Expected a dictionary, but got \(body.typeName).")
    }
    return fields
  }
}

/// What answers one operation.
enum Handler: Sendable {
  case project(@Sendable (inout World, Call) throws(Refusal) -> DemoResponse)
  case account(@Sendable (Account, Call) throws(Refusal) -> DemoResponse)

  /// The handlers by the name of their operation.
  static let all: [String: Handler] = [
    account, bulkUpdate, changeCapture, connecting, credentials, customSources, destinations,
    directQueries, logs, schemaActions, schemas, sourceActions, sourceLife, sources, webhooks,
  ].reduce(into: [:]) { all, group in all.merge(group) { first, _ in first } }
}

extension World {
  /// Where the source of the call is.
  func source(of call: Call) throws(Refusal) -> Int {
    guard let index = call.id.flatMap(index(ofSource:)) else { throw .notFound }
    return index
  }

  /// Where the table of the call is.
  func table(of call: Call) throws(Refusal) -> (source: Int, table: Int) {
    guard let place = call.id.flatMap(place(ofTable:)) else { throw .notFound }
    return place
  }

  /// Refuses every reload while some table of the project is paused.
  func checkBilling() throws(Refusal) {
    if isPaused {
      throw .message(
        "Monthly sync limit reached. Please increase your billing limit to resume syncing.")
    }
  }
}
