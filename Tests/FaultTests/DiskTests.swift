import CommandModel
import RunEngine
import TestSupport
import Testing

extension FaultTests {
  /// A journal whose disk fails or is full.
  struct DiskTests {
    @Test(.enabled(if: Strace.works, "needs strace, and the right to use it"))
    func aDiskThatFailsStopsTheRun() async throws {
      let points = try await Strace.points(slice: runsSlowTests ? 1 : 24).filter {
        ["fdatasync", "pwrite64"].contains($0.call)
      }
      try #require(points.count > 2)
      var stops = 0
      for (number, point) in points.enumerated() {
        let scene = try await Scene(items: 20)
        let error = number.isMultiple(of: 2) ? "EIO" : "ENOSPC"
        let status = try await scene.run(
          Scene.begin(),
          behind: Strace.words("inject=\(point.call):error=\(error):when=\(point.count)+"))
        if try await stopped(scene, status, "\(point) \(error)") { stops += 1 }
        #expect(try await scene.goOn { try scene.start($0) } == 0, "\(scene.outputs.errors)")
        try await scene.expectAgreement()
        await scene.close()
      }
      // Which thread makes a call differs from run to run, so that a few are not reached.
      #expect(stops > points.count / 2)
    }

    @Test(
      .enabled(if: ChildProcess.works("unshare", "-m", "true"), "needs the right to mount"),
      arguments: runsSlowTests ? Array(stride(from: 16, through: 400, by: 8)) : [64, 112, 160])
    func aFullDiskStopsTheRun(kilobytes: Int) async throws {
      let scene = try await Scene(items: 60)
      // Only the process sees the small disk, so that what is on it is copied out.
      let script = """
        mkdir disk state && chmod 700 state && mount -t tmpfs -o size=\(kilobytes)k tmpfs disk
        XDG_STATE_HOME=$HOME/disk "$@"
        status=$?
        cp -a disk/. state/ && exit $status
        """
      let status = try await scene.run(
        Scene.begin(), behind: ["unshare", "-m", "/bin/sh", "-c", script, "sh"])
      if kilobytes <= 160 { #expect(status == 7, "\(scene.outputs.errors)") }
      _ = try await stopped(scene, status, "\(kilobytes) KB")
      #expect(try await scene.goOn { try scene.start($0) } == 0, "\(scene.outputs.errors)")
      try await scene.expectAgreement()
      await scene.close()
    }

    /// Checks that a run that could not write stopped with nothing sent that is not written
    /// down; false when it could write to its end.
    private func stopped(_ scene: Scene, _ status: Int32, _ what: String) async throws -> Bool {
      guard status != 0 else { return false }
      #expect(status == 7, "\(what): \(scene.outputs.errors)")
      #expect(scene.outputs.errors.contains("error[journal-failed]"))
      if try await scene.runs().isEmpty {
        #expect(await scene.reloads().isEmpty)
      } else {
        try await scene.expectAgreement(isComplete: false)
      }
      return true
    }
  }
}
