/// The name of a kind of record: `source`, `schema`, `job`, ….
package struct KindName: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
  package let description: String
  package init(_ name: String) { description = name }
  package init(stringLiteral name: String) { description = name }
}

/// A kind of record: its fields and what it points at.
///
/// Columns, checks, completion and the reading of times come from here. The
/// server may send more fields than a kind knows; they pass through untouched.
package struct Kind: Sendable {
  package let name: KindName
  /// The noun of its commands: `sources`, `schemas`.
  package let noun: String
  package let fields: [FieldType]
  package let links: [Link]
  /// The fields whose texts a person knows one of them by.
  package let titleFields: [String]
  /// When there is nothing to start at one of them; nil where that is never known.
  package let idleness: Idleness?
  /// Where it is read what they are called; nil where only an id says which is meant.
  package let naming: Naming?
  /// The page of the web app that shows one of them, below the pages of its project, with
  /// `{id}` for the id; nil where there is none.
  package let webPath: String?

  package init(
    _ name: KindName, noun: String, titleFields: [String] = ["name"], idleness: Idleness? = nil,
    naming: Naming? = nil, webPath: String? = nil, fields: [FieldType], links: [Link] = []
  ) {
    self.name = name
    self.noun = noun
    self.titleFields = titleFields
    self.idleness = idleness
    self.naming = naming
    self.webPath = webPath
    self.fields = fields
    self.links = links
  }

  /// What a person knows a record by: `Stripe/eu`; nil when its fields are empty.
  package func title(of record: Record) -> String? {
    let parts = titleFields.compactMap { record.value(at: $0)?.textValue }.filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }

  /// Why there is nothing to start at the thing a record describes; nil when there may be.
  package func reasonToSkip(_ record: Record) -> String? {
    guard let idleness, let items = record.value(at: idleness.items)?.listValue,
      !idleness.exceptions.contains(where: { record.value(at: $0.field) == $0.value }),
      items.allSatisfy({ $0.value(at: idleness.flag) == false })
    else { return nil }
    return idleness.reason
  }

  /// The declared field with this name, a path such as `source.prefix` included.
  package func field(_ path: String) -> FieldType? { fields.first { $0.name == path } }

  /// Whether `path` is a declared field, or leads into or out of one.
  ///
  /// `source` is known because `source.id` is; what lies inside a field declared as
  /// a record, a list or open (`job_inputs.host`) is known too, unless some of its own
  /// fields are declared: then those are all, and `source.prefx` is a typo.
  package func knows(_ path: String) -> Bool {
    if fields.contains(where: { $0.name == path || $0.name.hasPrefix(path + ".") }) { return true }
    let owner = fields.filter { $0.type.isOpen && path.hasPrefix($0.name + ".") }
      .max { $0.name.count < $1.name.count }
    guard let owner else { return false }
    return !fields.contains { $0.name.hasPrefix(owner.name + ".") }
  }

  /// The field that holds the id of the record of another kind this one points at.
  package func link(to kind: KindName) -> Link? { links.first { $0.kind == kind } }

  /// "Nothing can be started where none of my `items` has its `flag`."
  package struct Idleness: Sendable {
    package let items: String
    package let flag: String
    /// Field values with which that does not hold.
    package let exceptions: [(field: String, value: Value)]
    package let reason: String

    package init(
      items: String, flag: String, exceptions: [(field: String, value: Value)] = [],
      reason: String
    ) {
      self.items = items
      self.flag = flag
      self.exceptions = exceptions
      self.reason = reason
    }
  }

  /// Where it is read what the things of a kind are called, each by its `titleFields`.
  package struct Naming: Sendable {
    /// The operation that lists them, or what they lie in: `sources list`.
    package let listing: String
    /// What each lies in, as a table does in its source; nil for what is listed itself.
    package let container: Container?

    /// Things that an operation lists.
    package init(listing: String, in container: Container? = nil) {
      self.listing = listing
      self.container = container
    }

    /// "They are the `items` of what is of `kind`."
    package struct Container: Sendable {
      package let kind: KindName
      package let items: String

      package init(_ kind: KindName, items: String) {
        self.kind = kind
        self.items = items
      }
    }
  }

  /// One declared field.
  package struct FieldType: Sendable {
    package let name: String
    package let type: Scalar
    package let summary: String
    /// The values known to occur; the server may send others.
    package let enumeration: [String]
    /// The kind of the record, or of the list of records, that the field holds.
    package let kind: KindName?

    package init(
      _ name: String, _ type: Scalar, _ summary: String, enumeration: [String] = [],
      of kind: KindName? = nil
    ) {
      self.name = name
      self.type = type
      self.summary = summary
      self.enumeration = enumeration
      self.kind = kind
    }
  }

  /// What a declared field holds.
  package enum Scalar: Sendable {
    case text, number, boolean, time, list, record, any

    /// Whether paths may lead further in than the declaration says.
    package var isOpen: Bool { self == .list || self == .record || self == .any }
  }

  /// "The record's `field` is the id of a record of `kind`."
  package struct Link: Sendable {
    package let kind: KindName
    package let field: String

    package init(to kind: KindName, by field: String) {
      self.kind = kind
      self.field = field
    }
  }
}
