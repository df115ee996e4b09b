package import DataStore

/// The history of the health metrics: a row a slot. That there is one says that the node ran; what is not in it was not seen.
package enum RollupRows {
    package static let migrations = [
        Migration(
            "metrics/001",
            """
            CREATE TABLE rollup (
                step INTEGER NOT NULL,
                start INTEGER NOT NULL,
                content {blob} NOT NULL,
                PRIMARY KEY (step, start)
            ) {clustered};
            """)
    ]

    /// A clock that was set back meets a slot that is there already: the two are one then.
    static func add(_ slot: RollupSlot, step: RollupStep, in tx: WriteTransaction) throws {
        var sum = slot
        let known: [UInt8]? = try tx.value("SELECT content FROM rollup WHERE step = ? AND start = ?", [step.seconds, slot.start])
        if let known, let before = RollupCodec.decode(known, start: slot.start) { sum.add(before) }
        try put(sum, step: step, in: tx)
    }

    static func put(_ slot: RollupSlot, step: RollupStep, in tx: WriteTransaction) throws {
        try tx.execute(
            "INSERT INTO rollup (step, start, content) VALUES (?, ?, ?) ON CONFLICT (step, start) DO UPDATE SET content = excluded.content",
            [step.seconds, slot.start, RollupCodec.encode(slot)])
    }

    static func list(step: RollupStep, from first: Int64, to end: Int64, in tx: some SQLReading) throws -> [RollupSlot] {
        try tx.rows(
            "SELECT start, content FROM rollup WHERE step = ? AND start >= ? AND start < ? ORDER BY start LIMIT 30000",
            [step.seconds, first, end]
        ).compactMap { RollupCodec.decode(try $0["content"], start: try $0["start"]) }
    }

    static func last(in tx: some SQLReading) throws -> Int64? {
        try tx.value("SELECT start FROM rollup WHERE step = ? ORDER BY start DESC LIMIT 1", [RollupStep.short.seconds])
    }

    static func removeAfter(_ now: Int64, in tx: WriteTransaction) throws {
        for step in RollupStep.allCases { try tx.execute("DELETE FROM rollup WHERE step = ? AND start > ?", [step.seconds, now]) }
    }

    static func prune(now: Int64, in tx: WriteTransaction) throws {
        for step in RollupStep.allCases {
            try tx.execute("DELETE FROM rollup WHERE step = ? AND start < ?", [step.seconds, now - step.retention.components.seconds])
        }
    }
}
