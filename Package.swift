// swift-tools-version: 6.2

import PackageDescription

/// Every target of ours is compiled with these.
///
/// Language mode 6, no warning survives, imports are internal unless they say
/// otherwise, and an async function runs where its caller runs.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// Fixtures are excluded: tests read them through the checkout, not through a bundle.
func tests(_ name: String, _ dependencies: [Target.Dependency], excluding: [String] = []) -> Target
{
  .testTarget(
    name: name,
    dependencies: ["TestSupport"] + dependencies,
    exclude: excluding,
    swiftSettings: settings
  )
}

let package = Package(
  name: "edsh",
  products: [.executable(name: "edsh", targets: ["edsh"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    .executableTarget(name: "edsh", dependencies: ["Shell"], swiftSettings: settings),
    module(
      "Shell",
      [
        "CommandModel", "CommandLanguage", "ValueFormats", "SourcesClient", "RunEngine",
        "Rendering", "DemoServer", "LineEditing", "CTOML",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    module("CommandModel"),
    module("CommandLanguage", ["CommandModel"]),
    module("ValueFormats", ["CommandModel", "CYAML"]),
    module(
      "SourcesClient",
      [
        "CommandModel", "ValueFormats",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
      ]),
    module("RunEngine", ["CommandModel", "ValueFormats", "CSQLite"]),
    module("Rendering", ["CommandModel", "ValueFormats"]),
    module("LineEditing", ["CEditline"]),
    module(
      "DemoServer",
      [
        "CommandModel", "ValueFormats",
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .target(name: "CEditline", dependencies: ["CEditlineLibrary"]),
    .systemLibrary(
      name: "CEditlineLibrary", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CTOML"),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    // A terminal emulator: what tests hold the screen against.
    .systemLibrary(
      name: "CVTerm", path: "Tests/CVTerm", pkgConfig: "vterm",
      providers: [.apt(["libvterm-dev"])]),
    .target(
      name: "TestSupport", dependencies: ["CommandModel"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(
      name: "ShellWorld",
      dependencies: [
        "CommandModel", "DemoServer", "LineEditing", "RunEngine", "Shell", "SourcesClient",
        "TestSupport", "ValueFormats",
      ],
      path: "Tests/ShellWorld", swiftSettings: settings),
    tests("CommandModelTests", ["CommandModel"]),
    tests("CommandLanguageTests", ["CommandModel", "CommandLanguage"]),
    tests("ValueFormatsTests", ["CommandModel", "ValueFormats"]),
    tests(
      "SourcesClientTests",
      [
        "CommandModel", "ValueFormats", "SourcesClient",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
      ], excluding: ["Fixtures"]),
    tests("RunEngineTests", ["CommandModel", "RunEngine"]),
    tests("RenderingTests", ["CommandModel", "Rendering", "ValueFormats"]),
    tests("LineEditingTests", ["LineEditing", "CVTerm"]),
    tests(
      "DemoServerTests", ["CommandModel", "ValueFormats", "DemoServer", "ShellWorld"],
      excluding: ["Fixtures"]),
    tests("ShellTests", ["CommandLanguage", "CommandModel", "RunEngine", "Shell"]),
    tests(
      "CatalogueTests",
      ["CommandModel", "CommandLanguage", "DemoServer", "SourcesClient", "Shell", "ShellWorld"]),
    tests(
      "ContractTests", ["CommandModel", "ValueFormats", "SourcesClient", "ShellWorld"],
      excluding: ["Fixtures"]),
    tests(
      "EndToEndTests", ["CommandModel", "DemoServer", "SourcesClient", "ShellWorld"],
      excluding: ["Transcripts"]),
    tests("ClusterTests", ["CommandModel", "DemoServer", "Shell", "SourcesClient"]),
    tests(
      "FaultTests",
      [
        "CommandModel", "DemoServer", "RunEngine", "Shell", "SourcesClient", "ValueFormats", "edsh",
      ]),
    tests("TidyTests", []),
  ],
  cxxLanguageStandard: .cxx17
)
