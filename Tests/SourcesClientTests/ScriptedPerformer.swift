import CommandModel
import SourcesClient
import Synchronization
import Testing

/// A performer that answers as a closure says and keeps what it was asked.
final class ScriptedPerformer: Performer {
  private let answer: @Sendable (Invocation) -> Outcome
  private let log = Mutex<[Invocation]>([])

  init(_ answer: @escaping @Sendable (Invocation) -> Outcome) { self.answer = answer }

  /// All that was asked, in order.
  var invocations: [Invocation] { log.withLock { $0 } }

  func perform(_ invocation: Invocation) async -> Outcome {
    log.withLock { $0.append(invocation) }
    return answer(invocation)
  }
}

extension Outcome {
  static func value(_ value: Value, date: Time? = nil) -> Outcome {
    .success(Answer(value: value, serverDate: date))
  }
}

/// The operation with these words.
func operation(_ name: String) throws -> CommandModel.Operation {
  try #require(Catalogue.operation(named: name), "no operation `\(name)`")
}

let sourceID = "01a2074f-1e84-0000-389e-c8590f1c8369"
