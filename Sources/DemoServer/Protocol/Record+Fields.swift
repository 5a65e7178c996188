import CommandModel

/// The fields of a form as the framework reads them, with its words for what is wrong.
extension Record {
  func flag(_ name: String) throws(Refusal) -> Bool? {
    guard let value = self[name] else { return nil }
    guard let flag = value.booleanValue else {
      throw .invalidField(name, "Must be a valid boolean.")
    }
    return flag
  }

  func required(_ name: String) throws(Refusal) -> Value {
    guard let value = self[name] else { throw .missingField(name) }
    guard !value.isNull else {
      throw .objection(.init(field: name, code: "null", text: "This field may not be null."))
    }
    return value
  }

  func requiredText(_ name: String) throws(Refusal) -> String {
    guard let text = try required(name).textValue else {
      throw .invalidField(name, "Not a valid string.")
    }
    guard !text.isEmpty else {
      throw .objection(.init(field: name, code: "blank", text: "This field may not be blank."))
    }
    return text
  }

  /// Nil when it is not given or null.
  func text(_ name: String, charactersMax: Int) throws(Refusal) -> String? {
    guard let value = self[name], !value.isNull else { return nil }
    guard let text = value.textValue else { throw .invalidField(name, "Not a valid string.") }
    guard text.count <= charactersMax else {
      throw .objection(
        .init(
          field: name, code: "max_length",
          text: "Ensure this field has no more than \(charactersMax) characters."))
    }
    return text
  }

  func record(_ name: String) throws(Refusal) -> Record? {
    guard let value = self[name] else { return nil }
    guard let record = value.recordValue else {
      throw .invalidField(
        name, "Expected a dictionary of items but got type \"\(value.typeName)\".")
    }
    return record
  }

  func requiredRecord(_ name: String) throws(Refusal) -> Record {
    _ = try required(name)
    return try record(name) ?? Record()
  }

  /// A word out of a list; nil when it is not given.
  func choice(_ name: String, _ words: [String]) throws(Refusal) -> String? {
    guard let value = self[name] else { return nil }
    guard let word = value.textValue, words.contains(word) else {
      throw .invalidChoice(name, value.plainText ?? value.typeName)
    }
    return word
  }

  func sourceType() throws(Refusal) -> SourceType {
    let name = try requiredText("source_type")
    guard let type = SourceType.named(name) else { throw .invalidChoice("source_type", name) }
    return type
  }

  /// This record with the fields of another over its own, field by field where both have
  /// records.
  func merging(_ other: Record) -> Record {
    var merged = self
    for field in other.fields {
      if let mine = merged[field.name]?.recordValue, let theirs = field.value.recordValue {
        merged[field.name] = .record(mine.merging(theirs))
      } else {
        merged[field.name] = field.value
      }
    }
    return merged
  }
}
