import TestSupport
import Testing

@testable import RunEngine

struct WaitingRoomTests {
  @Test func keepsACallForWhoComesLate() throws {
    try Simulation.run { _ in
      let room = WaitingRoom()
      room.call(1)
      try await room.wait(as: 1)
    }
  }

  @Test func forgetsTheCallOfWhoLeaves() {
    #expect(throws: Simulation.Stuck.self) {
      try Simulation.run { _ in
        let room = WaitingRoom()
        room.call(1)
        room.leave(1)
        try await room.wait(as: 1)
      }
    }
  }

  @Test func callsOnlyTheOneMeant() throws {
    let called = try Simulation.run { clock in
      let room = WaitingRoom()
      return await withTaskGroup(of: Int.self) { group in
        for number in 1...3 {
          group.addTask {
            do { try await room.wait(as: number) } catch { return 0 }
            return number
          }
        }
        try? await clock.sleep(for: .seconds(1))
        room.call(2)
        var called = [await group.next()]
        group.cancelAll()
        for await other in group { called.append(other) }
        return called
      }
    }
    #expect(called == [2, 0, 0])
  }
}
