import CYAML

/// The events of a YAML stream: libyaml's parser as a Swift type.
struct YAMLEvents: ~Copyable {
  struct Event {
    let kind: Kind
    let anchor: String?
    let tag: String?
    /// Characters before it, which is how libyaml counts.
    let index: Int
  }

  enum Kind {
    case scalar(String, isPlain: Bool)
    case alias(String)
    case listStart, listEnd
    case recordStart, recordEnd
    case documentStart, documentEnd
    case streamStart, streamEnd
  }

  private let bytes: Bytes
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// - Precondition: `bytes` outlives the events.
  init(_ bytes: Bytes) throws(Fault) {
    self.bytes = bytes
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw Fault("no memory is left to read it", at: 0)
    }
    let start = bytes.contentStart
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(
      parser, bytes.baseAddress.map { $0 + start }, bytes.count - start)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  mutating func next() throws(Fault) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw parserFault }
    defer { yaml_event_delete(&event) }
    return Event(event)
  }

  /// The byte at which an event begins; linear, so only for faults.
  func offset(of event: Event) -> Int { byteOffset(ofCharacter: event.index) }

  private var parserFault: Fault {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "unreadable"
    if state.error == YAML_READER_ERROR {
      return Fault(problem, at: bytes.contentStart + state.problem_offset)
    }
    let context = state.context.map { " " + String(cString: $0) } ?? ""
    return Fault(problem + context, at: byteOffset(ofCharacter: state.problem_mark.index))
  }

  private func byteOffset(ofCharacter index: Int) -> Int {
    var left = index
    let start = bytes.contentStart
    let place = bytes.dropFirst(start).firstIndex { byte in
      // Every byte but a continuation begins a character.
      if byte & 0xC0 != 0x80 { left -= 1 }
      return left < 0
    }
    return place ?? bytes.count
  }
}

extension YAMLEvents.Event {
  fileprivate init(_ event: yaml_event_t) {
    index = event.start_mark.index
    let data = event.data
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      kind = .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
      (anchor, tag) = (YAMLEvents.text(scalar.anchor), YAMLEvents.text(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      kind = .listStart
      (anchor, tag) = (
        YAMLEvents.text(data.sequence_start.anchor), YAMLEvents.text(data.sequence_start.tag)
      )
    case YAML_MAPPING_START_EVENT:
      kind = .recordStart
      (anchor, tag) = (
        YAMLEvents.text(data.mapping_start.anchor), YAMLEvents.text(data.mapping_start.tag)
      )
    case YAML_ALIAS_EVENT:
      kind = .alias(YAMLEvents.text(data.alias.anchor) ?? "")
      (anchor, tag) = (nil, nil)
    default:
      kind = YAMLEvents.marks[event.type.rawValue] ?? .streamEnd
      (anchor, tag) = (nil, nil)
    }
  }
}

extension YAMLEvents {
  fileprivate static func text(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    characters.map { String(cString: $0) }
  }

  /// The events that say nothing but where something begins or ends.
  fileprivate static let marks: [UInt32: Kind] = [
    YAML_STREAM_START_EVENT.rawValue: .streamStart, YAML_STREAM_END_EVENT.rawValue: .streamEnd,
    YAML_DOCUMENT_START_EVENT.rawValue: .documentStart,
    YAML_DOCUMENT_END_EVENT.rawValue: .documentEnd,
    YAML_SEQUENCE_END_EVENT.rawValue: .listEnd, YAML_MAPPING_END_EVENT.rawValue: .recordEnd,
  ]
}
