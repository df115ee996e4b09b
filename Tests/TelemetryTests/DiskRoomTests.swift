import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Telemetry

struct DiskRoomTests {
    @Test func `The disk is asked every five seconds at most, and after the clock was set back`() {
        let clock = ManualClock()
        let count = Mutex(0)
        let room = DiskRoom(clock: clock.wallClock) {
            count.withLock { $0 += 1 }
            return DiskRoom.Room(freeBytes: 100, totalBytes: 1_000)
        }
        for _ in 0..<100 { _ = room.room }
        #expect(count.withLock { $0 } == 1)
        clock.advance(by: .seconds(6))
        #expect(room.isScarce)
        #expect(count.withLock { $0 } == 2)
        clock.advance(by: .hours(-1))
        _ = room.room
        #expect(count.withLock { $0 } == 3)
    }

    @Test func `The room of a folder is read from the system`() throws {
        let room = try #require(DiskRoom(path: "/tmp").room)
        #expect(room.totalBytes > 0 && room.freeBytes <= room.totalBytes)
    }

    @Test func `What has the reserve is not scarce, one byte less is, and what is not known is taken for enough`() {
        let reserve = DiskRoom.scarceBytes
        #expect(!DiskRoom.Room(freeBytes: reserve, totalBytes: 1 << 40).isScarce)
        #expect(DiskRoom.Room(freeBytes: reserve - 1, totalBytes: 1 << 40).isScarce)
        #expect(!DiskRoom(path: "/nowhere/at/all").isScarce)
    }
}
