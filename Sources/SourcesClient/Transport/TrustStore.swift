import Glibc

/// Where the certificates of the authorities lie.
///
/// A directory with hashed names is opened in no time, while the usual bundle costs
/// milliseconds at every start.
package enum TrustStore: Sendable, Hashable {
  /// A PEM file, or a directory with hashed names.
  case path(String)
  /// What the TLS library finds by itself.
  case standard

  /// Creates the one that OpenSSL's variables name, else the system's directory, else
  /// the library's default.
  package init(
    certificateFile: String? = nil, certificateDirectory: String? = nil,
    systemDirectory: String = "/etc/ssl/certs"
  ) {
    if let path = [certificateFile, certificateDirectory].compactMap({ $0 }).first(where: {
      !$0.isEmpty
    }) {
      self = .path(path)
    } else {
      self = Self.hasHashedNames(systemDirectory) ? .path(systemDirectory) : .standard
    }
  }

  /// Nil where the library looks for itself.
  var path: String? {
    switch self {
    case .path(let path): path
    case .standard: nil
    }
  }

  /// Whether a directory has an entry such as `5ed36f99.0`.
  private static func hasHashedNames(_ path: String) -> Bool {
    guard let directory = opendir(path) else { return false }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if isHashed(name) { return true }
    }
    return false
  }

  private static func isHashed(_ name: String) -> Bool {
    name.utf8.count == 10 && name.hasSuffix(".0") && name.prefix(8).allSatisfy(\.isHexDigit)
  }
}
