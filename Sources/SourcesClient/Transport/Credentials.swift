package import CommandModel

/// A key and the one server it may be shown to.
package struct Credentials: Sendable, Hashable {
  package let address: ServerAddress
  package let key: Secret

  /// Binds a key to a server.
  ///
  /// - Throws: `Problem` (not allowed) when the key could not stand in a header.
  package init(address: ServerAddress, key: Secret) throws(Problem) {
    let bytes = key.reveal().utf8
    guard !bytes.isEmpty, bytes.count <= 4096, bytes.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw Problem(
        .notAllowed, code: .badAPIKey, "the API key has characters that no key has",
        hint: "copy it again, without blanks and line breaks; it begins with phx_")
    }
    self.address = address
    self.key = key
  }
}
