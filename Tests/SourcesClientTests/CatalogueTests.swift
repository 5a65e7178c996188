import CommandModel
import SourcesClient
import Testing

@Suite struct CatalogueTests {
  @Test func namesEachOperationOnce() {
    let names = Catalogue.operations.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(
      names == [
        "sources list", "sources get", "sources jobs", "sources refresh-schemas",
        "sources reload", "sources revenue-analytics-config", "sources database-schema",
        "sources source-prefix", "sources wizard", "schemas list", "schemas get",
        "schemas reload", "projects list", "whoami",
      ])
  }

  @Test(arguments: Catalogue.operations.map(\.name))
  func isComplete(_ name: String) throws {
    let operation = try operation(name)
    let kind = try #require(Catalogue.kind(operation.answer.kind), "unknown kind")
    let fields = operation.effect.changesSomething ? ResultRecord.kind : kind
    #expect(!operation.columns.isEmpty && operation.columns.allSatisfy(fields.knows))
    #expect(!operation.signature.examples.isEmpty)
    #expect(operation.signature.summary.hasSuffix("."))
    #expect(operation.path.hasSuffix("/"))
    #expect(operation.method != .get || !operation.effect.changesSomething)
    let inPath = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }
      .map { $0.dropFirst().dropLast() }
    let declared = operation.signature.parameters.filter { $0.place == .path }.map(\.name)
    #expect(inPath.map(String.init) == declared)
  }

  @Test(arguments: Catalogue.operations.map(\.name))
  func takesTargetsWhereItTakesAnID(_ name: String) throws {
    let signature = try operation(name).signature
    let parameter = signature.parameters.first { $0.place == .path }
    guard case .identifier(let kind)? = parameter?.type else {
      #expect(signature.input == .none || signature.input == .bodies)
      return
    }
    #expect(signature.input == .targets(kind))
  }

  @Test func linksLeadToKinds() {
    for kind in Catalogue.kinds {
      for link in kind.links {
        #expect(Catalogue.kind(link.kind) != nil && kind.knows(link.field))
      }
    }
  }

  @Test func knowsTheFieldsARealServerSends() async throws {
    let source = try #require(try JSONBody.value(of: Exchange.recorded(28)).recordValue)
    let job = try JSONBody.value(of: Exchange.recorded(71)).listValue?.first?.recordValue
    for (kind, record) in [("source", source), ("job", try #require(job))] {
      let unknown = record.names.filter { Catalogue.kind(KindName(kind))?.knows($0) != true }
      #expect(unknown == [])
    }
  }

  @Test func findsVerbsByKind() {
    #expect(Catalogue.operation("reload", on: "schema")?.name == "schemas reload")
    #expect(Catalogue.operation("reload", on: "project") == nil)
    #expect(Catalogue.operation("reload", on: "nothing") == nil)
  }
}
