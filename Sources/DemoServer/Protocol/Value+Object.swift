import CommandModel

extension Value {
  /// An object whose field names are written out, and so are unique; more of them may
  /// follow.
  static func object(
    _ fields: KeyValuePairs<String, Value>, and more: [Record.Field] = []
  ) -> Value {
    .record(
      Record(uniqueFields: fields.map { Record.Field(name: $0.key, value: $0.value) } + more))
  }

  static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
}
