/// One thing the service can do: one row of the table that drives everything.
///
/// A class, because every invocation, item and request points at its row: copying one with
/// all its texts was felt where thousands are sent in a second.
package final class Operation: Sendable {
  /// The HTTP method of its request.
  package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// Where the path hangs.
  package enum Root: Sendable, Hashable {
    /// `/api/projects/{project_id}/`.
    case project
    /// `/api/`.
    case api

    fileprivate var path: String {
      switch self {
      case .project: "/api/projects/{project_id}/"
      case .api: "/api/"
      }
    }
  }

  package let signature: CommandSignature
  package let method: Method
  package let root: Root
  /// Below the root, with `{name}` for path parameters and a closing slash.
  package let path: String
  /// How the answer's body becomes records.
  package let answer: AnswerShape
  /// Whether sending it twice does no more than sending it once (reliability.md, section 2).
  package let isRepeatable: Bool
  /// Whether the server does live work at a third party inside the request: 130 s instead of 30 s.
  package let isLive: Bool
  /// Where to see whether a request that got no answer was carried out.
  package let lookup: Lookup
  /// A good status whose body says that it did not go well; nil where there is none such.
  package let denial: Denial?
  /// The refusals that show an earlier try to have been carried out.
  package let traces: [Trace]
  /// Whether servers before the summer of 2026 lack it (contract, section 10).
  package let isNewer: Bool
  /// Which arguments fill in a form of the server's wizard; nil where none do.
  package let form: Form?
  /// Whether it starts a sync, so that `wait` can follow it.
  package let startsSync: Bool
  /// What is checked before anything is sent, beyond types and required parameters.
  package let checks: [Check]
  /// What the API leaves out of the answer and another operation knows.
  package let join: Join?
  /// The parameters that are sent, in the order of the table.
  package let sentParameters: [Parameter]
  /// Those of them that go into the query.
  package let queryParameters: [Parameter]
  /// What `path` is put together from.
  package let pathParts: [PathPart]

  /// A part of a path.
  package enum PathPart: Sendable, Hashable {
    /// It is sent as it stands.
    case text(String)
    /// The argument of a parameter stands there.
    case argument(String)
  }

  package init(
    _ words: String, _ summary: String, _ method: Method, _ path: String, root: Root = .project,
    effect: Effect, input: CommandSignature.Input = .none, parameters: [Parameter] = [],
    otherSettings: CommandSignature.OtherSettings = .refused, answer: AnswerShape,
    isRepeatable: Bool, isLive: Bool = false, lookup: Lookup = .none, denial: Denial? = nil,
    traces: [Trace] = [], form: Form? = nil, startsSync: Bool = false,
    columns: [String] = [], checks: [Check] = [],
    join: Join? = nil,
    misnomers: [String: String] = [:], isNewer: Bool = false, details: [String] = [],
    examples: [Example] = []
  ) {
    signature = CommandSignature(
      words, summary, details: details + (isNewer ? [Operation.newerNote] : []),
      parameters: parameters + (form == nil ? [] : [.wizard])
        + Parameter.shared(effect: effect, answer: answer, root: root, input: input),
      input: input, yields: answer.yield(effect: effect), columns: columns, effect: effect,
      otherSettings: otherSettings, misnomers: misnomers,
      askingFlag: form == nil ? nil : Parameter.wizard.name, examples: examples)
    self.method = method
    self.root = root
    self.path = path
    self.answer = answer
    self.isRepeatable = isRepeatable
    self.isLive = isLive
    self.lookup = lookup
    self.denial = denial
    self.traces = traces
    self.form = form
    self.isNewer = isNewer
    self.startsSync = startsSync
    self.checks = checks
    self.join = join
    sentParameters = signature.parameters.filter { $0.place != .local }
    queryParameters = sentParameters.filter(\.place.isInQuery)
    pathParts = Operation.parts(of: path)
  }

  /// `sources/{id}/reload/` is the text `sources/`, the argument `id`, and the text `/reload/`.
  private static func parts(of path: String) -> [PathPart] {
    path.split(separator: "{").flatMap { piece -> [PathPart] in
      guard let end = piece.firstIndex(of: "}") else { return [.text(String(piece))] }
      let rest = piece[end...].dropFirst()
      return [.argument(String(piece[..<end]))] + (rest.isEmpty ? [] : [.text(String(rest))])
    }
  }

  private static let newerNote = "Older servers do not offer it."

  package var name: String { signature.name }
  /// The path from the server on, with `{name}` for what a call fills in.
  package var wholePath: String { root.path + path }
  package var effect: Effect { signature.effect }
  package var columns: [String] { signature.columns }
}

