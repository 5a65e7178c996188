import CommandModel

/// The settings of a source to come, left by a person and used once.
struct StoredCredential: Sendable {
  let id: Identifier
  let type: SourceType
  let payload: Record
  let createdAt: Time

  private var expiresAt: Time { createdAt + .hours(24) }

  func isValid(at now: Time) -> Bool { now < expiresAt }

  /// What may be said of it, which is none of the settings.
  var value: Value {
    .object([
      "credential_id": .text(id.description), "source_type": .text(type.name),
      "created_at": .moment(createdAt), "expires_at": .moment(expiresAt),
    ])
  }
}

extension World {
  /// Keeps settings for a day.
  mutating func store(
    _ payload: Record, for type: SourceType, now: Time
  ) -> StoredCredential {
    let credential = StoredCredential(
      id: Identifier(.credential, using: &dice), type: type, payload: payload, createdAt: now)
    credentials.insert(credential, at: 0)
    return credential
  }

  /// A payload together with the stored settings that it names, which win.
  ///
  /// - Throws: the server's words when there are none, or those of another type.
  func completed(
    _ payload: Record, for type: SourceType, now: Time
  ) throws(Refusal) -> (payload: Record, credential: Identifier?) {
    guard let named = payload["credential_id"] else { return (payload, nil) }
    let text = named.plainText ?? named.typeName
    let found = credentials.first { $0.id == Identifier(text) && $0.isValid(at: now) }
    guard let found else { throw .message("Stored credential '\(text)' not found or expired") }
    guard found.type.name == type.name else {
      throw .message("Stored credential '\(text)' is for '\(found.type.name)', not '\(type.name)'")
    }
    var merged = payload.merging(found.payload)
    merged["credential_id"] = nil
    return (merged, found.id)
  }
}
