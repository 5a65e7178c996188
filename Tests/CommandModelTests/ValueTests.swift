import CommandModel
import Testing

struct ValueTests {
  @Test(
    arguments: [
      (.null, ""), (true, "true"), (7, "7"), ("a b", "a b"), (.duration(.seconds(90)), "1m30s"),
      (.time(Time(secondsSince1970: 0)), "1970-01-01T00:00:00Z"), ([1], nil), (.record([:]), nil),
    ] as [(Value, String?)])
  func readsInsideAText(_ value: Value, _ text: String?) {
    #expect(value.plainText == text)
  }

  @Test func aSecretShowsItselfNowhere() {
    let secret = Secret("phx_canary")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])"] {
      #expect(!text.contains("canary"))
    }
    #expect(secret.reveal() == "phx_canary")
  }
}