extension Operation {
  /// How the body of a good answer becomes values.
  package enum AnswerShape: Sendable, Hashable {
    /// An object: one record.
    case record(KindName)
    /// `{count, next, previous, results}`, read on by `limit` and `offset`.
    case pages(KindName)
    /// A plain array; nothing more to read.
    case array(KindName)
    /// An array under this name in an object; nothing more to read.
    case arrayUnder(String, of: KindName)
    /// A plain array of at most `cap` records, newest first, read on by
    /// `before=<field of the last>`.
    case history(KindName, field: String, cap: Int)
    /// An object whose members are records named by their keys.
    case keyed(KindName)
    /// What was done to a thing of this kind: an object such as counts, or nothing.
    case report(KindName)
    /// No body that matters: the arguments named, and `ok: true`.
    case confirmation(KindName, echo: [String])

    /// The word for it: `record`, `pages`.
    package var name: String {
      switch self {
      case .record: "record"
      case .pages: "pages"
      case .array: "array"
      case .arrayUnder: "array_under"
      case .history: "history"
      case .keyed: "keyed"
      case .report: "report"
      case .confirmation: "confirmation"
      }
    }

    /// Every word for a shape.
    package static let names = [
      AnswerShape.record(""), .pages(""), .array(""), .arrayUnder("", of: ""),
      .history("", field: "", cap: 0), .keyed(""),
      .report(""), .confirmation("", echo: []),
    ].map(\.name)

    package var kind: KindName {
      switch self {
      case .record(let kind), .pages(let kind), .array(let kind), .arrayUnder(_, let kind),
        .keyed(let kind), .report(let kind), .history(let kind, _, _),
        .confirmation(let kind, _):
        kind
      }
    }

    /// Whether more than one request may be needed.
    package var isPaged: Bool {
      switch self {
      case .pages, .history: true
      case .record, .array, .arrayUnder, .keyed, .report, .confirmation: false
      }
    }

    /// Whether the answer is many things rather than one.
    package var isList: Bool {
      switch self {
      case .pages, .history, .array, .arrayUnder, .keyed: true
      case .record, .report, .confirmation: false
      }
    }

    fileprivate func yield(effect: Effect) -> CommandSignature.Yield {
      // What changes something yields result records, which have the kind of
      // what they are about; how many is known when the input is.
      if effect.changesSomething { return .list(kind) }
      return isList ? .list(kind) : .one(kind)
    }
  }

  /// Where it shows that an operation was carried out.
  package enum Lookup: Sendable, Hashable {
    /// Nowhere.
    case none
    /// In the jobs of the source.
    case jobs
    /// In what `operation` lists: a record with the same `fields` as were sent, which was made
    /// since, as its field `since` says.
    case list(operation: String, fields: [String], since: String)
    /// In what `operation` reads of the same thing: its `field` has this value.
    case state(operation: String, field: String, is: Value)
  }

  /// "The body's `field` is `value`; then it failed because of what `reason` says."
  package struct Denial: Sendable, Hashable {
    package let field: String
    /// Nil for every value but null.
    package let value: Value?
    package let reason: String

    /// Creates one; the contract's trap T27 is where they come from.
    package init(_ field: String, is value: Value?, reason: String) {
      self.field = field
      self.value = value
      self.reason = reason
    }
  }

