import Testing

/// The arrows between the modules, and which library each may use.
struct ModuleTests {
  /// A module and everything that its files may import.
  private struct Module {
    let name: String
    let ours: Set<String>
    let libraries: Set<String>

    init(_ name: String, ours: Set<String> = [], libraries: Set<String> = []) {
      self.name = name
      self.ours = ours
      self.libraries = libraries
    }
  }

  private static let modules = [
    Module("CommandModel"),
    Module(
      "CommandLanguage", ours: ["CommandModel"],
      libraries: ["Synchronization", "_StringProcessing"]),
    Module("ValueFormats", ours: ["CommandModel"], libraries: platform.union(["CYAML"])),
    Module(
      "SourcesClient", ours: ["CommandModel", "ValueFormats"],
      libraries: platform.union([
        "NIOCore", "NIOPosix", "NIOHTTP1", "NIOHTTPCompression", "NIOSSL", "NIOTLS",
      ])),
    Module(
      "RunEngine", ours: ["CommandModel", "ValueFormats"],
      libraries: platform.union(["CSQLite", "Dispatch"])),
    Module("Rendering", ours: ["CommandModel", "ValueFormats"], libraries: platform),
    Module("LineEditing", ours: ["CEditline"], libraries: platform),
    Module(
      "DemoServer", ours: ["CommandModel", "ValueFormats"],
      libraries: platform.union([
        "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "NIOPosix",
      ])),
    Module(
      "Shell",
      ours: [
        "CommandModel", "CommandLanguage", "ValueFormats", "SourcesClient", "RunEngine",
        "Rendering", "DemoServer", "LineEditing",
      ], libraries: platform.union(["CTOML", "SystemPackage"])),
    Module("edsh", ours: ["Shell"], libraries: platform),
  ]

  /// What comes with the compiler and costs no start-up time. Full Foundation is not
  /// among it: it brings 35 MB of ICU along.
  private static let platform: Set<String> = ["FoundationEssentials", "Glibc", "Synchronization"]

  /// Libraries that one file alone may know, so that they can be replaced there.
  private static let importedOnce = [
    "NIOSSL", "NIOTLS", "NIOHTTP1", "NIOHTTPCompression", "HummingbirdCore", "CTOML", "CSQLite",
  ]

  @Test func everyModuleImportsWhatItMay() throws {
    let allowed = Dictionary(
      uniqueKeysWithValues: ModuleTests.modules.map { ($0.name, $0.ours.union($0.libraries)) })
    expectNone(
      try Checkout.sources.get().flatMap { file in
        file.imports.filter { allowed[file.file.module]?.contains($0.module) != true }.map {
          Violation(
            path: file.path, line: $0.line, message: "\(file.file.module) imports \($0.module)")
        }
      })
  }

  @Test(arguments: ModuleTests.importedOnce)
  func oneFileAloneImports(_ library: String) throws {
    let importers = try Checkout.sources.get().filter { file in
      file.imports.contains { $0.module == library }
    }
    #expect(importers.count == 1, "\(importers.map(\.path))")
  }

  @Test func theTableNamesEveryModule() throws {
    #expect(try Checkout.swiftModules() == ModuleTests.modules.map(\.name).sorted())
  }

  @Test func testsAreWrittenWithSwiftTesting() throws {
    expectNone(
      try Checkout.tests.get().flatMap { file in
        file.imports.filter { $0.module == "XCTest" }.map {
          Violation(path: file.path, line: $0.line, message: "imports XCTest")
        }
      })
  }
}
