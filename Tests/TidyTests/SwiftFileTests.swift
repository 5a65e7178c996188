import TestSupport
import Testing

/// The rules see what `SwiftFile` shows them, so it is tested like a product.
struct SwiftFileTests {
  @Test(arguments: [
    ("let a = 1 // b!", "let a = 1"),
    ("let a = \"x! // y\" + b", "let a =           + b"),
    ("let a = \"\\(b(\"c\") + d)!\"", "let a =    b(   ) + d"),
    ("let a = #\"\\(no)\"# + b", "let a =           + b"),
    ("a /* b /* c */ d */ e", "a                   e"),
    ("let a = \"\\\"\" + b", "let a =      + b"),
    ("#if os(Linux)", "#if os(Linux)"),
  ])
  func tellsCodeFromText(_ text: String, _ code: String) {
    expectText(trimmed(swift(text).code[0]), equals: code)
  }

  @Test func readsLiteralsOfManyLines() {
    let file = swift("let a = \"\"\"\n  \"quoted\" print(1)\n  \"\"\"\nb // c")
    #expect(file.code.map(trimmed) == ["let a =", "", "", "b"])
    #expect(file.comments.map(trimmed) == ["", "", "", "  // c"])
  }

  @Test(arguments: [
    ("import Testing", "Testing"), ("package import CommandModel", "CommandModel"),
    ("@preconcurrency import NIOCore", "NIOCore"), ("import struct Foo.Bar", "Foo"),
    ("// import Foundation", nil), ("let text = \"import Foundation\"", nil),
    ("if important { }", nil),
  ])
  func findsImports(_ text: String, _ module: String?) {
    #expect(swift(text).imports.map(\.module) == [module].compactMap(\.self))
  }

  @Test func measuresFunctions() {
    let file = swift(
      """
      protocol P {
        func requirement() -> Int
      }
      struct S {
        init(
          a: () -> Void = {}
        ) {
          a()
        }
        func one() { { }() }
      }
      """)
    #expect(
      file.functions == [
        SwiftFile.Function(line: 5, length: 5), SwiftFile.Function(line: 10, length: 1),
      ])
  }

  @Test(arguments: [
    ("package func a() {}", [1]),
    ("/// Does.\npackage func a() {}", []),
    ("/// Does.\n@available(*, deprecated)\npackage func a() {}", []),
    ("// Does.\npackage static func a() {}", [2]),
    ("package final class A {}", [1]),
    ("package let a: Int", []),
    ("package import CommandModel", []),
    ("package static func == (a: A, b: A) -> Bool { true }", []),
    ("package func write() {}", []),
    ("func a() {}", []),
  ])
  func findsWhatNobodyExplained(_ text: String, _ lines: [Int]) {
    #expect(swift(text).undocumentedDeclarations(besides: ["write"]) == lines)
  }

  private func swift(_ text: String) -> SwiftFile {
    SwiftFile(Checkout.File(path: "Sources/Sample/Sample.swift", text: text))
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
