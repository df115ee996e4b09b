import DataStore
import Primitives

/// How much is kept of errors, and how long: the oldest reports go first, their counts stay.
package struct ErrorRetention: Sendable {
    private static let step = 500

    /// Of all reports with their attachments, as they are kept.
    let byteLimit: Int
    let reports: Duration
    let groups: Duration

    package init(byteLimit: Int = 268_435_456, reports: Duration = .days(30), groups: Duration = .days(90)) {
        self.byteLimit = byteLimit
        self.reports = reports
        self.groups = groups
    }

    /// In the write that adds, so that the bound holds after every one of them.
    func apply(in tx: WriteTransaction) throws {
        // Attachments have a quarter of it: what a report says must not go for the screenshots of others.
        let attachments = try AttachmentRows.byteCount(in: tx)
        if attachments > byteLimit / 4 { try AttachmentRows.makeRoom(of: attachments - byteLimit / 80 * 19, in: tx) }
        guard try size(in: tx) > byteLimit else { return }
        // A twentieth more than it must, so that this is not done at every write.
        while try size(in: tx) > byteLimit / 20 * 19 {
            if try ErrorEventRows.delete("number > 0", [], limit: Self.step, in: tx) == 0 { return }
        }
    }

    private func size(in tx: some SQLReading) throws -> Int {
        try ErrorEventRows.byteCount(in: tx) + AttachmentRows.byteCount(in: tx)
    }

    /// What is too old; answers whether there may be more.
    func forgetOld(at now: Timestamp, in tx: WriteTransaction) throws -> Bool {
        let events = try ErrorEventRows.delete("received_at < ?", [now - reports], limit: Self.step, in: tx)
        try tx.execute("DELETE FROM error_hour WHERE hour < ?", [ErrorHour.of(now - groups)])
        try SessionRows.forget(before: now, keeping: groups, in: tx)
        try tx.execute("DELETE FROM error_tally WHERE day < ?", [Int((now - groups).seconds / 86_400)])
        let ids = try tx.rows("SELECT id FROM error_group WHERE last_seen < ? LIMIT ?", [now - groups, Self.step])
        for row in ids { try ErrorRemoval.remove(try row["id"], in: tx) }
        return events == Self.step || ids.count == Self.step
    }
}
