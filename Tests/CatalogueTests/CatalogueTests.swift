import CommandModel
import SourcesClient
import Testing

/// The operation table, read as data: what everything else is derived from must be whole.
struct CatalogueTests {
  private static let operations = Catalogue.operations.map(\.name)

  @Test func everyNameIsThereOnce() {
    #expect(Set(CatalogueTests.operations).count == CatalogueTests.operations.count)
  }

  @Test(arguments: operations)
  func saysWhatItIs(_ name: String) throws {
    let operation = try operation(name)
    #expect(isSentence(operation.signature.summary))
    // These may begin with the name of a command, in lower case.
    #expect(operation.signature.details.allSatisfy { $0.hasSuffix(".") })
    #expect(!operation.signature.examples.isEmpty)
    for example in operation.signature.examples {
      #expect(isSentence(example.summary), "\(example.line)")
    }
    for parameter in operation.signature.parameters {
      #expect(isSentence(parameter.summary), "\(parameter.name)")
      #expect(parameter.name == Parameter.canonical(parameter.name))
    }
  }

  @Test(arguments: operations)
  func everyColumnIsAField(_ name: String) throws {
    let operation = try operation(name)
    let kind =
      operation.effect.changesSomething
      ? ResultRecord.kind : try #require(Catalogue.kind(operation.answer.kind))
    #expect(!operation.columns.isEmpty)
    for column in operation.columns { #expect(kind.knows(column), "\(column)") }
  }

  @Test(arguments: operations)
  func thePathAndItsParametersAgree(_ name: String) throws {
    let operation = try operation(name)
    let inPath = operation.path.matches(of: /\{([a-z_]+)\}/).map { String($0.1) }
    let declared = operation.signature.parameters.filter { $0.place == .path }.map(\.name)
    #expect(inPath == declared)
    #expect(operation.path.hasSuffix("/"))
  }

  @Test(arguments: operations)
  func checksAndJoinsSpeakOfWhatIsThere(_ name: String) throws {
    let operation = try operation(name)
    for parameter in operation.checks.flatMap(\.parameters) {
      #expect(operation.signature.parameter(named: parameter) != nil, "\(parameter)")
    }
    if let join = operation.join {
      #expect(CatalogueTests.operations.contains(join.operation))
      let kind = try #require(Catalogue.kind(operation.answer.kind))
      for field in join.fields { #expect(kind.field("\(join.into).\(field)") != nil, "\(field)") }
    }
  }

  @Test func whatReadsMayBeRepeated() {
    for operation in Catalogue.operations where !operation.effect.changesSomething {
      #expect(operation.isRepeatable, "\(operation.name)")
    }
  }

  @Test func everyLinkLeadsFromAFieldToAKind() {
    for kind in Catalogue.kinds {
      for link in kind.links {
        #expect(kind.field(link.field) != nil)
        #expect(Catalogue.kind(link.kind) != nil)
      }
      #expect(kind.fields.allSatisfy { isSentence($0.summary) }, "\(kind.name)")
      #expect(Set(kind.fields.map(\.name)).count == kind.fields.count, "\(kind.name)")
    }
  }

  private func operation(_ name: String) throws -> CommandModel.Operation {
    try #require(Catalogue.operation(named: name))
  }

  private func isSentence(_ text: String) -> Bool {
    text.hasSuffix(".") && text.first?.isUppercase == true
  }
}

extension CommandModel.Operation.Check {
  /// The parameters it speaks of.
  fileprivate var parameters: [String] {
    switch self {
    case .needsOneOf(let names, _): names
    case .identifier(let name), .knownSourceType(let name), .destroysWhen(let name, _, _),
      .itemCount(let name, _), .length(let name, _):
      [name]
    case .isLess(let low, let high): [low, high]
    case .refuses: []
    }
  }
}
