package import DataStore
import Synchronization

/// The table of the recent window: SQL and row mapping, nothing else.
package final class LogRows: Sendable {
    package static let migrations = [
        Migration(
            "logs/001",
            """
            CREATE TABLE log_block (
                id {sequence},
                severity INTEGER NOT NULL,
                byte_count INTEGER NOT NULL,
                lines {blob} NOT NULL
            ) {strict};
            """)
    ]

    /// What a row costs beside its lines, so that many small blocks are counted for what they are.
    private static let rowByteCount: Int64 = 48
    /// So much is made free at once.
    private static let roomShare: Int64 = 20

    private let byteLimit: Int64
    /// Bytes of all blocks as last known; `nil` before the first look.
    private let byteCount = Mutex<Int64?>(nil)

    init(byteLimit: Int64) {
        self.byteLimit = byteLimit
    }

    func insert(_ blocks: [LogBlock], in tx: WriteTransaction) throws {
        var total = try byteCount.withLock { $0 } ?? tx.value("SELECT COALESCE(SUM(byte_count), 0) FROM log_block") ?? 0
        for block in blocks {
            let bytes = Int64(block.lines.count) + Self.rowByteCount
            try tx.execute(
                "INSERT INTO log_block (severity, byte_count, lines) VALUES (?, ?, ?)",
                [block.severity, bytes, block.lines] as [any SQLConvertible])
            total += bytes
        }
        if total > byteLimit { total = try makeRoom(in: tx) }
        let known = total
        tx.afterCommit { self.byteCount.withLock { $0 = known } }
    }

    private func makeRoom(in tx: WriteTransaction) throws -> Int64 {
        var total: Int64 = try tx.value("SELECT COALESCE(SUM(byte_count), 0) FROM log_block") ?? 0
        let goal = byteLimit - byteLimit / Self.roomShare
        while total > goal {
            let oldest = try tx.rows("SELECT id, byte_count FROM log_block ORDER BY id LIMIT 500")
            var last: Int64?
            for row in oldest where total > goal {
                total -= try row["byte_count"]
                last = try row["id"]
            }
            guard let last else { return 0 }
            try tx.execute("DELETE FROM log_block WHERE id <= ?", [last])
        }
        return total
    }

    struct Stored: Sendable {
        let id: Int64
        let lines: [UInt8]
    }

    static func blocks(after id: Int64, limit: Int, in tx: some SQLReading) throws -> [Stored] {
        try tx.rows("SELECT id, lines FROM log_block WHERE id > ? ORDER BY id LIMIT ?", [id, limit]).map {
            Stored(id: try $0["id"], lines: try $0["lines"])
        }
    }

    static func replace(_ id: Int64, by lines: [UInt8], in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE log_block SET lines = ?, byte_count = ? WHERE id = ?",
            [lines, Int64(lines.count) + rowByteCount, id] as [any SQLConvertible])
    }

    /// Blocks from the newest, `upTo` included, that hold a line as severe.
    static func blocks(upTo id: Int64, severity: Int, limit: Int, in tx: some SQLReading) throws -> [Stored] {
        try tx.rows(
            "SELECT id, lines FROM log_block WHERE id <= ? AND severity >= ? ORDER BY id DESC LIMIT ?",
            [id, severity, limit] as [any SQLConvertible]
        ).map { Stored(id: try $0["id"], lines: try $0["lines"]) }
    }
}
