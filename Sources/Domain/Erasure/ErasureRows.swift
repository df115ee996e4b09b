import Blobs
import DataStore
import Identity
import Primitives
import Realtime

/// Where leads and people stand beside their own tables: SQL, nothing else.
enum ErasureRows {
    /// Of one table in one write.
    static let stepLimit = 500

    /// The hashes of all bytes that are a lead's alone to refer to: dossiers, and files with their older versions.
    static func hashes(of lead: Lead, in tx: some SQLReading) throws -> (dossiers: [ContentHash], files: [ContentHash]) {
        let dossiers = try tx.rows(
            "SELECT o.sha256 FROM dossier AS d JOIN blob_object AS o ON o.id = d.object_id WHERE d.lead_id = ?", [lead.id])
        // '0' is the character after '/'.
        let folder = ["\(lead.id)/", "\(lead.id)0"]
        let files = try [LeadFiles.bucket, ChatFiles.bucket].flatMap { bucket in
            try tx.rows(
                """
                SELECT v.sha256 FROM bucket AS b JOIN bucket_object AS o ON o.bucket_id = b.id JOIN blob_object AS v ON v.id = o.version_id
                WHERE b.workspace_id = ? AND b.name = ? AND o.key >= ? AND o.key < ?
                UNION ALL
                SELECT v.sha256 FROM trashed_object AS t JOIN blob_object AS v ON v.id = t.version_id
                WHERE t.workspace_id = ? AND t.bucket_name = ? AND t.key >= ? AND t.key < ?
                """,
                [
                    lead.workspaceId, bucket.description, folder[0], folder[1], lead.workspaceId, bucket.description, folder[0], folder[1],
                ])
        }
        return (try dossiers.map { try $0["sha256"] }, try files.map { try $0["sha256"] })
    }

    static func count(_ table: String, of lead: ID<Lead>, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM \(table) WHERE lead_id = ?", [lead]) ?? 0
    }

    /// Removes events of a room, at most ``stepLimit``; answers how many.
    static func removeEvents(in room: Room, _ tx: WriteTransaction) throws -> Int {
        let events = try tx.rows(
            "SELECT e.seq, e.rooms FROM event_room AS r JOIN event AS e ON e.seq = r.seq WHERE r.room = ? ORDER BY r.seq LIMIT \(stepLimit)",
            [room])
        let head: Int64? = try tx.value("SELECT max(seq) FROM event")
        for event in events {
            let seq: Int64 = try event["seq"]
            try WorkspaceRemoval.removeEvent(seq, rooms: try event["rooms"], isHead: seq == head, tx)
        }
        return events.count
    }

    /// Forgets answers to requests in which `text` stands.
    static func removeAnswers(with text: String, of workspace: ID<Workspace>, in tx: WriteTransaction) throws -> Int {
        try tx.execute(
            "DELETE FROM idempotency_key WHERE workspace_id = ? AND instr(lower(answer), lower(?)) > 0", [workspace, text])
    }

    /// Rows of a workspace, at most ``stepLimit``, in whose columns `text` stands.
    static func rows(
        of table: String, columns: String, with text: String, of workspace: ID<Workspace>, in tx: some SQLReading
    ) throws -> [String] {
        try tx.rows(
            "SELECT id FROM \(table) WHERE workspace_id = ? AND instr(lower(\(columns)), lower(?)) > 0 LIMIT \(stepLimit)",
            [workspace, text]
        ).map { try $0["id"] }
    }

    /// The leads of a workspace, after `last`, in which one of the texts may stand, or that have one of the keys.
    static func leads(
        with terms: [String], keys: [LeadKey], of workspace: ID<Workspace>, in tx: some SQLReading
    ) throws -> [ID<Lead>] {
        var found: Set<ID<Lead>> = []
        func add(_ sql: String, _ arguments: [any SQLConvertible]) throws {
            for row in try tx.rows(sql, arguments) { found.insert(try row["lead_id"]) }
        }
        for key in keys {
            try add(
                "SELECT k.lead_id FROM lead_key AS k JOIN lead AS l ON l.id = k.lead_id WHERE k.kind = ? AND k.value = ? AND l.workspace_id = ?",
                [key.kind, key.value, workspace])
        }
        for term in terms {
            for (table, column) in [
                ("contact", "email"), ("contact", "phone"), ("note", "text"), ("lead_change", "changes"), ("analysis", "content"),
                ("pipeline_event", "reason"),
            ] {
                try add(
                    """
                    SELECT DISTINCT t.lead_id FROM \(table) AS t JOIN lead AS l ON l.id = t.lead_id
                    WHERE l.workspace_id = ? AND instr(lower(t.\(column)), lower(?)) > 0
                    """, [workspace, term])
            }
            try add(
                """
                SELECT id AS lead_id FROM lead WHERE workspace_id = ? AND instr(lower(company || char(10) || coalesce(website, '') || char(10)
                    || coalesce(contact_name, '') || char(10) || coalesce(email, '') || char(10) || coalesce(phone, '') || char(10)
                    || coalesce(notes, '') || char(10) || coalesce(tags, '') || char(10) || coalesce(next_step, '')
                    || char(10) || coalesce(close_reason, '')), lower(?)) > 0
                """, [workspace, term])
        }
        return found.sorted()
    }

    /// Replaces texts in one column of the rows of a lead; answers how many rows changed.
    ///
    /// - Parameter key: the columns that name a row, beside the lead.
    static func replace(
        _ erased: ErasedText, in column: String, of table: String, key: String, lead: ID<Lead>, _ tx: WriteTransaction
    ) throws -> Int {
        var count = 0
        for row in try tx.rows("SELECT \(key) AS row_key, \(column) AS text FROM \(table) WHERE lead_id = ?", [lead]) {
            let text: String? = try row["text"]
            guard let text, erased.isIn(text) else { continue }
            let id: String = try row["row_key"]
            try tx.execute("UPDATE \(table) SET \(column) = ? WHERE lead_id = ? AND \(key) = ?", [erased.replacing(in: text), lead, id])
            count += 1
        }
        return count
    }
}
