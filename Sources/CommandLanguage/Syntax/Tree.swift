package import CommandModel

// The tree of a script. It is complete for any text: where the text is wrong the
// tree holds what could be read and `.missing`, and the diagnostics say the rest.
// Every node knows the bytes it came from. The grammar is language.md, section 3.

/// A whole text: statements one after the other.
package struct Script: Sendable, Hashable {
  package var statements: [Statement]
  package var range: SourceRange

  package init(_ statements: [Statement], range: SourceRange) {
    self.statements = statements
    self.range = range
  }
}

/// `{ … }` of statements.
package typealias Block = Script

/// A name or word with its place.
package struct Name: Sendable, Hashable {
  package var text: String
  package var range: SourceRange

  package init(_ text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// One line of a script, or one of several between `;`.
package struct Statement: Sendable, Hashable {
  /// What it does.
  package indirect enum Form: Sendable, Hashable {
    /// `set`, `set name`, `set name value`.
    case set(Name?, ValueNode?)
    case unset(Name)
    case `let`(Name, Pipeline)
    case param(Name, ValueNode?)
    case def(Name, [Formal], Block)
    case `if`([Branch], otherwise: Block?)
    case `for`(Name, in: ValueNode, Block)
    case `try`(Block, caught: Name?, handler: Block?)
    case pipeline(Pipeline)
  }

  package var form: Form
  package var range: SourceRange

  package init(_ form: Form, range: SourceRange) {
    self.form = form
    self.range = range
  }
}

/// One `if` or `else if`.
package struct Branch: Sendable, Hashable {
  package var condition: Expression
  package var block: Block

  package init(_ condition: Expression, _ block: Block) {
    self.condition = condition
    self.block = block
  }
}

/// A parameter of a `def`.
package struct Formal: Sendable, Hashable {
  package var name: Name
  package var standard: ValueNode?

  package init(_ name: Name, standard: ValueNode? = nil) {
    self.name = name
    self.standard = standard
  }
}

// MARK: - Pipelines

/// Elements that pass records on from left to right.
package struct Pipeline: Sendable, Hashable {
  package var prefixes: [Prefix]
  /// At least one; the first alone may be a value.
  package var elements: [Element]
  package var range: SourceRange

  package init(prefixes: [Prefix] = [], _ elements: [Element], range: SourceRange) {
    self.prefixes = prefixes
    self.elements = elements
    self.range = range
  }
}

/// `plan` or `watch 10s` before a pipeline.
package struct Prefix: Sendable, Hashable {
  /// Which of the two.
  package enum Word: Sendable, Hashable {
    case plan
    case watch(every: Duration?)
  }

  package var word: Word
  package var range: SourceRange

  package init(_ word: Word, range: SourceRange) {
    self.word = word
    self.range = range
  }
}

/// What stands between two bars.
package struct Element: Sendable, Hashable {
  /// A value, a filter or a command.
  package indirect enum Form: Sendable, Hashable {
    case value(ValueNode)
    case `where`(Expression)
    case extend(Name, Expression)
    case assert(Expression, message: ValueNode?)
    /// Words and arguments; which leading words name the command is for the checker.
    case command(Command)
    /// A stage that could not be read.
    case missing
  }

  package var form: Form
  /// The flags of a value or a filter; a command has its own among its arguments.
  package var flags: [Flag]
  package var range: SourceRange

  package init(_ form: Form, flags: [Flag] = [], range: SourceRange) {
    self.form = form
    self.flags = flags
    self.range = range
  }
}

/// The longest leading words found in the command table name it.
package struct Command: Sendable, Hashable {
  /// The words that name it, as the vocabulary knows them; one word when it knows none.
  package var words: [Name]
  package var arguments: [Argument]
  package var block: Block?
  package var range: SourceRange

  package init(words: [Name], arguments: [Argument], block: Block? = nil, range: SourceRange) {
    self.words = words
    self.arguments = arguments
    self.block = block
    self.range = range
  }
}

/// One thing behind the words of a command.
package struct Argument: Sendable, Hashable {
  /// How it is written.
  package indirect enum Form: Sendable, Hashable {
    /// `--name`, `--name=value`, `-x`; a value behind it is an argument of its own,
    /// and the table says whether it belongs to the flag.
    case flag(Flag)
    /// `a.b=value`, the path as typed.
    case setting(Name, ValueNode)
    case value(ValueNode)
  }

  package var form: Form
  package var range: SourceRange

  package init(_ form: Form, range: SourceRange) {
    self.form = form
    self.range = range
  }
}

/// A flag as it is written.
package struct Flag: Sendable, Hashable {
  /// Without its dashes.
  package var name: String
  package var isShort: Bool
  /// What stood behind `=`.
  package var value: ValueNode?
  package var range: SourceRange

  package init(_ name: String, isShort: Bool, value: ValueNode? = nil, range: SourceRange) {
    self.name = name
    self.isShort = isShort
    self.value = value
    self.range = range
  }
}

// MARK: - Values

/// A value as it is written.
package struct ValueNode: Sendable, Hashable {
  /// How it is written.
  package indirect enum Form: Sendable, Hashable {
    /// `'…'`, decoded.
    case raw(String)
    /// `"…"`, decoded into its parts.
    case text([TextPart])
    /// A bare word with its spelling; what it reads as depends on where it stands.
    case word(String)
    case variable(Variable)
    /// `$( … )` and a path into what it yields.
    case subpipe(Pipeline, path: [PathStep])
    /// `( … )`.
    case group(Expression)
    case list([ValueNode])
    case record([Pair])
    /// `@name` or `@-`.
    case file(ValueNode)
    /// Something that is no value stood here.
    case missing
  }

  package var form: Form
  package var range: SourceRange

  package init(_ form: Form, range: SourceRange) {
    self.form = form
    self.range = range
  }
}

/// A part of a text in double quotes.
package enum TextPart: Sendable, Hashable {
  case literal(String)
  case variable(Variable)
  case subpipe(Pipeline, path: [PathStep], range: SourceRange)
}

/// `$name.path[0]`.
package struct Variable: Sendable, Hashable {
  package var name: String
  package var path: [PathStep]
  package var range: SourceRange

  package init(_ name: String, path: [PathStep] = [], range: SourceRange) {
    self.name = name
    self.path = path
    self.range = range
  }
}

/// One step into a value.
package enum PathStep: Sendable, Hashable {
  case field(String)
  /// 0-based; negative counts from the end.
  case index(Int)
}

/// `key: value`.
package struct Pair: Sendable, Hashable {
  package var key: Name
  package var value: ValueNode

  package init(_ key: Name, _ value: ValueNode) {
    self.key = key
    self.value = value
  }
}

// MARK: - Expressions

/// Values and what is computed of them.
package struct Expression: Sendable, Hashable {
  /// One value, or an operator and its operands.
  package indirect enum Form: Sendable, Hashable {
    case value(ValueNode)
    case not(Expression)
    case binary(Operator, Expression, Expression)
  }

  package var form: Form
  package var range: SourceRange

  package init(_ form: Form, range: SourceRange) {
    self.form = form
    self.range = range
  }
}

/// What joins two expressions.
package enum Operator: String, Sendable, Hashable, CaseIterable {
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case matches = "=~"
  case doesNotMatch = "!~"
  case isIn = "in"
  case isNotIn = "not in"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case dividedBy = "/"
  case modulo = "%"
}
