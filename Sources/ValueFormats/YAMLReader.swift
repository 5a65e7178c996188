import CommandModel

/// Builds the values that the events of a YAML stream describe.
struct YAMLReader: ~Copyable {
  private var events: YAMLEvents
  private let limits: FormatLimits
  private var anchors: [String: Value] = [:]
  private var valueCount = 0

  init(_ events: consuming YAMLEvents, limits: FormatLimits) {
    self.events = events
    self.limits = limits
  }

  mutating func readStream() throws(Fault) -> [Value] {
    var documents: [Value] = []
    while true {
      switch try events.next().kind {
      case .streamEnd: return documents
      case .documentStart:
        anchors = [:]
        documents.append(try readValue(try events.next(), depth: 0))
      case .streamStart, .documentEnd, .scalar, .alias, .listStart, .listEnd, .recordStart,
        .recordEnd:
        continue
      }
    }
  }

  private mutating func readValue(_ event: YAMLEvents.Event, depth: Int) throws(Fault) -> Value {
    if case .alias(let name) = event.kind { return try copy(name, event, depth: depth) }
    try count(event)
    let value = try readContent(event, depth: depth)
    // Registered only now, so that nothing can contain itself.
    if let anchor = event.anchor { anchors[anchor] = value }
    return value
  }

  private mutating func readContent(
    _ event: YAMLEvents.Event, depth: Int
  ) throws(Fault) -> Value {
    switch event.kind {
    case .scalar(let text, let isPlain): return try scalar(text, isPlain: isPlain, event)
    case .listStart:
      try checkTag(event, ["seq"])
      try checkDepth(depth + 1, event)
      return .list(try readItems(depth: depth + 1))
    case .recordStart:
      try checkTag(event, ["map"])
      try checkDepth(depth + 1, event)
      return .record(try readFields(depth: depth + 1))
    case .alias, .listEnd, .recordEnd, .documentStart, .documentEnd, .streamStart, .streamEnd:
      throw fault("a value was expected", at: event)
    }
  }

  private mutating func readItems(depth: Int) throws(Fault) -> [Value] {
    var items: [Value] = []
    while true {
      let event = try events.next()
      if case .listEnd = event.kind { return items }
      items.append(try readValue(event, depth: depth))
    }
  }

  private mutating func readFields(depth: Int) throws(Fault) -> Record {
    var fields = FieldsBuilder()
    while true {
      let event = try events.next()
      if case .recordEnd = event.kind { return fields.record }
      let name = try key(event)
      guard !fields.contains(name) else {
        throw fault("the key `\(name.prefix(40))` occurs twice", at: event)
      }
      fields.add(name, try readValue(try events.next(), depth: depth))
    }
  }

  private func key(_ event: YAMLEvents.Event) throws(Fault) -> String {
    guard case .scalar(let name, let isPlain) = event.kind, event.anchor == nil else {
      throw fault("a key must be a plain or quoted text", at: event)
    }
    guard name != "<<" || !isPlain else {
      throw fault("the merge key `<<` is not part of YAML 1.2", at: event)
    }
    return name
  }

  // MARK: - Scalars

  private func scalar(
    _ text: String, isPlain: Bool, _ event: YAMLEvents.Event
  ) throws(Fault) -> Value {
    guard event.tag != nil else { return isPlain ? YAMLScalar.value(ofPlain: text) : .text(text) }
    try checkTag(event, ["str", "int", "float", "bool", "null"])
    return event.tag == YAMLReader.tagPrefix + "str" ? .text(text) : YAMLScalar.value(ofPlain: text)
  }

  private static let tagPrefix = "tag:yaml.org,2002:"

  private func checkTag(_ event: YAMLEvents.Event, _ known: [String]) throws(Fault) {
    guard let tag = event.tag, !known.contains(where: { YAMLReader.tagPrefix + $0 == tag }) else {
      return
    }
    throw fault("the tag `\(tag.prefix(40))` has no meaning here", at: event)
  }

  // MARK: - Limits

  private mutating func copy(
    _ name: String, _ event: YAMLEvents.Event, depth: Int
  ) throws(Fault) -> Value {
    guard let value = anchors[name] else {
      throw fault("the alias `*\(name.prefix(40))` names nothing before it", at: event)
    }
    try countAll(value, event, depth: depth)
    return value
  }

  /// Counts what an alias adds; each value is visited at most once for every time it counts.
  private mutating func countAll(
    _ value: Value, _ event: YAMLEvents.Event, depth: Int
  ) throws(Fault) {
    try count(event)
    switch value {
    case .list(let items):
      try checkDepth(depth + 1, event)
      for item in items { try countAll(item, event, depth: depth + 1) }
    case .record(let record):
      try checkDepth(depth + 1, event)
      for field in record.fields { try countAll(field.value, event, depth: depth + 1) }
    case .null, .boolean, .number, .text, .time, .duration: break
    }
  }

  private mutating func count(_ event: YAMLEvents.Event) throws(Fault) {
    valueCount += 1
    guard valueCount <= limits.aliasedMax else {
      throw fault("it has more than \(limits.aliasedMax) values", at: event)
    }
  }

  private func checkDepth(_ depth: Int, _ event: YAMLEvents.Event) throws(Fault) {
    guard depth <= limits.depthMax else { throw limits.depthFault(at: events.offset(of: event)) }
  }

  private func fault(_ message: String, at event: YAMLEvents.Event) -> Fault {
    Fault(message, at: events.offset(of: event))
  }
}
