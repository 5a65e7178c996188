/// The version of edsh, as `--version` and the user agent say it.
package enum Version {
  package static let text = "0.1.0"
  /// The day of this version, as the man page has it; never that of a build.
  static let date = "November 26, 2026"
}
