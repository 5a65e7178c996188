/// The typed key of one argument: the only place where its name, type, help and
/// secrecy are written.
package struct Parameter: Sendable {
  /// How a person writes it.
  package enum Form: Sendable, Hashable {
    /// A value at its place: `sources get ID`.
    case positional
    /// All values that are left: `select name status`.
    case rest
    /// `name=value`; it goes to the server.
    case setting
    /// `--name value` or `-x value`; it steers edsh. A boolean one takes no value.
    case flag(short: Character?)
  }

  /// Where the value goes.
  package enum Place: String, Sendable, Hashable {
    /// A `{name}` of the path.
    case path
    case query
    /// A repeated query item for each item of a list: `schemas=a&schemas=b`.
    case repeatedQuery = "repeated_query"
    /// One query item with commas between: `source_type=a,b`.
    case joinedQuery = "joined_query"
    case body
    /// Stays in edsh.
    case local

    /// Whether it is part of the request's query.
    package var isInQuery: Bool {
      switch self {
      case .query, .repeatedQuery, .joinedQuery: true
      case .path, .body, .local: false
      }
    }
  }

  /// Name with `_` where the API has one; `-` and `_` are the same when typed.
  package let name: String
  package let type: ParameterType
  package let form: Form
  package let place: Place
  package let isRequired: Bool
  package let isSecret: Bool
  package let summary: String
  /// What holds when it is left out, as help says it.
  package let defaultText: String?
  /// The kind of things whose texts may be given for it; completion offers those that were
  /// listed.
  package private(set) var offeredKind: KindName?
  /// The words that may stand behind each of its values, and what they say.
  package private(set) var followers: [(word: String, summary: String)] = []

  package init(
    _ name: String, _ type: ParameterType, _ summary: String,
    form: Form = .setting, place: Place = .body, isRequired: Bool = false,
    isSecret: Bool = false, defaultText: String? = nil
  ) {
    self.name = name
    self.type = type
    self.form = form
    self.place = place
    self.isRequired = isRequired
    self.isSecret = isSecret
    self.summary = summary
    self.defaultText = defaultText
  }

  /// An argument of edsh's own, written `--name value`; it is sent nowhere.
  package static func flag(
    _ name: String, _ type: ParameterType, _ summary: String,
    short: Character? = nil, isRequired: Bool = false, defaultText: String? = nil
  ) -> Parameter {
    Parameter(
      name, type, summary, form: .flag(short: short), place: .local, isRequired: isRequired,
      defaultText: defaultText)
  }

  /// An argument of edsh's own that stands at its place.
  package static func positional(
    _ name: String, _ type: ParameterType, _ summary: String, isRequired: Bool = true
  ) -> Parameter {
    Parameter(name, type, summary, form: .positional, place: .local, isRequired: isRequired)
  }

  /// The same parameter, for which things of a kind are offered.
  package func offering(_ kind: KindName) -> Parameter {
    var offering = self
    offering.offeredKind = kind
    return offering
  }

  /// The same parameter, each of whose values may have one of these words behind it.
  package func followed(by words: [(word: String, summary: String)]) -> Parameter {
    var followed = self
    followed.followers = words
    return followed
  }

  package var isFlag: Bool {
    if case .flag = form { true } else { false }
  }

  /// Whether the flag stands alone, without a value behind it.
  package var isSwitch: Bool {
    if case .boolean = type, isFlag { true } else { false }
  }

  /// Whether `typed` names this parameter; `-` and `_` are the same.
  package func isNamed(_ typed: some StringProtocol) -> Bool {
    // Of texts, not of whatever both are made of: a start looks at some thousand names.
    let (own, typed) = (name.utf8, String(typed).utf8)
    return own.count == typed.count && zip(own, typed).allSatisfy { $0 == Parameter.canonical($1) }
  }

  /// A typed name with `_` for `-`.
  package static func canonical(_ typed: some StringProtocol) -> String {
    let typed = String(typed)
    // Most names have none, and a script of 10,000 lines comes here 100,000 times.
    guard typed.utf8.contains(UInt8(ascii: "-")) else { return typed }
    return String(decoding: typed.utf8.map { canonical($0) }, as: UTF8.self)
  }

  private static func canonical(_ byte: UInt8) -> UInt8 {
    byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : byte
  }
}

/// What a parameter takes, and so how the spelling of a word is read.
package indirect enum ParameterType: Sendable, Hashable {
  case text
  /// The id of a record of this kind, a UUID; or what it is called, where the kind has names.
  case identifier(KindName)
  case integer(ClosedRange<Int>)
  case number
  case boolean
  case time
  case duration
  /// One of these; an open choice takes other words too, because servers grow.
  case choice([String], isOpen: Bool)
  case list(ParameterType)
  /// What it says, or null, which takes a setting back.
  case nullable(ParameterType)
  /// A field of the records that come in, `source.prefix`.
  case field
  /// A count or a share: `5`, `25%`, or `never`.
  case limit
  case file
  /// The words of a command, or of whatever else help explains.
  case command
  case any

  /// The kind of thing that a value means, or each of its items; nil where it means none.
  package var identifiedKind: KindName? {
    switch self {
    case .identifier(let kind): kind
    case .list(let item): item.identifiedKind
    default: nil
    }
  }

  /// As help and messages name it: `id`, `number`, `true|false`, ….
  package var name: String {
    switch self {
    case .text: "text"
    case .identifier: "id"
    case .integer, .number: "number"
    case .boolean: "true|false"
    case .time: "time"
    case .duration: "duration"
    case .choice(let words, _): words.count <= 6 ? words.joined(separator: "|") : "text"
    case .list(let item): "[\(item.name)]"
    case .nullable(let type): "\(type.name)|null"
    case .field: "field"
    case .limit: "number|percent|never"
    case .file: "file"
    case .command: "command"
    case .any: "value"
    }
  }
}
