import CommandModel

/// The web app that shows the things of a server on pages of their own.
package struct WebApp: Sendable, Hashable {
  /// Where it is, without a slash at the end: `https://us.posthog.com`.
  package let address: String
  /// The project that records are of which do not say so.
  package let project: String?

  package init(address: String, project: String?) {
    self.address = address
    self.project = project
  }

  /// The page that the field `path` of a record stands for; nil where it stands for none.
  ///
  /// The id and the name of a thing lead to its page, and so does the id of another.
  func page(
    behind path: String, of record: Record, kinds: (KindName) -> Kind?
  ) -> String? {
    guard let kind = record.kind.flatMap(kinds) else { return nil }
    if path == "id" || path == "name" || kind.titleFields.contains(path) {
      return page(of: kind, id: record["id"], in: record)
    }
    guard let link = kind.links.first(where: { $0.field == path }), let other = kinds(link.kind)
    else { return nil }
    return page(of: other, id: record.value(at: path), in: record)
  }

  private func page(of kind: Kind, id: Value?, in record: Record) -> String? {
    let named = record[Record.projectField]?.plainText.flatMap { $0.isEmpty ? nil : $0 }
    guard let path = kind.webPath, let id = id?.textValue, !id.isEmpty,
      let project = named ?? project
    else { return nil }
    let place = path.replacing("{id}", with: PercentEncoding.encode(id))
    return "\(address)/project/\(PercentEncoding.encode(project))/\(place)"
  }
}

extension Style {
  /// What opens a link and closes one, before its address (OSC 8).
  ///
  /// - Source: gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda.
  static let linkStart = "\u{1B}]8;;"
  private static let linkEnd = "\u{1B}\\"

  /// The text, which leads to an address where there is one.
  func linked(_ text: String, to address: String?) -> String {
    guard let address, !text.isEmpty else { return text }
    return Style.linkStart + address + Style.linkEnd + text + Style.linkStart + Style.linkEnd
  }
}
