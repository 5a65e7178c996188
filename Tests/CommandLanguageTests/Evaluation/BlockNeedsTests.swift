import CommandModel
import Testing

@testable import CommandLanguage

/// Blocks whose text would put a secret into the journal cannot be resumed.
@Suite struct BlockNeedsTests {
  @Test(arguments: [
    ("sources reload $it.id", false), ("sources update $it.id prefix=p", false),
    ("sources update $it.id job_inputs.password=p", true),
    ("sources update $it.id job_inputs={password: p}", true),
    ("sources create source_type=S payload.password=p", true),
    ("$it | sources create", true),
  ])
  func knowsWhatTakesASecret(_ line: String, _ isSealed: Bool) throws {
    let source = SourceText("sources list | each { \(line) }")
    let script = Parser.parse(source, vocabulary: SmallWorld.vocabulary).script
    guard case .pipeline(let pipeline)? = script.statements.first?.form,
      case .command(let command)? = pipeline.elements.last?.form
    else {
      Issue.record("no pipeline")
      return
    }
    let block = try #require(command.block)
    let needs = BlockNeeds(of: block, in: SmallWorld.vocabulary, Definitions())
    #expect((needs.obstacle != nil) == isSealed)
  }
}
