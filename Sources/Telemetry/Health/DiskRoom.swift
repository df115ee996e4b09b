import Glibc
package import Primitives
import Synchronization

/// How much room is left on the disk of a folder. Asks the system at most every few seconds, so that it may be asked for each line of a log.
package final class DiskRoom: Sendable {
    package struct Room: Hashable, Sendable, Codable {
        package let freeBytes: Int64
        package let totalBytes: Int64

        package init(freeBytes: Int64, totalBytes: Int64) {
            self.freeBytes = freeBytes
            self.totalBytes = totalBytes
        }

        package var freeShare: Double { totalBytes > 0 ? Double(freeBytes) / Double(totalBytes) : 0 }
        /// Whether telemetry stops writing, so that what is left serves the product.
        package var isScarce: Bool { freeBytes < DiskRoom.scarceBytes }
    }

    /// The last bytes of a disk are the product's: its own log of writes may grow as large before it is folded into the database.
    package static let scarceBytes: Int64 = 268_435_456
    static let age = Duration.seconds(5)

    private struct Known {
        let room: Room
        let at: Timestamp
    }

    private let measure: @Sendable () -> Room?
    private let clock: WallClock
    private let known = Mutex<Known?>(nil)

    package convenience init(path: String, clock: WallClock = .system) {
        self.init(clock: clock) { Self.room(of: path) }
    }

    init(clock: WallClock, measure: @escaping @Sendable () -> Room?) {
        self.clock = clock
        self.measure = measure
    }

    /// `nil` when the system does not say.
    package var room: Room? {
        let now = clock.now()
        return known.withLock { known in
            if let known, now >= known.at, now - known.at < Self.age { return known.room }
            guard let room = measure() else { return known?.room }
            known = Known(room: room, at: now)
            return room
        }
    }

    /// What is not known is taken for enough.
    package var isScarce: Bool { room?.isScarce ?? false }

    private static func room(of path: String) -> Room? {
        var space = statvfs()
        guard statvfs(path, &space) == 0 else { return nil }
        return Room(
            freeBytes: Int64(clamping: UInt64(space.f_bavail) * UInt64(space.f_frsize)),
            totalBytes: Int64(clamping: UInt64(space.f_blocks) * UInt64(space.f_frsize)))
    }
}
