import CommandModel

extension Catalogue {
  /// Changes that the vendor pushes (contract 7.4).
  static let webhooks: [Operation] = [
    Operation(
      "sources webhook info", "Shows the webhook of a source.",
      .get, "external_data_sources/{id}/webhook_info/", effect: .reads,
      input: .targets("source"), parameters: [.sourceID], answer: .record("webhook"),
      isRepeatable: true, isLive: true,
      columns: ["supports_webhooks", "exists", "webhook_url", "external_status.status"],
      examples: [Example("sources webhook info 0199…", "Shows whether it has one.")]),
    Operation(
      "sources webhook create", "Creates the webhook of a source at its vendor.",
      .post, "external_data_sources/{id}/create_webhook/", effect: .creates,
      input: .targets("source"), parameters: [.sourceID, inputs(isRequired: false)],
      answer: .report("source"), isRepeatable: false, isLive: true,
      lookup: .state(operation: "sources webhook info", field: "exists", is: true),
      denial: .init("success", is: false, reason: "error"), columns: ResultRecord.columns,
      details: ["The answer's `pending_inputs` are still to be given with `update-inputs`."],
      examples: [
        Example(
          "sources list | where supports_webhooks | first 1 | webhook create", "Creates it.")
      ]),
    Operation(
      "sources webhook update-inputs", "Gives the webhook of a source its secrets.",
      .post, "external_data_sources/{id}/update_webhook_inputs/", effect: .changes,
      input: .targets("source"), parameters: [.sourceID, inputs(isRequired: true)],
      answer: .report("source"), isRepeatable: true, isLive: true,
      denial: .init("success", is: false, reason: "error"), columns: ResultRecord.columns,
      details: ["The fields are the `webhookFields` that the wizard lists for its type."],
      examples: [
        Example(
          "sources list | where supports_webhooks | first 1 "
            + "| webhook update-inputs inputs.signing_secret=$env.SIGNING_SECRET",
          "Gives it the signing secret.")
      ]),
    Operation(
      "sources webhook delete", "Deletes the webhook of a source.",
      .post, "external_data_sources/{id}/delete_webhook/",
      effect: .destroys("the webhook is deleted at the vendor; changes are no longer pushed"),
      input: .targets("source"), parameters: [.sourceID], answer: .report("source"),
      isRepeatable: true, isLive: true,
      denial: .init("success", is: false, reason: "error"), columns: ResultRecord.columns,
      examples: [
        Example(
          "sources list | where supports_webhooks | first 1 | webhook delete", "Deletes it.")
      ]),
  ]

  private static func inputs(isRequired: Bool) -> Parameter {
    Parameter(
      "inputs", .any, "The fields of its form.", isRequired: isRequired, isSecret: true)
  }
}
