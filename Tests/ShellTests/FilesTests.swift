import CommandModel
import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Shell

/// Files that are read and written as a whole.
@Suite struct FilesTests {
  private let folder: TemporaryFolder
  private let files: Files

  init() throws {
    folder = try TemporaryFolder()
    files = Files(workingDirectory: folder.path)
  }

  private func mode(of name: String) -> mode_t {
    var facts = stat()
    return stat("\(folder.path)/\(name)", &facts) == 0 ? facts.st_mode & 0o777 : 0
  }

  @Test func aPathMayBeginAtHome() throws {
    let atHome = Files(workingDirectory: "/folder", home: "/people/ann")
    #expect(atHome.path("~/ids.csv") == "/people/ann/ids.csv")
    #expect(atHome.path("~") == "/people/ann")
    #expect(atHome.path("/ids.csv") == "/ids.csv")
    for name in ["ids.csv", "a/~/ids.csv", "~ben/ids.csv", "./~/ids.csv"] {
      #expect(atHome.path(name) == FilePath("/folder").appending(name))
    }
    #expect(Files(workingDirectory: "/folder").path("~/ids.csv") == "/folder/~/ids.csv")
  }

  @Test func completesWhatBeginsAtHome() throws {
    try folder.write("", to: "ids.csv")
    let atHome = Files(workingDirectory: "/", home: folder.path)
    #expect(atHome.names(startingWith: "~/i") == ["~/ids.csv"])
  }

  @Test func aDraftTakesItsPlaceOnlyWhenItIsWhole() throws {
    try folder.write("old", to: "a.txt")
    var draft = try files.startDraft(of: "a.txt")
    try draft.write("new")
    #expect(try folder.read("a.txt") == "old")
    try draft.finish()
    #expect(try folder.read("a.txt") == "new")
    #expect(files.names(startingWith: "") == ["a.txt"])
  }

  @Test func aDraftThatIsGivenUpLeavesNothing() throws {
    try folder.write("old", to: "a.txt")
    var draft = try files.startDraft(of: "a.txt")
    try draft.write("new")
    draft.discard()
    draft.discard()
    #expect(try folder.read("a.txt") == "old")
    #expect(files.names(startingWith: "") == ["a.txt"])
  }

  @Test func aLinkStaysALink() throws {
    try folder.write("old", to: "real.txt")
    #expect(symlink("real.txt", "\(folder.path)/link.txt") == 0)
    try files.write("new", to: "link.txt")
    #expect(try folder.read("real.txt") == "new")
    var facts = stat()
    #expect(lstat("\(folder.path)/link.txt", &facts) == 0)
    #expect(facts.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func aLinkThatLeadsNowhereIsRefused() throws {
    #expect(symlink("nowhere.txt", "\(folder.path)/link.txt") == 0)
    let problem = #expect(throws: Problem.self) { try files.write("new", to: "link.txt") }
    #expect(problem?.category == .local)
    #expect(problem?.diagnostics.first?.message.contains("`link.txt`: no such file") == true)
  }

  @Test func whatIsNoFileIsWrittenAsItStands() throws {
    try files.write("gone", to: "/dev/null")
    var facts = stat()
    #expect(stat("/dev/null", &facts) == 0)
    #expect(facts.st_mode & S_IFMT == S_IFCHR)
    let problem = #expect(throws: Problem.self) { try files.write("new", to: ".") }
    #expect(problem?.diagnostics.first?.message == "cannot write `.`: is a directory")
  }

  @Test func aFinishThatFailsCanBeDiscarded() throws {
    var draft = try files.startDraft(of: "place")
    // A folder stands in the way meanwhile.
    #expect(mkdir("\(folder.path)/place", 0o700) == 0)
    #expect(throws: Problem.self) { try draft.finish() }
    draft.discard()
    #expect(files.names(startingWith: "") == ["place/"])
  }

  @Test func permissionsOutliveTheRename() throws {
    try folder.write("old", to: "a.txt")
    #expect(chmod("\(folder.path)/a.txt", 0o640) == 0)
    try files.write("new", to: "a.txt")
    #expect(mode(of: "a.txt") == 0o640)
  }

  @Test func aFileThatIsTooLongIsNotRead() throws {
    try folder.write("", to: "a.edsh")
    #expect(truncate("\(folder.path)/a.edsh", Files.bytesMax + 1) == 0)
    let problem = #expect(throws: Problem.self) { try files.read("a.edsh") }
    #expect(problem?.diagnostics.first?.message == "cannot read `a.edsh`: file too large")
  }

  /// Standard input is a pipe, a file, or what is left of one.
  @Test(arguments: [(0, 10), (3, 10), (3, 7)])
  func whatIsReadIsBounded(offset: Int, bytesMax: Int) throws {
    let text = "0123456789"
    try folder.write(text, to: "a.txt")
    let file = try FileDescriptor.open(files.path("a.txt"), .readOnly)
    defer { close(file.rawValue) }
    let pipe = try FileDescriptor.pipe()
    defer { close(pipe.readEnd.rawValue) }
    try pipe.writeEnd.closeAfter { _ = try pipe.writeEnd.writeAll(text.utf8.dropFirst(offset)) }
    try file.seek(offset: Int64(offset), from: .start)
    for input in [file, pipe.readEnd] {
      #expect(
        try Files.readAll(input, bytesMax: bytesMax) == Array(text.utf8.dropFirst(offset)))
    }
  }

  @Test func whatIsOneByteTooLongIsRefused() throws {
    try folder.write("0123456789", to: "a.txt")
    let file = try FileDescriptor.open(files.path("a.txt"), .readOnly)
    defer { close(file.rawValue) }
    let pipe = try FileDescriptor.pipe()
    defer { close(pipe.readEnd.rawValue) }
    try pipe.writeEnd.closeAfter { _ = try pipe.writeEnd.writeAll("0123456789".utf8) }
    for input in [file, pipe.readEnd] {
      #expect(throws: Errno.fileTooLarge) { try Files.readAll(input, bytesMax: 9) }
    }
  }

  @Test(arguments: [Problem.Category.usage, .failed])
  func aFileThatCannotBeReadIsOfTheCallersClass(category: Problem.Category) throws {
    let problem = #expect(throws: Problem.self) { try files.read("none", failing: category) }
    #expect(problem?.category == category)
    #expect(
      problem?.diagnostics.first?.message == "cannot read `none`: no such file or directory")
  }
}
