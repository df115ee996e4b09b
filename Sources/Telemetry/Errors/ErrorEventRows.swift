import DataStore
import Primitives

/// The table of reports: SQL and row mapping, nothing else.
enum ErrorEventRows {
    /// False when the report was there already.
    static func insert(_ event: ErrorEvent, _ packed: [UInt8], group: ID<ErrorGroup>, in tx: WriteTransaction) throws -> Bool {
        let items = String(decoding: JSONWriter.bytes(of: ListOfItems(items: event.items)), as: UTF8.self)
        let size = packed.count + items.utf8.count
        let isNew =
            try tx.execute(
                """
                INSERT INTO error_event (group_id, project_id, event_id, received_at, occurred_at, byte_count, items, report)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, [group, event.project, event.id, event.receivedAt, event.occurredAt, size, items, packed]) > 0
        guard isNew else { return false }
        try tx.execute("UPDATE error_size SET byte_count = byte_count + ?", [size])
        try AttachmentRows.insert(event, in: tx)
        return true
    }

    static func latest(of group: ID<ErrorGroup>, in tx: some SQLReading) throws -> StoredReport? {
        try tx.row("SELECT * FROM error_event WHERE group_id = ? ORDER BY number DESC LIMIT 1", [group]).map(decode).map {
            try withAttachments($0, in: tx)
        }
    }

    static func list(of group: ID<ErrorGroup>, before: Int64?, limit: Int, in tx: some SQLReading) throws -> [StoredReport] {
        try tx.rows(
            "SELECT * FROM error_event WHERE group_id = ? AND number < ? ORDER BY number DESC LIMIT ?", [group, before ?? .max, limit]
        ).map(decode)
    }

    /// All of a project, the oldest first.
    static func list(of project: ErrorProjectID, after number: Int64, limit: Int, in tx: some SQLReading) throws -> [StoredReport] {
        try tx.rows(
            "SELECT * FROM error_event WHERE number > ? AND project_id = ? ORDER BY number LIMIT ?", [number, project, limit]
        ).map(decode)
    }

    static func find(_ eventID: String, of projects: [ErrorProjectID], in tx: some SQLReading) throws -> StoredReport? {
        try tx.rows("SELECT * FROM error_event WHERE event_id = ? LIMIT 100", [eventID])
            .first { projects.contains(try $0["project_id"]) }.map(decode).map { try withAttachments($0, in: tx) }
    }

    /// Takes away up to `limit` reports of an error, or all with a number up to `last`; answers how many.
    static func delete(_ condition: String, _ arguments: [any SQLConvertible], limit: Int, in tx: WriteTransaction) throws -> Int {
        let rows = try tx.rows("SELECT number, byte_count FROM error_event WHERE \(condition) ORDER BY number LIMIT ?", arguments + [limit])
        guard !rows.isEmpty else { return 0 }
        var size = 0
        for row in rows {
            size += try row["byte_count"]
            let number: Int64 = try row["number"]
            try AttachmentRows.delete(of: number, in: tx)
            try tx.execute("DELETE FROM error_event WHERE number = ?", [number])
        }
        try tx.execute("UPDATE error_size SET byte_count = max(0, byte_count - ?)", [size])
        return rows.count
    }

    static func byteCount(in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT byte_count FROM error_size") ?? 0
    }

    private static func withAttachments(_ report: StoredReport, in tx: some SQLReading) throws -> StoredReport {
        var report = report
        report.keptAttachments = try AttachmentRows.positions(of: report.number, in: tx)
        return report
    }

    private static func decode(_ row: SQLRow) throws -> StoredReport {
        StoredReport(
            number: try row["number"], eventID: try row["event_id"], receivedAt: try row["received_at"],
            occurredAt: try row["occurred_at"], items: try row["items"], packed: try row["report"])
    }

    private struct ListOfItems: JSONWritable {
        let items: [ErrorEvent.Item]

        func write(to json: inout JSONWriter) { json.array(items) }
    }
}
