import FoundationEssentials
import TestSupport
import Testing

extension FaultTests {
  /// A process that is killed at a chosen system call: all that it does to its disk and to
  /// the network lies between two of them.
  @Suite(.enabled(if: Strace.works, "needs strace, and the right to use it"))
  struct SystemCallTests {
    @Test func aKillAtAnySystemCallLosesAndDoublesNothing() async throws {
      let points = try await Strace.points(slice: runsSlowTests ? 1 : 32)
      try #require(points.count > 5)
      var kills = 0
      for point in points {
        let scene = try await Scene(items: 20)
        var wrapper = Strace.words("inject=\(point.call):signal=KILL:when=\(point.count)")
        let status = try await scene.goOn { arguments in
          defer { wrapper = [] }
          if wrapper.isEmpty { kills += 1 }
          return try scene.start(arguments, behind: wrapper)
        }
        #expect(status == 0, "\(point) \(scene.outputs.errors)")
        try await scene.expectAgreement()
        await scene.close()
      }
      // Which thread makes a call differs from run to run, so that a few are not reached.
      #expect(kills > points.count / 2)
    }
  }
}

/// Runs the program under strace, which counts its system calls and interferes.
enum Strace {
  /// The n-th of a kind of call.
  struct Point: Sendable {
    let call: String
    let count: Int
  }

  static let works = ChildProcess.works("strace", "-f", "-qq", "-o", "/dev/null", "true")

  /// What changes a file, and what sends.
  private static let calls = [
    "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "mkdir", "writev", "sendto",
    "sendmsg", "connect",
  ]

  /// The words before those of the program.
  static func words(_ interference: String, output: String = "/dev/null") -> [String] {
    [
      "strace", "-f", "-qq", "-o", output, "-e",
      "trace=" + calls.joined(separator: ","), "-e", interference,
    ]
  }

  /// Every `slice`-th of the calls that a run of 20 items makes, of each kind at least one.
  static func points(slice: Int) async throws -> [Point] {
    let scene = try await Scene(items: 20)
    let status = try await scene.run(
      Scene.begin(), behind: words("signal=none", output: scene.folder.path + "/trace"))
    try #require(status == 0, "\(scene.outputs.errors)")
    try await scene.expectAgreement()
    await scene.close()
    // A line is the thread and the call; they are counted for each thread.
    var counts: [String: [Substring: Int]] = [:]
    for line in try scene.folder.read("trace").split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 1, let name = calls.first(where: { words[1].hasPrefix($0 + "(") })
      else { continue }
      counts[name, default: [:]][words[0], default: 0] += 1
    }
    let random = SeededRandom(seed: 1)
    return counts.sorted { $0.key < $1.key }.flatMap { name, threads in
      let most = threads.values.max() ?? 0
      let first = random.next(in: 1..<min(slice, most) + 1)
      return stride(from: first, through: most, by: slice).map { Point(call: name, count: $0) }
    }
  }
}
