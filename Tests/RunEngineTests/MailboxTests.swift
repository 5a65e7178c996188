import Testing

@testable import RunEngine

/// One task reads what many bring.
@MainActor struct MailboxTests {
  @Test func takesWhatLiesThere() async {
    let mailbox = Mailbox<Int>()
    mailbox.put(1)
    mailbox.put(2)
    #expect(await mailbox.take() == [1, 2])
    #expect(mailbox.takeAll() == [])
  }

  /// Who waits is woken by the first letter, and takes all that come until its turn.
  @Test func takesWhatComesUntilItsTurn() async {
    let mailbox = Mailbox<Int>()
    let reader = Task { await mailbox.take() }
    // The reader waits when this one, which stands behind it, goes on.
    await Task.yield()
    mailbox.put(1)
    mailbox.put(2)
    #expect(await reader.value == [1, 2])
  }
}
