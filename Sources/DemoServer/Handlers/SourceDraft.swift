import CommandModel

/// What a request says of a source to be made, well formed.
struct SourceDraft {
  let type: SourceType
  let prefix: String?
  let description: String?
  let isDirect: Bool
  let createdVia: String
  let isDirectQueryEnabled: Bool
  let payload: Record
  let destinations: [Identifier]

  /// Reads the body of `create`, which needs a payload, or of `setup`, which does not.
  init(_ fields: Record, payload: Record?) throws(Refusal) {
    type = try fields.sourceType()
    if let payload {
      self.payload = payload
    } else {
      self.payload = try fields.requiredRecord("payload")
    }
    prefix = try SourceDraft.prefix(of: fields)
    description = try fields.text("description", charactersMax: 400)
    isDirect = try fields.choice("access_method", ["warehouse", "direct"]) == "direct"
    createdVia = try fields.choice("created_via", ["web", "api", "mcp"]) ?? "api"
    isDirectQueryEnabled = try fields.flag("direct_query_enabled") ?? true
    destinations =
      try fields[Destination.fieldName].map(Destination.ids) ?? [Destination.warehouse.id]
  }

  /// A prefix that a table name can begin with; the empty one is none.
  private static func prefix(of fields: Record) throws(Refusal) -> String? {
    guard let prefix = try fields.text("prefix", charactersMax: 100), !prefix.isEmpty else {
      return nil
    }
    let letters = prefix.drop { $0 == "_" }
    guard !letters.isEmpty else {
      throw .invalidField("prefix", "Prefix cannot consist of only underscores")
    }
    guard letters.first?.isNumber == false, letters.utf8.allSatisfy(isWordByte) else {
      throw .invalidField(
        "prefix",
        "Prefix must contain only letters, numbers, and underscores, and start with a letter or"
          + " underscore")
    }
    return prefix
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
