import CommandModel
import SourcesClient
import Testing

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("us", "https://us.posthog.com"), ("eu", "https://eu.posthog.com"),
    ("https://PostHog.Example.com/", "https://posthog.example.com"),
    ("posthog.example.com", "https://posthog.example.com"),
    ("posthog.example.com:8443", "https://posthog.example.com:8443"),
    ("https://gb", "https://gb"),
    ("https://example.com/tools/posthog/", "https://example.com/tools/posthog"),
    ("http://localhost:8010", "http://localhost:8010"), ("localhost:8010", "http://localhost:8010"),
    ("127.0.0.1:8010", "http://127.0.0.1:8010"), ("http://[::1]:80", "http://[::1]:80"),
  ])
  func reads(_ setting: String, _ expected: String) throws {
    #expect(try ServerAddress(setting).description == expected)
  }

  @Test(arguments: [
    ("", "host `` is not an address"),
    ("gb", "host `gb` is not an address"), ("gb:8000", "host `gb:8000` is not an address"),
    (
      "http://posthog.example.com",
      "host `http://posthog.example.com` would send the key unencrypted"
    ),
    (
      "http://127.0.0.1.example.com",
      "host `http://127.0.0.1.example.com` would send the key unencrypted"
    ),
    ("ftp://example.com", "host `ftp://example.com` is not a web address"),
    ("https://user:secret@example.com", "host must not contain a user or a password"),
    ("https://example.com?x=1", "host `https://example.com?x=1` is not an address"),
    ("https://example.com/a?x", "host `https://example.com/a?x` has an unusable path"),
    ("https://example.com/../a", "host `https://example.com/../a` has an unusable path"),
    ("https://example.com:0", "host `https://example.com:0` has no usable port"),
    ("https://exa mple.com", "host `https://exa mple.com` is not an address"),
    ("https://us.i.posthog.com", "host `https://us.i.posthog.com` takes events, not API calls"),
    ("a\nb", "host `a b` is not an address"),
  ])
  func refuses(_ setting: String, _ expected: String) {
    let problem = #expect(throws: Problem.self) { try ServerAddress(setting) }
    #expect(problem?.diagnostics.first?.message == expected)
    #expect(problem?.diagnostics.first?.hint != nil)
  }
}

@Suite struct CredentialsTests {
  @Test(arguments: ["", "phx_a\n", "phx a", "phx_é", "phx_\u{0}"])
  func refusesKeysThatCannotStandInAHeader(_ key: String) throws {
    let address = try ServerAddress("us")
    let problem = #expect(throws: Problem.self) {
      try Credentials(address: address, key: Secret(key))
    }
    #expect(problem.map { String(describing: $0).contains("phx_a") } == false)
  }

  @Test func hidesTheKey() throws {
    let credentials = try Credentials(address: ServerAddress("eu"), key: Secret("phx_canary"))
    #expect(!String(reflecting: credentials).contains("canary"))
  }
}

@Suite struct TrustStoreTests {
  @Test func prefersWhatIsNamed() {
    #expect(TrustStore(certificateFile: "/a.pem", certificateDirectory: "/b") == .path("/a.pem"))
    #expect(TrustStore(certificateFile: "", certificateDirectory: "/b") == .path("/b"))
    #expect(TrustStore(systemDirectory: "/nowhere") == .standard)
    #expect(TrustStore(systemDirectory: "/") == .standard)
  }
}
