// The forms and tables are those of a recorded wizard, with captions shortened.
extension SourceType {
  static let stripe = SourceType(
    name: "Stripe", category: "Payments & billing",
    caption: "Connect your Stripe account to automatically sync your Stripe data",
    isFeatured: true,
    fields: [
      .select(
        "auth_method", "Authentication type", preset: "api_key",
        [
          .init(
            "api_key", "Restricted API key",
            [
              .password(
                "stripe_secret_key", "API key", example: "rk_live_...", isRequired: false)
            ]),
          .init(
            "oauth", "OAuth connection",
            [
              .oauth(
                "stripe_integration_id", "Stripe account", provider: "stripe", isRequired: false)
            ]),
        ]),
      .text("stripe_account_id", "Account id", example: "stripe_account_id", isRequired: false),
    ],
    tables: [
      .init("BalanceTransaction", "A change to the balance.", .append(by: "created_at")),
      .init("Charge", "An attempt to move money in.", .append(by: "created_at")),
      .init("Coupon", "A discount that can be applied.", .append(by: "created_at")),
      .init("CreditNote", "An adjustment to an invoice.", .append(by: "created_at")),
      .init("Customer", "Somebody who pays.", .append(by: "created_at")),
      .init("CustomerPaymentMethod", "A saved payment method of a customer."),
      .init("Dispute", "A customer's challenge of a charge.", .append(by: "created_at")),
      .init("Invoice", "A statement of amounts owed.", .append(by: "created_at")),
      .init("InvoiceItem", "A one-off charge or credit.", .append(by: "date")),
      .init("Payout", "A transfer to a bank account.", .append(by: "created_at")),
      .init("Product", "A good or service that is sold.", .append(by: "created_at")),
      .init("Subscription", "A recurring arrangement.", .append(by: "created_at")),
    ],
    webhookFields: [.password("signing_secret", "Signing secret", example: "whsec_...")],
    suggestedTables: ["Customer", "Charge", "Invoice", "Subscription", "Product"])

  static let hubspot = SourceType(
    name: "Hubspot", category: "CRM",
    caption: "Select an existing Hubspot account to link to PostHog or create a new connection",
    isFeatured: true,
    fields: [
      .oauth("hubspot_integration_id", "Hubspot account", provider: "hubspot"),
      .switchGroup(
        "custom_properties", "Customize synced properties",
        caption: "Specify which properties to sync. Leave empty to use defaults.",
        [
          .text(
            "contacts_properties", "Contacts properties", example: "createdate, email",
            isRequired: false, type: "textarea"),
          .text(
            "deals_properties", "Deals properties", example: "amount, closedate",
            isRequired: false, type: "textarea"),
        ]),
    ],
    tables: [
      .init("companies", "An organization.", .incremental(by: "hs_lastmodifieddate")),
      .init("contacts", "A lead, prospect, or customer.", .incremental(by: "lastmodifieddate")),
      .init("deals", "A sales opportunity.", .incremental(by: "hs_lastmodifieddate")),
      .init("emails", "A logged email.", .incremental(by: "hs_lastmodifieddate")),
      .init("meetings", "A logged meeting.", .incremental(by: "hs_lastmodifieddate")),
      .init("quotes", "A proposal of products.", .incremental(by: "hs_lastmodifieddate")),
      .init("tickets", "A support request.", .incremental(by: "hs_lastmodifieddate")),
    ])

  static let salesforce = SourceType(
    name: "Salesforce", category: "CRM",
    caption: "Select an existing Salesforce account to link to PostHog or create a new connection",
    keywords: ["sfdc"],
    fields: [.oauth("salesforce_integration_id", "Salesforce account", provider: "salesforce")],
    tables: [
      "Account", "Campaign", "Contact", "Event", "Lead", "Opportunity", "Order", "Pricebook2",
      "PricebookEntry", "Product2", "Task", "User",
    ].map { TableTemplate($0, "", .incremental(by: "SystemModstamp")) })

