import CommandModel

extension Handler {
  /// Change data capture, which reads a Postgres database's log of changes.
  static let changeCapture: [String: Handler] = [
    "sources cdc check-prerequisites": .project(checkPrerequisites),
    "sources cdc check-prerequisites-for-source": .project(checkPrerequisitesForSource),
    "sources cdc enable": .project(enableCapture),
    "sources cdc disable": .project(disableCapture),
    "sources cdc repair": .project(repairCapture),
    "sources cdc resume": .project(resumeCapture),
    "sources cdc update-settings": .project(updateCaptureSettings),
    "sources cdc status": .project(captureStatus),
  ]

  // MARK: - What has to be so before

  private static func checkPrerequisites(
    _: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let fields = try call.fields()
    guard fields["source_type"] == .text(SourceType.postgres.name) else {
      throw .message("CDC prerequisite checks are only supported for CDC enabled sources.")
    }
    let connection = Connection(.postgres, fields)
    try connection.check()
    // The probe insists on TLS, which nobody has on the loopback interface.
    if connection.settings["host"] == "127.0.0.1" {
      throw .message(
        "Could not connect to Postgres to check prerequisites: SSL/TLS connection is required but"
          + " your database does not support it. Please enable SSL/TLS on your PostgreSQL server"
          + " or contact your database administrator.")
    }
    return try prerequisites(CaptureDraft(fields))
  }

  private static func checkPrerequisitesForSource(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    let draft = try CaptureDraft(call.fields())
    try checkReach(of: world.sources[index])
    return prerequisites(draft)
  }

  private static func prerequisites(_ draft: CaptureDraft) -> DemoResponse {
    .json(
      .object([
        "valid": .boolean(draft.objections.isEmpty),
        "errors": .list(draft.objections.map(Value.text)),
      ]))
  }

  /// Checks that there is a log of changes and that it can be reached.
  private static func checkReach(of source: Source) throws(Refusal) {
    guard source.type.name == SourceType.postgres.name, !source.isDirect else {
      throw .message("CDC prerequisite checks are only supported for CDC enabled sources.")
    }
    if case .fails(let why) = source.discovery { throw .message(why) }
  }

  // MARK: - On and off

  private static func enableCapture(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    guard world.age.offersChangeCapture else {
      throw .message("CDC is not enabled for this team.", status: 403)
    }
    guard world.sources[index].changeCapture == nil else {
      throw .message("CDC is already enabled on this source.", status: 409)
    }
    let draft = try CaptureDraft(call.fields())
    try checkReach(of: world.sources[index])
    guard draft.objections.isEmpty else {
      let answer: Value = .object([
        "message": "CDC prerequisites not met.",
        "errors": .list(draft.objections.map(Value.text)),
      ])
      return .json(answer, status: 400)
    }
    world.sources[index].changeCapture = draft.capture(now: call.now)
    return .json(.object(["success": true, "schedules_ready": true]))
  }

  private static func disableCapture(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    guard world.sources[index].changeCapture != nil else {
      return .json(.object(["success": true, "already_disabled": true]))
    }
    world.disableChangeCapture(source: index, now: call.now)
    return .json(.object(["success": true]))
  }

  private static func repairCapture(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let (index, _) = try world.capture(of: call)
    let isBusy = world.sources[index].tables.contains {
      $0.isCaptured && $0.status(at: call.now) == "Running"
    }
    if isBusy { throw .message("A repair is already running for this source.", status: 409) }
    let count = world.repairChangeCapture(source: index, now: call.now)
    return .json(.object(["success": true, "schemas_reset": .integer(count)]))
  }

  private static func resumeCapture(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let (index, capture) = try world.capture(of: call)
    guard capture.isPaused(at: call.now) else {
      throw .message("CDC is not paused on this source.")
    }
    world.sources[index].changeCapture?.catchUp(at: call.now)
    return .json(.object(["success": true]))
  }

  // MARK: - While it is on

  private static func updateCaptureSettings(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let (index, capture) = try world.capture(of: call)
    let tuning = try CaptureDraft.tuning(call.fields(), from: capture.tuning)
    guard tuning != capture.tuning else {
      return .json(.object(["success": true, "unchanged": true]))
    }
    world.sources[index].changeCapture?.tuning = tuning
    return .json(.object(["success": true]))
  }

  private static func captureStatus(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let source = world.sources[try world.source(of: call)]
    guard let capture = source.changeCapture else { return .json(.object(["enabled": false])) }
    if case .fails(let why) = source.discovery { throw .message(why) }
    return .json(capture.statusValue(of: source.tables, at: call.now))
  }
}

extension World {
  fileprivate func capture(of call: Call) throws(Refusal) -> (source: Int, ChangeCapture) {
    let index = try source(of: call)
    guard let capture = sources[index].changeCapture else {
      throw .message("CDC is not enabled on this source.")
    }
    return (index, capture)
  }
}
