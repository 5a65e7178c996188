import CommandModel
import Glibc
import TestSupport
import Testing

@testable import Shell

/// Files that are read piece by piece.
@Suite struct FilePiecesTests {
  private let folder: TemporaryFolder
  private let files: Files

  init() throws {
    folder = try TemporaryFolder()
    files = Files(workingDirectory: folder.path)
  }

  private func open(_ name: String) throws -> FilePieces {
    try FilePieces(name, of: files, failing: .failed)
  }

  /// How often this process has a file of the folder open.
  private func openCount(of name: String) -> Int {
    (0..<1024).count { descriptor in
      var path = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = readlink("/proc/self/fd/\(descriptor)", &path, path.count)
      return length > 0
        && String(decoding: path[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
          == "\(folder.path)/\(name)"
    }
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
  func theyMakeUpTheFile(length: Int) throws {
    let text = String(String(repeating: "é日\r\n", count: length / 7 + 1).utf8.prefix(length)) ?? ""
    try folder.write(text, to: "a.txt")
    let pieces = try open("a.txt")
    var read: [UInt8] = []
    while let piece = try pieces.next() {
      #expect(!piece.isEmpty)
      read += piece
    }
    #expect(read == Array(text.utf8))
    #expect(openCount(of: "a.txt") == 0)
    #expect(try pieces.next() == nil)
  }

  @Test func aFileIsClosedWhenItsRestIsNotWanted() throws {
    try folder.write(String(repeating: "a", count: 200_000), to: "a.txt")
    var pieces: FilePieces? = try open("a.txt")
    #expect(try pieces?.next()?.count == FilePieces.pieceBytesMax)
    #expect(openCount(of: "a.txt") == 1)
    pieces = nil
    #expect(openCount(of: "a.txt") == 0)
  }

  @Test func aFileThatIsNotThereIsAProblemAtOnce() {
    let problem = #expect(throws: Problem.self) { try open("none") }
    #expect(problem?.category == .failed)
    #expect(
      problem?.diagnostics.first?.message == "cannot read `none`: no such file or directory")
  }

  @Test func whatCannotBeReadIsAProblemAndClosed() throws {
    let pieces = try open(".")
    let problem = #expect(throws: Problem.self) { try pieces.next() }
    #expect(problem?.diagnostics.first?.message == "cannot read `.`: is a directory")
    #expect(try pieces.next() == nil)
  }
}
