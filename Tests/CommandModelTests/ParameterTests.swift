import CommandModel
import Testing

struct ParameterTests {
  private let dryRun = Parameter.flag("dry_run", .boolean, "Sends nothing.", short: "n")
  private let limit = Parameter.limit
  private let sourceType = Parameter("source_type", .text, "The type.")

  @Test(arguments: [
    ("source_type", true), ("source-type", true), ("sourcetype", false), ("Source_type", false),
    ("", false),
  ])
  func takesBlankSignsForOneAnother(_ typed: String, _ isNamed: Bool) {
    #expect(sourceType.isNamed(typed) == isNamed)
  }

  @Test func tellsFlagsSwitchesAndSettingsApart() {
    #expect(dryRun.isFlag && dryRun.isSwitch)
    #expect(limit.isFlag && !limit.isSwitch)
    #expect(!sourceType.isFlag && !sourceType.isSwitch)
    #expect(!Parameter("enabled", .boolean, "On.").isSwitch)
  }

  @Test func aSignatureFindsWhatWasTyped() {
    let signature = CommandSignature(
      "sources list", "Lists.", parameters: [dryRun, limit, sourceType], yields: .list("source"))
    #expect(signature.name == "sources list")
    #expect(signature.parameter(named: "source-type")?.name == "source_type")
    #expect(signature.parameter(named: "limit") == nil)
    #expect(signature.flag(named: "dry-run")?.name == "dry_run")
    #expect(signature.flag(named: "source_type") == nil)
    #expect(signature.flag(short: "n")?.name == "dry_run")
    #expect(signature.flag(short: "x") == nil)
  }

  @Test(
    arguments: [
      (.text, "text"), (.identifier("source"), "id"), (.choice(["a", "b"], isOpen: false), "a|b"),
      (.choice(["a", "b", "c", "d", "e", "f", "g"], isOpen: true), "text"),
      (.list(.text), "[text]"), (.boolean, "true|false"),
    ] as [(ParameterType, String)])
  func namesItsTypeForHelp(_ type: ParameterType, _ name: String) {
    #expect(type.name == name)
  }
}
