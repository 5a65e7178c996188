import CommandModel

extension Role {
  /// Forty sources of twelve types, in every state that the contract knows but
  /// `Paused`, because one paused table would stop all reloads.
  static let cast: [Role] = [
    .init(.stripe, nil, "Main Stripe account", 12),
    .init(
      .stripe, "eu", "Stripe account of the European company", 9,
      .recovers(failed: 2, "Your API key does not have permissions to access this resource")),
    .init(.stripe, "us", "Stripe account of the American company", 8),
    .init(.stripe, "sandbox", "Test mode, not needed any more", 4, .switchedOff),
    .init(.postgres, "shop", "Database of the shop", 60, discovery: .finds(new: 2)),
    .init(
      .postgres, "crm", "Read replica of the CRM", 10,
      .recovers(failed: 3, "connection to server at \"db.example.com\" failed: timeout expired")),
    .init(.postgres, "analytics", "Events before PostHog", 7, .running(left: .seconds(30))),
    .init(
      .postgres, "legacy", "The old monolith", 6,
      .switchedOffByServer("relation \"public.orders\" does not exist", age: .days(400)),
      discovery: .fails(
        "Could not connect to the source. Check the host, port, and network access.")
    ),
    .init(.postgres, "reporting", "Queried in place", 5, isDirect: true),
    .init(.mySQL, nil, "Back office", 8),
    .init(
      .mySQL, "billing", "Invoices since 2019", 6,
      .recovers(failed: 1, "Lost connection to MySQL server during query")),
    .init(
      .mySQL, "always_fails", "Never recovers, whatever you do", 4,
      .neverRecovers("Access denied for user 'demo' (using password: YES)")),
    .init(
      .mySQL, "wiki", nil, 5,
      .switchedOffByServer("Table 'app.orders' doesn't exist", age: .days(9))),
    .init(.hubspot, nil, "Marketing", 7, .billingLimits),
    .init(.hubspot, "emea", "Marketing in Europe", 6),
    .init(
      .hubspot, "partners", nil, 5,
      .recovers(failed: 2, "401 Client Error: Unauthorized for url: https://api.hubapi.com")),
    .init(.salesforce, nil, "Sales", 12),
    .init(.salesforce, "sandbox", "Full copy for training", 8, .billingLimitsTooLow),
    .init(.salesforce, "apac", "Sales in Asia", 9, .running(left: .seconds(180))),
    .init(.zendesk, nil, "Support", 9),
    .init(
      .zendesk, "support_eu", "Support in Europe", 8,
      .recovers(failed: 4, "429 Client Error: Too Many Requests")),
    .init(.zendesk, "help", "Connected this morning", 6, .neverSynced),
    .init(.shopify, nil, "The shop", 9),
    .init(
      .shopify, "outlet", "The outlet store", 7,
      .recovers(failed: 1, "Shopify API error: Throttled")),
    .init(.shopify, "b2b", nil, 5, discovery: .finds(new: 3)),
    .init(.googleSheets, nil, "Targets of the year", 3),
    .init(.googleSheets, "budget", "Empty so far", 0, isConfigured: false),
    .init(.googleSheets, "", "Nobody knows whose", 4),
    .init(.mongoDB, nil, "Product catalogue", 6),
    .init(.mongoDB, "sessions", nil, 4, .stale(age: .seconds(1200))),
    .init(.snowflake, "dwh", "Data warehouse", 11, .silent(age: .hours(30))),
    .init(.snowflake, "finance", "Closing of the month", 5, .billingLimits),
    .init(.snowflake, "live", "Queried in place", 3, isDirect: true),
    .init(.bigQuery, nil, "Exports of the website", 6),
    .init(.bigQuery, "ga4", "Waits for its first sync", 4, .neverSynced),
    .init(
      .bigQuery, "ads", "Cost of advertising", 5,
      .runsLong(since: .hours(9), left: .seconds(3000))),
    .init(.github, nil, "acme/web", 6),
    .init(.github, "mobile", "acme/mobile", 6),
    .init(
      .github, "docs", "acme/docs", 4,
      .switchedOffByServer("404 Not Found: acme/documentation", age: .days(210))),
    .init(.github, "infra", "acme/infra, archived", 5, .switchedOff),
  ]

  /// One of the small healthy sources that make a project big.
  static func extra(_ number: Int) -> Role {
    let types = SourceType.all
    return Role(types[number % types.count], "bulk_\(number)", nil, 3)
  }
}