  static let zendesk = SourceType(
    name: "Zendesk", category: "Customer support",
    caption: "Enter your Zendesk API key to automatically pull your Zendesk support data",
    fields: [
      .text("subdomain", "Zendesk subdomain"),
      .password("api_key", "API key"),
      .text("email_address", "Zendesk email address", type: "email"),
    ],
    tables: [
      .init("brands", "A customer-facing identity."),
      .init("groups", "A collection of agents."),
      .init("organizations", "Users of one account.", .incremental(by: "updated_at")),
      .init("sla_policies", "Target response times."),
      .init("ticket_events", "Changes to tickets.", .incremental(by: "created_at")),
      .init("ticket_fields", "A field that appears on tickets."),
      .init("ticket_metric_events", "Reply and resolution times.", .incremental(by: "time")),
      .init("tickets", "A support request.", .incremental(by: "generated_timestamp")),
      .init("users", "An end user or agent.", .incremental(by: "updated_at")),
    ])

  static let shopify = SourceType(
    name: "Shopify", category: "E-commerce",
    caption: "Enter your Shopify credentials to automatically pull your Shopify data",
    fields: [
      .text("shopify_store_id", "Store id", example: "my-store"),
      .text("shopify_client_id", "Client ID", example: "client-id"),
      .password("shopify_client_secret", "Secret", example: "shpss_..."),
    ],
    tables: [
      .init("abandonedCheckouts", "A checkout not completed.", .incremental(by: "createdAt")),
      .init("articles", "A blog post.", .incremental(by: "updatedAt")),
      .init("blogs", "A blog of the store."),
      .init("catalogs", "Products and prices of a market."),
      .init("collections", "A grouping of products.", .incremental(by: "updatedAt")),
      .init("customers", "A customer of the shop.", .incremental(by: "updatedAt")),
      .init("discountCodes", "A discount and its rules.", .incremental(by: "updatedAt")),
      .init("orders", "A completed purchase.", .incremental(by: "updatedAt")),
      .init("products", "A product of the shop.", .incremental(by: "updatedAt")),
    ])

  static let googleSheets = SourceType(
    name: "GoogleSheets", category: "Productivity", title: "Google Sheets",
    caption: "Ensure you have granted PostHog access to your Google Sheet", isFeatured: true,
    fields: [.text("spreadsheet_url", "Spreadsheet URL")],
    // Names of sheets are whatever people type, and some commands have to quote them.
    tables: ["targets", "Umsätze 2026", "costs/q1", "head count", "fx.rates"]
      .map { TableTemplate($0) },
    tablesAreFixed: false)

  static let github = SourceType(
    name: "Github", category: "Engineering & monitoring", title: "GitHub",
    caption: "Connect your GitHub repository to sync issues, pull requests, commits, and more.",
    isFeatured: true,
    fields: [
      .select(
        "auth_method", "Authentication type", preset: "oauth",
        [
          .init(
            "oauth", "OAuth (GitHub App)",
            [
              .oauth(
                "github_integration_id", "GitHub account", provider: "github", isRequired: false)
            ]),
          .init(
            "pat", "Personal access token",
            [
              .password(
                "personal_access_token", "Personal access token", example: "github_pat_...",
                isRequired: false)
            ]),
        ]),
      .text("repository", "Repository", example: "owner/repo"),
    ],
    tables: [
      .init("commits", "A commit of the repository.", .incremental(by: "created_at")),
      .init("issues", "An issue of the repository.", .incremental(by: "updated_at")),
      .init("pull_requests", "A request to merge changes.", .incremental(by: "updated_at")),
      .init("releases", "A published release."),
      .init("stargazers", "Somebody who starred the repository."),
      .init("workflow_runs", "A run of a workflow.", .incremental(by: "created_at")),
    ],
    webhookFields: [.password("signing_secret", "Signing secret", example: "your webhook secret")])
}
