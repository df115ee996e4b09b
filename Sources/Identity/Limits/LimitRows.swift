import DataStore
import Primitives

/// SQL of the limits.
enum LimitRows {
    /// A few milliseconds of the one writer.
    static let sweepLimit = 500

    static func fullAt(_ act: LimitedAct, _ subject: RemoteSubject, in transaction: some SQLReading) throws -> Timestamp? {
        try transaction.value("SELECT full_at FROM remote_budget WHERE act = ? AND remote = ?", [act, subject.text])
    }

    static func setFullAt(_ act: LimitedAct, _ subject: RemoteSubject, to moment: Timestamp, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO remote_budget (act, remote, full_at) VALUES (?, ?, ?)
            ON CONFLICT (act, remote) DO UPDATE SET full_at = excluded.full_at
            """, [act, subject.text, moment])
    }

    /// When codes were asked for an address between two moments, the newest first.
    static func requests(
        for address: EmailAddress, _ audience: CodeAudience, since moment: Timestamp, until end: Timestamp, limit: Int,
        in transaction: some SQLReading
    ) throws -> [Timestamp] {
        try transaction.rows(
            """
            SELECT requested_at FROM code_request WHERE address = ? AND audience = ? AND requested_at > ? AND requested_at <= ?
            ORDER BY requested_at DESC LIMIT ?
            """, [address.normalized, audience.text, moment, end, limit]
        ).map { try $0["requested_at"] }
    }

    static func recordRequest(
        for address: EmailAddress, _ audience: CodeAudience, at moment: Timestamp, in transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            "INSERT INTO code_request (address, audience, requested_at) VALUES (?, ?, ?)", [address.normalized, audience.text, moment])
    }

    /// Removes what no longer limits anything, a bounded number of each a call; answers how many.
    static func removeSpent(at moment: Timestamp, requestsBefore: Timestamp, in transaction: WriteTransaction) throws -> Int {
        let budgets = try transaction.execute(
            """
            DELETE FROM remote_budget WHERE (act, remote) IN
                (SELECT act, remote FROM remote_budget WHERE full_at <= ? LIMIT \(sweepLimit))
            """, [moment])
        let requests = try transaction.execute(
            """
            DELETE FROM code_request WHERE (address, audience, requested_at) IN
                (SELECT address, audience, requested_at FROM code_request WHERE requested_at <= ? LIMIT \(sweepLimit))
            """, [requestsBefore])
        return budgets + requests
    }
}
