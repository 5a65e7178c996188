import Testing

struct SizeTests {
  private static let fileLinesMax = 400
  private static let functionLinesMax = 70
  private static let columnsMax = 100

  @Test func filesStayShort() throws {
    expectNone(
      try Checkout.swift.get().compactMap { file in
        let count = file.file.lines.count
        guard count > SizeTests.fileLinesMax, !file.path.contains("/Operations/") else {
          return nil
        }
        return Violation(path: file.path, message: "\(count) lines")
      })
  }

  @Test func functionsStayShort() throws {
    expectNone(
      try Checkout.swift.get().flatMap { file in
        file.functions.filter { $0.length > SizeTests.functionLinesMax }.map {
          Violation(path: file.path, line: $0.line, message: "a function of \($0.length) lines")
        }
      })
  }

  @Test func linesStayShort() throws {
    let files = try Checkout.swift.get().map(\.file) + Checkout.files(under: "scripts")
    expectNone(
      files.flatMap { file in
        zip(1..., file.lines).filter { $1.count > SizeTests.columnsMax }.map {
          Violation(path: file.path, line: $0, message: "\($1.count) columns")
        }
      })
  }

  @Test func theReadmeStaysShort() throws {
    #expect(try Checkout.file("README.md").lines.count <= 150)
  }
}
