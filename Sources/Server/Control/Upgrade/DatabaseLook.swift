import DataStore
import Foundation
import Primitives

/// What can be seen of a database from outside, whether a node has it open or not.
struct DatabaseLook {
    let schema: [SchemaStep]
    let byteCount: Int64
    let isHeld: Bool
    /// Whether it has a log of writes that nobody holds: its node died.
    let isUnsettled: Bool
    let lastBackupAt: Timestamp?

    /// - Throws: ``StoreError`` `corrupt` when it is none of a node.
    init(at path: String, isHeld: Bool) throws {
        self.isHeld = isHeld
        let log = Self.byteCount(of: path + "-wal")
        byteCount = Self.byteCount(of: path) + log
        isUnsettled = !isHeld && log > 0
        // Beside a node its own files say what is valid. Without one nothing writes, and reading makes no file; what a node that died has
        // left in its log is not seen then.
        let file = try DatabaseFile(reading: path, isStill: !isHeld)
        schema = try file.schema()
        lastBackupAt = try file.read { tx in
            guard try tx.row("SELECT 1 FROM sqlite_master WHERE name = 'backup_run'") != nil else { return nil }
            return try tx.value(
                "SELECT max(started_at) FROM backup_run WHERE kind = 'backup' AND state = 'succeeded' HAVING count(*) > 0", [],
                as: Timestamp.self)
        }
        try file.close()
    }

    private static func byteCount(of path: String) -> Int64 {
        let values = try? FileManager.default.attributesOfItem(atPath: path)
        return (values?[.size] as? NSNumber)?.int64Value ?? 0
    }
}
