import CommandModel
import SourcesClient
import Testing
import ValueFormats

/// Sources as `sources create` takes them again.
@Suite struct SourceExportTests {
  private func export(_ type: String, _ source: String, hasForm: Bool = true) throws
    -> SourceExport
  {
    let record = try #require(try JSON.decode(Array(source.utf8)).recordValue)
    let form = try #require(try operation("sources create").form)
    return SourceExport(
      of: record, form: hasForm ? try RecordedForms.form(type) : nil, as: form)
  }

  @Test(arguments: [
    (
      "Postgres",
      #"""
      {"source_type":"Postgres","prefix":"crm_","description":"","access_method":"warehouse",
       "status":"Completed","job_inputs":{"host":"127.0.0.1","port":"55432","user":"posthog",
       "schema":"","database":"@demo","ssh_tunnel":{"auth":{"selection":null},"host":null,
       "port":null,"enabled":"False","require_tls":{"enabled":true}},"cdc_enabled":"False",
       "cdc_lag_warning_threshold_mb":"512","cdc_consistent_point":"0/1"}}
      """#,
      #"{"source_type":"Postgres","prefix":"crm_","payload":{"#
        + #""connection_string":"$env.POSTGRES_CRM_CONNECTION_STRING","host":"127.0.0.1","#
        + #""port":55432,"database":"@@demo","user":"posthog","#
        + #""password":"$env.POSTGRES_CRM_PASSWORD","cdc_enabled":false,"#
        + #""cdc_lag_warning_threshold_mb":512,"schemas":[]}}"#
    ),
    (
      "Postgres",
      #"""
      {"source_type":"Postgres","prefix":null,"description":"Jump","access_method":"direct",
       "job_inputs":{"ssh_tunnel":{"enabled":"True","host":"jump","port":"22",
       "auth":{"selection":"keypair","username":"me"},"require_tls":{"enabled":"False"}}}}
      """#,
      #"{"source_type":"Postgres","description":"Jump","access_method":"direct","payload":{"#
        + #""connection_string":"$env.POSTGRES_CONNECTION_STRING","#
        + #""password":"$env.POSTGRES_PASSWORD","ssh_tunnel":{"enabled":true,"host":"jump","#
        + #""port":22,"auth":{"selection":"keypair","username":"me","#
        + #""private_key":"$env.POSTGRES_SSH_TUNNEL_PRIVATE_KEY","#
        + #""passphrase":"$env.POSTGRES_SSH_TUNNEL_PASSPHRASE"},"#
        + #""require_tls":{"enabled":false}},"schemas":[]}}"#
    ),
    (
      "Stripe",
      #"{"source_type":"Stripe","job_inputs":{"auth_method":{"selection":"api_key"}}}"#,
      #"{"source_type":"Stripe","payload":{"auth_method":{"selection":"api_key","#
        + #""stripe_secret_key":"$env.STRIPE_STRIPE_SECRET_KEY"},"schemas":[]}}"#
    ),
    (
      "Stripe",
      #"""
      {"source_type":"Stripe","prefix":"eu","job_inputs":{"stripe_account_id":"acct_1",
       "auth_method":{"selection":"oauth","stripe_integration_id":"12"}}}
      """#,
      #"{"source_type":"Stripe","prefix":"eu","payload":{"auth_method":{"selection":"oauth","#
        + #""stripe_integration_id":12},"stripe_account_id":"acct_1","schemas":[]}}"#
    ),
    (
      "MySQL", #"{"source_type":"MySQL","job_inputs":{"using_ssl":"True","port":"3306"}}"#,
      #"{"source_type":"MySQL","payload":{"port":3306,"password":"$env.MYSQL_PASSWORD","#
        + #""using_ssl":true,"schemas":[]}}"#
    ),
    (
      "BigQuery",
      #"""
      {"source_type":"BigQuery","prefix":"Ads 1","job_inputs":{"dataset_id":"d",
       "temporary_dataset":{"enabled":"True","temporary_dataset_id":"t"}}}
      """#,
      #"{"source_type":"BigQuery","prefix":"Ads 1","payload":{"#
        + #""key_file":"@bigquery_ads_1_key_file.json","dataset_id":"d","#
        + #""temporary-dataset":{"enabled":true,"temporary_dataset_id":"t"},"schemas":[]}}"#
    ),
  ])
  func describesASource(type: String, source: String, expected: String) throws {
    let export = try export(type, source)
    #expect(json(export.body) == expected)
  }

  @Test func whatItDescribesIsTakenAgain() throws {
    let export = try export(
      "MySQL",
      #"""
      {"source_type":"MySQL","job_inputs":{"host":"h","port":"3306","database":"d","user":"u",
       "using_ssl":"False"}}
      """#)
    let form = try #require(try operation("sources create").form)
    let payload = try #require(export.body["payload"]?.readingReferences.recordValue)
    #expect(try RecordedForms.form("MySQL").mistakes(in: payload, of: form).isEmpty)
    #expect(payload["password"] == SecretReference.environment("MYSQL_PASSWORD").value)
    #expect(export.places.map(\.reference) == [.environment("MYSQL_PASSWORD")])
    #expect(export.places.first?.isRequired == true)
  }

  @Test func keepsOfATableWhatCreateTakes() throws {
    let export = try export(
      "Stripe",
      #"""
      {"source_type":"Stripe","job_inputs":{"auth_method":{"selection":"oauth"}},"schemas":[
       {"id":"1","name":"@odd","should_sync":true,"sync_type":"incremental","status":"Completed",
        "incremental_field":"created","incremental_field_type":"integer",
        "primary_key_columns":["id"],"sync_time_of_day":"04:00:00","enabled_columns":["id"],
        "row_filters":[{"column":"id","operator":">","value":"@x"}],"sync_frequency":"6hour",
        "cdc_table_mode":"consolidated"},
       {"name":"off","should_sync":false,"sync_type":null,"cdc_table_mode":"consolidated"},
       {"name":"captured","should_sync":true,"sync_type":"cdc","cdc_table_mode":"both"}]}
      """#)
    #expect(
      export.body.value(at: "payload.schemas").map { JSON.encode($0) }
        == #"[{"name":"@@odd","should_sync":true,"sync_type":"incremental","#
        + #""incremental_field":"created","incremental_field_type":"integer","#
        + #""primary_key_columns":["id"],"sync_time_of_day":"04:00:00","enabled_columns":["id"],"#
        + #""row_filters":[{"column":"id","operator":">","value":"@@x"}]},"#
        + #"{"name":"off","should_sync":false},"#
        + #"{"name":"captured","should_sync":true,"sync_type":"cdc","cdc_table_mode":"both"}]"#)
  }

  @Test func goesOnWithoutAForm() throws {
    let export = try export(
      "Stripe", #"{"source_type":"Odd","job_inputs":{"host":"@h","port":"1"}}"#, hasForm: false)
    #expect(
      json(export.body)
        == #"{"source_type":"Odd","payload":{"host":"@@h","port":"1","schemas":[]}}"#)
    #expect(export.places.isEmpty)
  }
}
