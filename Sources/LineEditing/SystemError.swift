import Glibc

/// A system call that failed: what was tried, and why it could not be.
package struct SystemError: Error, Hashable, CustomStringConvertible {
  /// What was tried, as a phrase: `open the terminal`.
  package let action: String
  /// The value of errno.
  package let code: Int32

  /// The error of the call that has just failed.
  static func last(_ action: String) -> SystemError { SystemError(action: action, code: errno) }

  package var description: String {
    "cannot \(action): \(String(cString: strerror(code)).lowercased())"
  }
}
