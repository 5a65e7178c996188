/// Fields in the order they came, and the kind of thing they describe.
///
/// A record remembers its kind through every stage that keeps its `id`
/// (language.md, section 1). Names are unique; setting one again keeps its place.
package struct Record: Sendable {
  /// One name and its value.
  package struct Field: Sendable, Hashable {
    package let name: String
    package var value: Value

    package init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// The field that says whose a record is where several projects are in play.
  package static let projectField = "project_id"

  package private(set) var fields: [Field]
  package var kind: KindName?

  /// Creates a record without fields.
  package init() { fields = [] }

  /// Creates a record; of two fields of one name the last value wins.
  package init(_ fields: [(String, Value)], kind: KindName? = nil) {
    self.fields = []
    self.fields.reserveCapacity(fields.count)
    self.kind = kind
    for (name, value) in fields { self[name] = value }
  }

  /// Creates a record from names its maker knows to be unique.
  ///
  /// The way of decoders that have checked the names: it skips the search for doubles.
  package init(uniqueFields: [Field], kind: KindName? = nil) {
    fields = uniqueFields
    self.kind = kind
  }

  package var names: [String] { fields.map(\.name) }
  package var isEmpty: Bool { fields.isEmpty }

  /// The value of the field with exactly this name; setting nil removes it.
  package subscript(name: String) -> Value? {
    get { fields.first { $0.name == name }?.value }
    set {
      let index = fields.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): fields[index].value = value
      case (let index?, nil): fields.remove(at: index)
      case (nil, let value?): fields.append(Field(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// The value at a path such as `source.prefix`, tried as a whole name first.
  ///
  /// Nil when no such field is there.
  package func value(at path: String) -> Value? {
    if let value = self[path] { return value }
    // Most paths are names, and most records are asked for some that they do not have.
    guard path.utf8.contains(UInt8(ascii: ".")) else { return nil }
    var end = path.endIndex
    while let dot = path[..<end].lastIndex(of: ".") {
      let head = String(path[..<dot])
      if let value = self[head],
        let inner = value.value(at: String(path[path.index(after: dot)...]))
      {
        return inner
      }
      end = dot
    }
    return nil
  }

  /// Sets the value at a path, making the records on the way.
  package mutating func set(_ value: Value, at path: [String]) {
    guard let head = path.first else { return }
    guard path.count > 1 else {
      self[head] = value
      return
    }
    var inner = self[head]?.recordValue ?? Record()
    inner.set(value, at: Array(path.dropFirst()))
    self[head] = .record(inner)
  }
}

extension Record: Hashable {
  /// Two records are equal when they have the same fields, in any order.
  package static func == (left: Record, right: Record) -> Bool {
    guard left.fields.count == right.fields.count else { return false }
    if left.fields == right.fields { return true }
    return left.fields.allSatisfy { right[$0.name] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    // Order does not count, so neither may it here.
    hasher.combine(fields.reduce(0) { $0 ^ $1.hashValue })
  }
}

extension Record: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }
}
