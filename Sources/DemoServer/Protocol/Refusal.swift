import CommandModel

/// An answer that ends a request early: the recorded ways in which the server says no.
struct Refusal: Error {
  let response: DemoResponse

  /// The framework's envelope.
  private static func envelope(
    _ status: Int, type: String, code: String, _ detail: String, attr: String? = nil
  ) -> Refusal {
    Refusal(
      response: .json(
        .object([
          "type": .text(type), "code": .text(code), "detail": .text(detail),
          "attr": .optional(attr),
        ]), status: status))
  }

  /// The hand-made shape of most failures of the business itself.
  static func message(_ text: String, status: Int = 400) -> Refusal {
    Refusal(response: .json(.object(["message": .text(text)]), status: status))
  }

  /// The shape that only the actions of tables have.
  static func detail(_ text: String) -> Refusal {
    Refusal(response: .json(.object(["detail": .text(text)]), status: 400))
  }

  private func adding(_ header: String, _ value: String) -> Refusal {
    var response = response
    response.headers[header] = value
    return Refusal(response: response)
  }
}

// MARK: - 400, 406, 415, 500

extension Refusal {
  static func unreadableBody(_ why: String) -> Refusal {
    envelope(400, type: "invalid_request", code: "parse_error", "JSON parse error - \(why)")
  }

  static func invalidField(_ name: String?, _ detail: String) -> Refusal {
    envelope(400, type: "validation_error", code: "invalid_input", detail, attr: name)
  }

  static func objection(_ objection: Objection) -> Refusal {
    envelope(
      400, type: "validation_error", code: objection.code, objection.text, attr: objection.field)
  }

  static func missingField(_ name: String) -> Refusal {
    objection(.init(field: name, code: "required", text: "This field is required."))
  }

  static func invalidChoice(_ name: String, _ word: String) -> Refusal {
    objection(
      .init(field: name, code: "invalid_choice", text: "\"\(word)\" is not a valid choice."))
  }

  static func bulkSaveFailed(_ detail: String) -> Refusal {
    envelope(400, type: "server_error", code: "bulk_schema_save_failed", detail)
  }

  static let notAcceptable = envelope(
    406, type: "invalid_request", code: "not_acceptable",
    "Could not satisfy the request Accept header.")

  static func unsupportedMediaType(_ type: String) -> Refusal {
    envelope(
      415, type: "invalid_request", code: "unsupported_media_type",
      "Unsupported media type \"\(type)\" in request.")
  }

  static let serverError = envelope(
    500, type: "server_error", code: "error", "A server error occurred.")
}

// MARK: - 401, 403

extension Refusal {
  static func notAuthenticated(origin: String) -> Refusal {
    unauthorized(
      code: "not_authenticated", "Authentication credentials were not provided.", origin)
  }

  static func unknownKey(origin: String) -> Refusal {
    unauthorized(
      code: "authentication_failed",
      "Personal API key found in request Authorization header is invalid.", origin)
  }

  private static func unauthorized(
    code: String, _ detail: String, _ origin: String
  ) -> Refusal {
    envelope(401, type: "authentication_error", code: code, detail).adding(
      "WWW-Authenticate",
      "Bearer resource_metadata=\"\(origin)/.well-known/oauth-protected-resource\"")
  }

  private static func denied(_ detail: String) -> Refusal {
    envelope(403, type: "authentication_error", code: "permission_denied", detail)
  }

  static func missingScope(_ scope: String) -> Refusal {
    denied("API key missing required scope '\(scope)'")
  }

  static func foreignProject(_ id: Int) -> Refusal {
    denied("API key does not have access to the requested project: ID \(id).")
  }

  static let projectKeyOutsideProjects = denied(
    "API keys with scoped projects are only supported on project-based endpoints.")

  static let actionWithoutKeys = denied("This action does not support personal API key access")
}

// MARK: - 404, 405, 429

extension Refusal {
  private static func missing(_ detail: String) -> Refusal {
    envelope(404, type: "invalid_request", code: "not_found", detail)
  }

  static let notFound = missing("Not found.")
  static let projectNotFound = missing("Project not found.")
  static let endpointNotFound = missing("Endpoint not found.")

  static func methodNotAllowed(_ method: String) -> Refusal {
    envelope(
      405, type: "invalid_request", code: "method_not_allowed",
      "Method \"\(method)\" not allowed.")
  }

  static func throttled(seconds: Int) -> Refusal {
    envelope(
      429, type: "throttled_error", code: "throttled",
      "Request was throttled. Expected available in \(seconds) seconds."
    ).adding("Retry-After", String(seconds))
  }
}
