package import DataStore
import FoundationEssentials
import Glibc
package import Logging
package import Primitives

/// Opens the telemetry database, come what may: a damaged one is nobody's work, and must not keep the node from starting.
package enum TelemetryStore {
    /// How many damaged ones are kept for people to look at.
    static let keptCount = 2

    /// One that can't be opened, or that was found damaged by the last run, is set aside as `<path>.broken-<time>`, and a new one begun.
    ///
    /// - Throws: ``StoreError`` when a new one can't be made either.
    package static func open(path: String, migrations: [Migration], clock: WallClock = .system, logger: Logger) throws -> Store {
        if access(mark(path), F_OK) == 0 {
            setAside(path, because: "it was found damaged", clock, logger)
            unlink(mark(path))
        }
        do {
            return try Store(path: path, migrations: migrations, clock: clock)
        } catch {
            setAside(path, because: "\(error)", clock, logger)
            return try Store(path: path, migrations: migrations, clock: clock)
        }
    }

    /// Has the next start set the database aside: while it is open it can't be.
    package static func markDamaged(path: String) {
        close(creat(mark(path), 0o600))
    }

    private static func mark(_ path: String) -> String { path + ".damaged" }

    private static func setAside(_ path: String, because reason: String, _ clock: WallClock, _ logger: Logger) {
        let time = clock.now().description.filter { $0.isNumber }
        let aside = "\(path).broken-\(time)"
        for suffix in ["", "-wal", "-shm"] { rename(path + suffix, aside + suffix) }
        logger.error(
            "The telemetry database was set aside and a new one begun", metadata: ["path": .string(aside), "reason": .string(reason)])
        removeOldest(beside: path, logger)
    }

    private static func removeOldest(beside path: String, _ logger: Logger) {
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent().path
        do {
            let broken = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.hasPrefix(url.lastPathComponent + ".broken-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
            }
            // Their names sort by time.
            for name in broken.sorted().dropLast(keptCount) {
                for suffix in ["", "-wal", "-shm"] { unlink("\(folder)/\(name)\(suffix)") }
            }
        } catch {
            logger.warning("Damaged telemetry databases can't be listed", metadata: ["error": "\(error)"])
        }
    }
}
