import DataStore
import FoundationEssentials
import Primitives

/// SQL of the audit log.
enum AuditRows {
    /// Enough for the fields of one form; what an act changes beyond is told by its subject.
    private static let detailByteLimit = 16_384

    static func insert(_ entry: AuditEntry, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO audit_entry (id, workspace_id, at, actor_id, actor_label, action, subject_kind, subject_id, subject_label,
                                     before, after, remote_address, user_agent, trace_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                entry.id, entry.workspaceID, entry.at, entry.actor.id, entry.actor.label, entry.action, entry.subject.kind,
                entry.subject.id, entry.subject.label, try entry.before.map(text), try entry.after.map(text), entry.remoteAddress,
                entry.userAgent, entry.traceID,
            ])
    }

    static func list(
        in workspace: ID<Workspace>, _ filter: AuditFilter, before number: Int64?, limit: Int, _ transaction: some SQLReading
    ) throws -> [(number: Int64, entry: AuditEntry)] {
        var conditions = ["workspace_id = ?"]
        var arguments: [any SQLConvertible] = [workspace]
        func add(_ condition: String, _ values: any SQLConvertible...) {
            conditions.append(condition)
            arguments += values
        }
        if let number { add("number < ?", number) }
        if let action = filter.action {
            // A noun is every action that continues with a full stop; '/' is the character after it.
            if action.contains(".") { add("action = ?", action) } else { add("action >= ? AND action < ?", action + ".", action + "/") }
        }
        if let actor = filter.actorID { add("actor_id = ?", actor) }
        if let kind = filter.subjectKind { add("subject_kind = ?", kind) }
        if let subject = filter.subjectID { add("subject_id = ?", subject) }
        if let since = filter.since { add("at >= ?", since) }
        if let until = filter.until { add("at < ?", until) }
        return try transaction.rows(
            "SELECT * FROM audit_entry WHERE \(conditions.joined(separator: " AND ")) ORDER BY number DESC LIMIT ?", arguments + [limit]
        ).map { (number: try $0["number"], entry: try AuditEntry(row: $0)) }
    }

    private static func text(_ value: JSONValue) throws -> String {
        let text = try JSONText.encode(value)
        return text.utf8.count <= detailByteLimit ? text : #"{"omitted":"too long"}"#
    }
}

extension AuditEntry {
    fileprivate init(row: SQLRow) throws {
        let (before, after): (String?, String?) = (try row["before"], try row["after"])
        self.init(
            id: try row["id"], workspaceID: try row["workspace_id"], at: try row["at"],
            actor: Actor(id: try row["actor_id"], label: try row["actor_label"]), action: try row["action"],
            subject: AuditSubject(try row["subject_kind"], id: try row["subject_id"], label: try row["subject_label"]),
            before: try before.map(JSONText.decode), after: try after.map(JSONText.decode), remoteAddress: try row["remote_address"],
            userAgent: try row["user_agent"], traceID: try row["trace_id"])
    }
}
