import CommandModel

extension World {
  /// Changes how a table syncs, and what follows from it: runs begin and end.
  ///
  /// - Throws: what speaks against it (contract, section 6.3); then nothing has changed.
  mutating func change(
    source: Int, table: Int, by change: TableChange, now: Time
  ) throws(Objection) {
    let before = sources[source].tables[table]
    let fitting = try before.fitting(change, in: sources[source], age, at: now)
    var after = before
    after.settings.apply(fitting)
    if fitting.fillsInDefaults { after.settings.fillIn(from: after.template) }
    after.shouldSync = fitting.shouldSync ?? before.shouldSync
    if before.shouldSync, !after.shouldSync, age.stopsWhatIsSwitchedOff { after.stop(at: now) }
    sources[source].tables[table] = after
    if after.isPushed, !before.isPushed { createWebhook(source: source, [:], now: now) }
    follow(source: source, table: table, from: before, now: now)
  }

  /// Sets off what the change of a table calls for.
  private mutating func follow(source: Int, table: Int, from before: Table, now: Time) {
    let after = sources[source].tables[table]
    guard after.shouldSync, !sources[source].isDirect else { return }
    let isSwitchedOn = !before.shouldSync
    let changedKind =
      [before, after].contains { $0.settings.syncType == "xmin" }
      && before.settings.syncType != after.settings.syncType
    if changedKind || isSwitchedOn && (after.isPushed || after.isCaptured) {
      rebuild(source: source, table: table, now: now)
    } else if isSwitchedOn, after.syncs.isEmpty {
      // It gets its schedule now, and a new schedule runs at once.
      start(source: source, table: table, now: now)
    }
  }

  /// Drops what a table has and imports it anew; a run under way is cut short.
  mutating func rebuild(source: Int, table: Int, now: Time) {
    guard !sources[source].isDirect else { return }
    sources[source].tables[table].stop(at: now)
    start(source: source, table: table, now: now, shownFrom: now, isRebuild: true)
  }

  /// Throws the synced rows of a table away and keeps how it is set up.
  mutating func wipe(source: Int, table: Int, now: Time) {
    sources[source].tables[table].wipedAt = now
    if sources[source].isDirect { sources[source].tables[table].shouldSync = false }
  }

  /// Deletes a table, which is found again when somebody looks.
  mutating func delete(source: Int, table: Int) {
    let gone = sources[source].tables.remove(at: table)
    if !gone.isGoneUpstream { sources[source].forgottenTables.insert(gone.name) }
  }
}

// MARK: - What a table can have

extension Table {
  /// The part of a change that fits this table.
  func fitting(
    _ change: TableChange, in source: Source, _ age: DemoAge, at now: Time
  ) throws(Objection) -> TableChange {
    if change.fillsInDefaults, isGoneUpstream {
      throw Objection(text: "Table '\(name)' is not in the source any more")
    }
    let syncType = change.syncType ?? settings.syncType
    if let new = change.syncType ?? nil {
      let ways = SyncWays(
        type: source.type, hasChangeCapture: source.changeCapture != nil, age: age)
      try ways.check(new, of: template)
    }
    if change.shouldSync == true, syncType == nil, !change.fillsInDefaults {
      throw Objection(text: "Sync type must be set up first before enabling schema")
    }
    if let key = change["primary_key_columns"], key != settings["primary_key_columns"],
      rowCount(at: now) != nil
    {
      throw Objection(
        text: "Primary key cannot be changed after data has been synced. Delete the synced data"
          + " first, then change the primary key.")
    }
    if change["row_filters"]?.isNull == false, isCaptured || source.isDirect {
      throw Objection(field: "row_filters", text: "Row filters are not available for this table.")
    }
    return try withoutUselessFields(change, age)
  }

  /// Fields about growing rows, where rows are not told apart by growing and nobody asks
  /// for that.
  private func withoutUselessFields(
    _ change: TableChange, _ age: DemoAge
  ) throws(Objection) -> TableChange {
    guard change.syncType == nil, !settings.isIncremental, let first = change.cursorFields.first
    else { return change }
    guard age.refusesUselessFields else { return change.dropping(change.cursorFields) }
    throw Objection(
      field: first,
      text: "\(first) applies only to tables that sync by incremental or append."
        + " Send sync_type in the same request.")
  }
}
