import Glibc
import TestSupport
import Testing

/// What lies where, and how its text is written.
struct LayoutTests {
  private static let topLevel: Set<String> = [
    "Package.swift", "Sources", "Tests", "scripts", "README.md", ".ci", ".editorconfig", ".git",
    ".gitignore", ".swift-format",
  ]

  @Test func theTopLevelHoldsNothingElse() throws {
    let ignored = try Checkout.file(".gitignore").lines.map {
      $0.hasSuffix("/") ? String($0.dropLast()) : String($0)
    }
    let others = try Checkout.names().filter { name in
      !LayoutTests.topLevel.contains(name) && !ignored.contains { fnmatch($0, name, 0) == 0 }
    }
    #expect(others == [])
  }

  @Test func everyModuleHasItsTests() throws {
    let tests = try Checkout.names(in: "Tests")
    // What is in `edsh` is too little to test: it calls Shell.
    let untested = try Checkout.swiftModules().filter {
      $0 != "edsh" && !tests.contains($0 + "Tests")
    }
    #expect(untested == [])
  }

  @Test func scriptsRunAndStopAtTheFirstError() throws {
    for file in try Checkout.files(under: "scripts") + [Checkout.file(".ci/run")] {
      // Manifests of engines are nothing that runs here.
      if [".yaml", ".py"].contains(where: file.path.hasSuffix) { continue }
      #expect(Checkout.isExecutable(file.path), "\(file.path)")
      #expect(file.lines.first == "#!/usr/bin/env bash", "\(file.path)")
      #expect(file.lines.contains("set -euo pipefail"), "\(file.path)")
    }
  }

  @Test func linesHoldNoTabsAndEndInNoBlanks() throws {
    expectNone(
      try texts.flatMap { file in
        zip(1..., file.lines).filter { $1.contains("\t") || $1.hasSuffix(" ") }.map { line, _ in
          Violation(path: file.path, line: line, message: "a tab, or a blank at the end")
        }
      })
  }

  @Test func filesEndInOneNewline() throws {
    expectNone(
      try texts.filter { !$0.text.hasSuffix("\n") || $0.text.hasSuffix("\n\n") }.map {
        Violation(path: $0.path, message: "does not end in one newline")
      })
  }

  @Test func nothingSpeaksOfOneMachine() throws {
    let folders = ["/" + "work/", "/" + "root/", "/" + "tmp/pkg"]
    expectNone(
      try texts.flatMap { file in
        zip(1..., file.lines).filter { _, line in folders.contains { line.contains($0) } }.map {
          Violation(path: file.path, line: $0.0, message: "a path of one machine")
        }
      })
  }

  /// Everything people write, recordings and sessions excepted: those are kept as they were.
  private var texts: [Checkout.File] {
    get throws {
      let folders = ["Sources", "Tests", "scripts"]
      let endings = [".swift", ".c", ".h", ".md", ".modulemap"]
      return try folders.flatMap { try Checkout.files(under: $0) }.filter { file in
        file.path.hasPrefix("scripts/") || endings.contains { file.path.hasSuffix($0) }
      } + ["README.md", "Package.swift"].map(Checkout.file)
    }
  }
}
