import CommandModel

/// How a request wants the log of changes to be read, well formed.
struct CaptureDraft {
  private let mode: String
  private let slot: String?
  private let publication: String?
  private let tuning: ChangeCapture.Tuning

  init(_ fields: Record) throws(Refusal) {
    mode = fields["cdc_management_mode"]?.textValue ?? ChangeCapture.modes[0]
    guard ChangeCapture.modes.contains(mode) else {
      throw .message("cdc_management_mode must be one of: posthog, self_managed")
    }
    slot = fields["cdc_slot_name"]?.textValue
    publication = fields["cdc_publication_name"]?.textValue
    tuning = try CaptureDraft.tuning(fields, from: ChangeCapture.Tuning())
  }

  /// What the payload of a source to be made says of it; nil where it says nothing.
  static func requested(
    by payload: Record, of type: SourceType, _ age: DemoAge
  ) throws(Refusal) -> CaptureDraft? {
    guard payload["cdc_enabled"] == true else { return nil }
    guard age.offersChangeCapture else { throw .message("CDC is not enabled for this team.") }
    guard type.name == SourceType.postgres.name else {
      throw .message("CDC is only supported for Postgres sources.")
    }
    let draft = try CaptureDraft(payload)
    if let first = draft.objections.first { throw .message(first) }
    return draft
  }

  /// What the database has against it.
  ///
  /// Who manages slot and publication has to have made them; names that begin with
  /// `no_such` stand for those that nobody made.
  var objections: [String] {
    guard mode == "self_managed" else { return [] }
    return [("replication slot", slot), ("publication", publication)].compactMap { what, name in
      guard let name, !name.isEmpty else { return "The name of the \(what) is missing" }
      return name.hasPrefix("no_such") ? "The \(what) '\(name)' does not exist" : nil
    }
  }

  func capture(now: Time) -> ChangeCapture {
    ChangeCapture(
      mode: mode, slot: slot ?? "posthog_slot", publication: publication ?? "posthog_publication",
      tuning: tuning, now: now)
  }

  /// The three settings that can be changed, over those that are.
  static func tuning(
    _ fields: Record, from old: ChangeCapture.Tuning
  ) throws(Refusal) -> ChangeCapture.Tuning {
    var new = old
    if let drops = fields["cdc_auto_drop_slot"] {
      guard let flag = drops.booleanValue else {
        throw .message("cdc_auto_drop_slot must be a boolean.")
      }
      new.dropsSlot = flag
    }
    new.warningMB = try megabytes("cdc_lag_warning_threshold_mb", of: fields) ?? old.warningMB
    new.criticalMB = try megabytes("cdc_lag_critical_threshold_mb", of: fields) ?? old.criticalMB
    guard new.warningMB < new.criticalMB else {
      throw .message(
        "cdc_lag_warning_threshold_mb must be less than cdc_lag_critical_threshold_mb.")
    }
    return new
  }

  private static func megabytes(_ name: String, of fields: Record) throws(Refusal) -> Int? {
    guard let value = fields[name] else { return nil }
    guard let number = value.integerValue else { throw .message("\(name) must be an integer.") }
    guard number >= 1 else { throw .message("\(name) must be at least 1.") }
    return number
  }
}