  /// How a refusal shows that an earlier try did it (reliability.md, section 2).
  package enum Trace: Sendable, Hashable {
    /// There is nothing left to do it to.
    case status(Int)
    /// The server's own words.
    case words(String)
  }

  /// Whether a refusal shows that an earlier try was carried out.
  package func isTraced(by failure: Failure) -> Bool {
    traces.contains { trace in
      switch trace {
      case .status(let status): failure.status == status
      case .words(let words): failure.message == words
      }
    }
  }

  /// "`parameter` holds the fields of the form that `type` names."
  package struct Form: Sendable {
    package let parameter: String
    package let type: String
    /// The other parameters that a wizard asks for, in this order.
    package let asked: [String]
    /// Whether it says too which tables are synced, and how.
    package let picksTables: Bool
    /// What the server takes beside the fields of the form.
    package let extras: [Parameter]

    /// Creates one.
    package init(
      in parameter: String, of type: String, asking asked: [String] = [],
      picksTables: Bool = false, extras: [Parameter] = []
    ) {
      self.parameter = parameter
      self.type = type
      self.asked = asked
      self.picksTables = picksTables
      self.extras = extras
    }
  }

  /// A condition on the arguments, decided before anything is sent.
  package enum Check: Sendable, Hashable {
    /// At least one of these must be given; the text says why.
    case needsOneOf([String], because: String)
    /// The text rule of PostHog's table prefixes (contract 4.5).
    case identifier(String)
    /// The list has so many items.
    case itemCount(String, ClosedRange<Int>)
    /// The text has at most so many characters.
    case length(String, Int)
    /// The first number is smaller than the second, where both are given.
    case isLess(String, than: String)
    /// The parameter names a source type that the server's wizard knows.
    case knownSourceType(String)
    /// No field of this name is sent, because the server reads the others beside it.
    case refuses(String, because: String)
    /// Given this value, the operation destroys; the text says what.
    case destroysWhen(String, is: Value, loses: String)
  }

  /// "Read `operation`; where an item of its `items` has my id, its `fields` are my `into`."
  package struct Join: Sendable, Hashable {
    package let operation: String
    package let items: String
    package let into: String
    package let fields: [String]

    package init(reading operation: String, items: String, into: String, fields: [String]) {
      self.operation = operation
      self.items = items
      self.into = into
      self.fields = fields
    }
  }
}

extension Parameter {
  /// What every operation of such an effect and answer takes besides its own parameters.
  static func shared(
    effect: Effect, answer: Operation.AnswerShape, root: Operation.Root,
    input: CommandSignature.Input
  ) -> [Parameter] {
    if effect.changesSomething { return run }
    guard answer.isPaged else { return [] }
    return root == .project && input == .none ? [limit, allProjects] : [limit]
  }

  /// Whether a listing goes through every project instead of the one that is set.
  package static let allProjects = flag(
    "all_projects", .boolean,
    "Those of every project that the key can see; records then carry `project_id`.")

  /// With it a person is asked for the settings.
  package static let wizard = flag(
    "wizard", .text, "Asks for everything about a source of this type."
  ).offering("source_type")

  /// The number of records wanted in all, however many pages that takes.
  package static let limit = flag(
    "limit", .integer(0...Int.max), "The number of records wanted in all.", defaultText: "all")

  /// How a run is carried out.
  package static let run: [Parameter] = [
    flag("parallel", .integer(1...64), "Requests at work at a time.", defaultText: "4"),
    flag(
      "retries", .integer(0...20), "Further tries for what may be sent again.", defaultText: "4"),
    flag(
      "halt", .limit, "Stop when so many items, or such a share of them, have failed.",
      defaultText: "never"),
    flag("max_time", .duration, "Stop after so long; what is left can be resumed."),
    flag(
      "max_wait", .duration, "Stop when the server asks to wait longer than that.",
      defaultText: "1h"),
    flag("yes", .boolean, "Do not ask.", short: "y"),
  ]
}
