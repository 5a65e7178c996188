/// What came back.
package struct Response: Sendable, Hashable {
  package let status: Int
  /// In the order they came; names in any case.
  package let headers: [Header]
  package let body: [UInt8]

  package init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// One header line.
  package struct Header: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    /// Whether it has this name, given in lower case.
    fileprivate func isNamed(_ name: String) -> Bool {
      self.name.utf8.count == name.utf8.count
        && zip(self.name.utf8, name.utf8).allSatisfy { $0.lowercased == $1 }
    }
  }

  /// The value of the first header with this name, given in lower case.
  package func header(_ name: String) -> String? {
    headers.first { $0.isNamed(name) }?.value
  }
}

extension UInt8 {
  /// The small letter of a capital of ASCII; every other byte as it is.
  fileprivate var lowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
