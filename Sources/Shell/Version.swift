/// The version of edsh, as `--version` and the user agent say it.
package enum Version {
  package static let text = "0.1.0"
}
