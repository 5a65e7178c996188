import Testing

struct DocumentationTests {
  @Test func everyPackageDeclarationSaysWhatItIs() throws {
    let files = try Checkout.sources.get()
    let explained = Set(files.flatMap(\.protocolRequirements))
    expectNone(
      files.flatMap { file in
        file.undocumentedDeclarations(besides: explained).map {
          Violation(path: file.path, line: $0, message: "a package declaration without ///")
        }
      })
  }

  /// The sentences of style: one fragment that ends in a period.
  @Test func theFirstParagraphEndsInAPeriod() throws {
    expectNone(
      try Checkout.sources.get().flatMap { file in
        firstParagraphs(of: file).filter { !DocumentationTests.isEnded($0.last) }.map {
          Violation(path: file.path, line: $0.line, message: "a summary without an end")
        }
      })
  }

  @Test func everyDependencyHasAnExactVersion() throws {
    let manifest = try Checkout.file("Package.swift").text
    let dependencies = manifest.ranges(of: ".package(").map { range in
      manifest[range.upperBound...].prefix { $0 != ")" }
    }
    #expect(dependencies.count > 0)
    for dependency in dependencies {
      #expect(dependency.contains("exact: \""), "\(dependency)")
    }
  }

  /// The last line of each comment's first paragraph.
  private func firstParagraphs(of file: SwiftFile) -> [(line: Int, last: String)] {
    let texts = file.comments.map { line -> String? in
      let text = line.drop { $0 == " " }
      return text.hasPrefix("///") ? String(text.dropFirst(3)) : nil
    }
    var summaries: [(line: Int, last: String)] = []
    var isInside = false
    for index in texts.indices {
      guard let text = texts[index], !text.allSatisfy({ $0 == " " }) else {
        isInside = isInside && texts[index] != nil
        continue
      }
      let begins = index == 0 || texts[index - 1] == nil
      isInside = isInside || begins
      let next = index + 1 < texts.count ? texts[index + 1] : nil
      let ends = next.map { $0.allSatisfy { $0 == " " } } ?? true
      if isInside, ends {
        summaries.append((index + 1, text))
        isInside = false
      }
    }
    return summaries
  }

  private static func isEnded(_ text: String) -> Bool {
    let first = text.drop { $0 == " " }
    return text.last.map { ".:?…`)\"".contains($0) } ?? true || first.hasPrefix("-")
  }
}
