import CommandModel

extension World {
  /// Creates a world as old as its sources say, ending at `start`.
  init(sourceCount: Int, seed: UInt64, start: Time, options: DemoOptions) {
    self.init(sources: [], dice: Dice(seed: seed), pace: options.pace)
    age = options.age
    let cast = Role.cast
    for number in 0..<sourceCount {
      let role = number < cast.count ? cast[number] : .extra(number + 1)
      let age = Duration.days(3) + .hours(number * 20)
      sources.append(source(of: role, createdAt: start - age, now: start))
    }
    if options.pausesOneTable { pauseOneTable() }
  }

  private mutating func pauseOneTable() {
    guard let index = sources.firstIndex(where: { !$0.tables.isEmpty }) else { return }
    sources[index].tables[0].isPaused = true
  }

  private mutating func source(
    of role: Role, createdAt: Time, now: Time
  ) -> Source {
    var source = Source(
      id: Identifier(.source, using: &dice), createdAt: createdAt, type: role.type,
      prefix: role.prefix, description: role.description,
      isDirect: role.isDirect,
      inputs: role.isConfigured ? role.type.storedInputs : .null,
      discovery: role.discovery,
      revenue: Source.RevenueSettings(isEnabled: role.type.name == "Stripe"))
    if case .neverSynced = role.plot { source.storedStatus = "Running" }
    for (number, template) in role.type.tables.prefix(role.tableCount).enumerated() {
      var table = Table(
        id: Identifier(.schema, using: &dice), storageID: Identifier(.table, using: &dice),
        template: template, createdAt: createdAt, shouldSync: true)
      if !role.isDirect { live(&table, number, role.plot, until: now) }
      source.tables.append(table)
    }
    return source
  }

  /// Gives a table the past and the prospects that the plot has for it.
  private mutating func live(
    _ table: inout Table, _ number: Int, _ plot: Role.Plot, until now: Time
  ) {
    let isFirst = number == 0
    switch plot {
    case .healthy:
      history(of: &table, until: now)
    case .recovers(let failed, let error):
      history(of: &table, until: now, end: number < failed ? .failed(error) : .completed)
    case .neverRecovers(let error):
      table.prospect = isFirst ? .failed(error) : .completed
      history(of: &table, until: now, end: table.prospect)
    case .running(let left):
      history(of: &table, until: now)
      if isFirst { appendSync(to: &table, from: now - .seconds(90), until: now + left) }
    case .billingLimits:
      table.prospect = .billingLimits
      history(of: &table, until: now, end: .billingLimits)
    case .billingLimitsTooLow:
      table.prospect = .billingLimitsTooLow
      history(of: &table, until: now, end: .billingLimitsTooLow)
    case .neverSynced:
      break
    case .switchedOff:
      table.shouldSync = false
      history(of: &table, until: now - .days(60))
      // One of them never held a row and is gone upstream: the next refresh drops it.
      if isFirst {
        table.syncs = []
        table.isGoneUpstream = true
      }
    case .switchedOffByServer(let error, let age):
      table.shouldSync = !isFirst
      history(
        of: &table, until: isFirst ? now - age : now, end: isFirst ? .failed(error) : .completed)
    }
  }

  /// A sync every six hours for three days, of which the last came to `end`.
  private mutating func history(
    of table: inout Table, until now: Time, end: Sync.End = .completed
  ) {
    let last = now - dice.duration(600_000...20_000_000)
    for back in stride(from: 11, through: 0, by: -1) {
      let began = last - .hours(6 * back)
      appendSync(
        to: &table, from: began, until: began + dice.duration(20_000...400_000),
        end: back == 0 ? end : .completed)
    }
  }

  private mutating func appendSync(
    to table: inout Table, from began: Time, until finish: Time, end: Sync.End = .completed
  ) {
    table.syncs.append(
      Sync(
        id: Identifier(.job, using: &dice), workflowRun: Identifier(.run, using: &dice),
        shownFrom: began, createdAt: began, finishesAt: finish, end: end,
        rows: Int.random(in: 40...9000, using: &dice)))
  }
}
