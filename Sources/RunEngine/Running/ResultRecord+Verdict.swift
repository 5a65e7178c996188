package import CommandModel

extension ResultRecord {
  /// What became of an item of a plan.
  init(_ plan: Plan, _ item: Plan.Item, at index: Int, verdict: RunMachine.Verdict) {
    self.init(plan, item, at: index)
    result = verdict.result
    how = verdict.tries.sent == 0 || verdict.result == .planned ? nil : .sent
    attempts = verdict.tries.sent
    elapsed = verdict.elapsed
    switch verdict.exchange?.outcome {
    case nil:
      switch verdict.result {
      case .unknown: error = "given up before the answer came"
      case .skipped: error = target.reasonToSkip
      default: break
      }
    case .success(let answer)?:
      httpStatus = answer.status
      startedAt = answer.startedAt
      response = answer.value
      if item.target == nil { target = Target.made(by: plan, item, answer.value) }
    case .failure(let failure)?:
      self.failure = failure
      httpStatus = failure.status
      startedAt = failure.startedAt(after: verdict.exchange?.elapsed ?? .zero)
      error = verdict.result == .ok ? nil : failure.message
    }
    if let proof = verdict.proof {
      how = proof.isJoined ? .joined : .verified
      startedAt = proof.startedAt ?? startedAt
      if let made = proof.made {
        response = .record(made)
        if item.target == nil { target = Target.made(by: plan, item, response) }
      }
    }
  }

  /// An item that was not sent.
  package init(_ plan: Plan, planned index: Int) {
    self.init(plan, plan.items[index], at: index)
  }

  private init(_ plan: Plan, _ item: Plan.Item, at index: Int) {
    self.init(
      run: plan.id, sequence: plan.sequence(at: index),
      target: item.target ?? Target(kind: plan.operation.answer.kind, id: "", name: item.name),
      action: plan.action, result: .planned)
  }

  private typealias Target = Invocation.Target
}

extension Invocation.Target {
  /// What the server says it has made.
  fileprivate static func made(by plan: Plan, _ item: Plan.Item, _ answer: Value) -> Self {
    Self(
      kind: plan.operation.answer.kind, id: answer.value(at: "id")?.plainText ?? "",
      name: item.name ?? answer.value(at: "name")?.textValue)
  }
}

extension Failure {
  /// When the request left, on the server's clock; the rule is the answers' own.
  fileprivate func startedAt(after elapsed: Duration) -> Time? {
    Answer(value: .null, serverDate: serverDate, elapsed: elapsed).startedAt
  }
}
