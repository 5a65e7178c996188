// The forms and tables are those of a recorded wizard, with captions shortened.
extension SourceType {
  static let postgres = SourceType(
    name: "Postgres", category: "Databases",
    caption: "Enter your Postgres credentials to automatically pull your Postgres data",
    isFeatured: true, keywords: ["postgresql"],
    fields: [
      .text(
        "connection_string", "Connection string (optional)",
        example: "postgresql://user:password@localhost:5432/database", isRequired: false,
        isSecret: true),
      .text("host", "Host", example: "db.example.com", caption: "Must be reachable from outside."),
      .text("port", "Port", example: "5432", type: "number"),
      .text("database", "Database", example: "postgres"),
      .text("user", "User", example: "postgres"),
      .password("password", "Password"),
      .text("schema", "Schema", example: "public", isRequired: false),
      .sshTunnel,
    ],
    tables: databaseTables(in: "public"), tablesAreFixed: false, supportsColumnSelection: true,
    supportsDirectQueries: true)

  static let mySQL = SourceType(
    name: "MySQL", category: "Databases",
    caption: "Enter your MySQL/MariaDB credentials to automatically pull your MySQL data",
    isFeatured: true,
    fields: [
      .text("host", "Host", example: "localhost"),
      .text("port", "Port", example: "3306", type: "number"),
      .text("database", "Database", example: "mysql"),
      .text("user", "User", example: "mysql"),
      .password("password", "Password"),
      .text(
        "schema", "Schema", example: "Leave blank to include all databases", isRequired: false),
      .select(
        "using_ssl", "Use SSL?", preset: "true", converter: "str_to_bool",
        [.init("true", "Yes"), .init("false", "No")]),
      .sshTunnel,
    ],
    tables: databaseTables(in: "app"), tablesAreFixed: false, supportsColumnSelection: true,
    supportsDirectQueries: true)

  static let snowflake = SourceType(
    name: "Snowflake", category: "Databases",
    caption: "Enter your Snowflake credentials to automatically pull your Snowflake data",
    fields: [
      .text(
        "connection_string", "Connection string (optional)",
        example: "snowflake://user:password@account_id/database/schema", isRequired: false,
        isSecret: true),
      .text("account_id", "Account id"),
      .text("database", "Database", example: "snowflake_sample_data"),
      .text("warehouse", "Warehouse", example: "COMPUTE_WAREHOUSE"),
      .select(
        "auth_type", "Authentication type", preset: "password",
        [
          .init(
            "password", "Password",
            [
              .text("user", "Username", example: "User1"),
              .password("password", "Password", isRequired: false),
            ]),
          .init(
            "keypair", "Key pair",
            [
              .text("user", "Username", example: "User1"),
              .text(
                "private_key", "Private key", isRequired: false, isSecret: true, type: "textarea"),
              .password("passphrase", "Passphrase", isRequired: false),
            ]),
        ]),
      .text("role", "Role (optional)", example: "ACCOUNTADMIN", isRequired: false),
      .text(
        "schema", "Schema (optional)", example: "Leave blank to import all schemas",
        isRequired: false),
    ],
    tables: databaseTables(in: "CORE"), tablesAreFixed: false, supportsColumnSelection: true,
    supportsDirectQueries: true)

  static let bigQuery = SourceType(
    name: "BigQuery", category: "Databases", isFeatured: true,
    fields: [
      .file(
        "key_file", "Google Cloud JSON key file",
        keys: ["project_id", "private_key", "private_key_id", "client_email", "token_uri"]),
      .switchGroup(
        "use_custom_region", "Manually specify your dataset region?",
        caption: "BigQuery mostly finds the region of your dataset by itself.",
        [.text("region", "Region", example: "us-east1")]),
      .text("dataset_id", "Dataset ID"),
      .switchGroup(
        "temporary-dataset", "Use a different dataset for the temporary tables?",
        caption: "Large tables are queried through temporary tables.",
        [.text("temporary_dataset_id", "Dataset ID for temporary tables")]),
      .switchGroup(
        "dataset_project", "Use a different project for the dataset?",
        caption: "Needed when the dataset is not in the project of the service account.",
        [.text("dataset_project_id", "Project ID for dataset")]),
    ],
    tables: databaseTables(in: "warehouse"), tablesAreFixed: false, supportsColumnSelection: true)

  static let mongoDB = SourceType(
    name: "MongoDB", category: "Databases", title: "MongoDB",
    caption: "Enter your MongoDB connection string to automatically pull your MongoDB data",
    isFeatured: true, keywords: ["mongo"],
    fields: [
      .text(
        "connection_string", "Connection String",
        example: "mongodb://username:password@host:port/database", isSecret: true),
      .text("database_name", "Database name", example: "my_database", isRequired: false),
    ],
    tables: databaseTables(in: nil), tablesAreFixed: false)

  /// Twelve tables such as a shop's database has, and a partition for every month of
  /// five years, so that a wide source has names of its own.
  private static func databaseTables(in namespace: String?) -> [TableTemplate] {
    let lead = namespace.map { $0 + "." } ?? ""
    let growing = [
      "orders", "customers", "order_items", "payments", "refunds", "sessions", "shipments",
    ]
    let settled = ["products", "categories", "countries", "stores", "tax_rates"]
    let months = (2021...2025).flatMap { year in
      (1...12).map { month in "events_\(year)_\(month < 10 ? "0" : "")\(month)" }
    }
    return growing.map { TableTemplate(lead + $0, "", .incremental(by: "updated_at")) }
      + settled.map { TableTemplate(lead + $0) }
      + months.map { TableTemplate(lead + $0, "", .incremental(by: "created_at")) }
  }
}
