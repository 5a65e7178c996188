import CommandLanguage
import CommandModel
import RunEngine
import SourcesClient
import ValueFormats

/// What `plan` and `--dry-run` show in the place of a run.
extension Session {
  /// What a run would send: the result of each item, with the request.
  ///
  /// - Throws: `Problem` when the arguments do not make a request.
  func planned(_ plan: Plan, for call: Call, project: String?) throws -> [Value] {
    tally.notePlanned(plan.items.count)
    return try plan.items.indices.map { index in
      let invocation = plan.invocation(at: index)
      var result = ResultRecord(plan, planned: index)
      if let round = call.surroundings.round { result.sequence = round.sequence }
      var record = result.record
      let request: Request
      do throws(RequestError) {
        request = try RequestBuilder.request(for: invocation, project: project)
      } catch {
        throw Problem(.usage, code: .request, error.message)
      }
      let shown = Invocation(plan.operation, arguments: invocation.redactedArguments)
      let found: [Value] = [
        .text(request.method.rawValue), .text(request.target),
        RequestBuilder.body(of: shown).map(Value.record) ?? .null,
      ]
      for (name, value) in zip(ResultRecord.plannedFields, found) { record[name] = value }
      return .record(record)
    }
  }

  /// Says how long what was planned would take at least.
  func summarizePlans() {
    let requests = tally.takePlanned()
    guard requests > 0, !options.isQuiet else { return }
    let (limit, parallel) = (settings.rateLimit, settings.integer("parallel"))
    func ideal(_ limit: RateLimit) -> Duration {
      limit.idealDuration(requests: requests, concurrency: parallel, latency: .zero)
    }
    let noun = requests == 1 ? "request" : "requests"
    var text = "plan: \(requests) \(noun), at least \(DurationText.brief(ideal(limit)))"
    // A whole window less is worth a word; a second less is not.
    let whole = RateLimit(windows: limit.windows, budget: 1)
    if let window = limit.windows.last?.period, ideal(limit) - ideal(whole) >= window {
      text += " (\(DurationText.brief(ideal(whole))) with `set budget 1.0`)"
    }
    console.writeError(text + "\n")
  }
}
