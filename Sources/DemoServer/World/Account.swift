import CommandModel

/// The one person and the one organization that every key belongs to.
struct Account: Sendable {
  static let email = "ann@acme.test"
  private static let organizationID = "0198a000-0000-7000-8000-000000000001"

  let createdAt: Time

  /// What `/api/users/@me/` says, as far as it is about who and where.
  var userValue: Value {
    let organization = organizationFields
    return .object([
      "date_joined": .moment(createdAt), "uuid": "0198a000-0000-7000-8000-000000000002",
      "distinct_id": "demo", "first_name": "Ann", "last_name": "", "email": .text(Account.email),
      "pending_email": nil, "is_email_verified": true, "has_password": true, "id": 1,
      "is_staff": false, "is_impersonated": false, "team": teamValue(.main),
      "organization": .record(organization),
      "organizations": [.record(organization.keeping(["id", "name", "slug", "membership_level"]))],
      "is_2fa_enabled": false, "has_social_auth": false, "pending_invites": [],
    ])
  }

  private var organizationFields: Record {
    [
      "id": .text(Account.organizationID), "name": "Acme", "slug": "acme", "logo_media_id": nil,
      "created_at": .moment(createdAt), "updated_at": .moment(createdAt), "membership_level": 15,
      "teams": .list(DemoProject.all.map(teamValue)),
      "projects": .list(DemoProject.all.map(projectValue)), "member_count": 1,
    ]
  }

  /// A project in the words of `/api/projects/`.
  func teamValue(_ project: DemoProject) -> Value {
    .object([
      "id": .integer(project.id),
      "uuid": .text("0198a000-0000-7000-8000-00000000010\(project.id)"),
      "organization": .text(Account.organizationID), "project_id": .integer(project.id),
      "api_token": .text("phc_demo_\(project.id)"), "name": .text(project.name),
      "completed_snippet_onboarding": false, "has_completed_onboarding_for": nil,
      "ingested_event": true, "is_demo": true, "timezone": "UTC", "access_control": false,
    ])
  }

  private func projectValue(_ project: DemoProject) -> Value {
    .object([
      "id": .integer(project.id), "organization_id": .text(Account.organizationID),
      "name": .text(project.name),
    ])
  }
}

extension Record {
  fileprivate func keeping(_ names: Set<String>) -> Record {
    Record(uniqueFields: fields.filter { names.contains($0.name) })
  }
}
