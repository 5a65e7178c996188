package import CommandModel

/// Operations that read, as streams of records over any performer.
package enum Pages {
  /// The records of an operation, asked for as they are pulled.
  ///
  /// Pulling throws the `Failure` of the request that did not go well; records of the
  /// pages before have been given by then. `joins` keeps what is read once.
  package static func records(
    of invocation: Invocation, over performer: any Performer, joins: Joins = Joins()
  ) -> Records {
    let join = invocation.operation.join
    let records = plain(invocation, over: performer)
    guard let join else { return records }
    return records.map { try await joins.complete($0, by: join, over: performer) }
  }

  private static func plain(
    _ invocation: Invocation, over performer: any Performer
  ) -> Records {
    var reader = ListReader(invocation)
    guard !invocation.operation.answer.isList else {
      return Records(.list) {
        while let page = try await reader.next(over: performer) {
          if !page.values.isEmpty { return page.values }
        }
        return nil
      }
    }
    var isRead = false
    return Records(.one) {
      if isRead { return nil }
      isRead = true
      switch await performer.perform(invocation) {
      case .failure(let failure): throw failure
      case .success(let answer): return answer.value.isNull ? nil : [answer.value]
      }
    }
  }
}
