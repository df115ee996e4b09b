import DataStore
import FoundationEssentials
import Identity
import Primitives
import Realtime

/// The table of notifications: SQL and row mapping, nothing else.
///
/// A row goes with the membership of the person that it is for.
enum NotificationRows {
    static let migrations = [
        Migration(
            "notifications/001",
            """
            CREATE TABLE notification (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                person_id TEXT NOT NULL,
                kind TEXT NOT NULL,
                subject_kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                lead_id TEXT,
                title TEXT NOT NULL,
                actor_kind TEXT NOT NULL,
                actor_id TEXT,
                actor_name TEXT,
                count INTEGER NOT NULL,
                data TEXT NOT NULL,
                is_shown INTEGER NOT NULL CHECK (is_shown = 0 OR is_shown = 1),
                read_at INTEGER,
                mailed_at INTEGER,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                FOREIGN KEY (workspace_id, person_id) REFERENCES member (workspace_id, person_id) ON DELETE CASCADE
            ) {strict};
            CREATE INDEX notification_by_place ON notification (workspace_id, person_id, updated_at, id);
            CREATE UNIQUE INDEX notification_unread ON notification (workspace_id, person_id, kind, subject_id) WHERE read_at IS NULL;
            CREATE INDEX notification_count ON notification (workspace_id, person_id) WHERE read_at IS NULL AND is_shown = 1;
            CREATE INDEX notification_by_lead ON notification (lead_id) WHERE lead_id IS NOT NULL;
            CREATE INDEX notification_by_age ON notification (updated_at);
            """)
    ]

    static let columns = """
        n.id, n.kind, n.subject_kind, n.subject_id, n.lead_id, n.title, n.actor_kind, n.actor_id, n.actor_name, n.count, n.data, n.read_at,
        n.created_at, n.updated_at, n.version, p.name AS person_name
        """
    static let source = "notification AS n LEFT JOIN person AS p ON n.actor_kind = 'person' AND p.id = n.actor_id"

    static func insert(
        _ id: ID<Notification>, _ kind: NotificationKind, to person: ID<Person>, of workspace: ID<Workspace>,
        subject: NotificationSubject, by actor: ChangeActor, data: JSONValue, isShown: Bool, isMailed: Bool, at now: Timestamp,
        in tx: WriteTransaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO notification (id, workspace_id, person_id, kind, subject_kind, subject_id, lead_id, title, actor_kind, actor_id,
                actor_name, count, data, is_shown, read_at, mailed_at, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, NULL, ?, 1, ?, ?)
            """,
            [
                id, workspace, person, kind, subject.kind.rawValue, subject.id, subject.leadID, subject.title, actor.kind, actor.id,
                actor.name, text(data), isShown, isMailed ? now : nil, now, now,
            ])
    }

    /// The same thing happened again.
    static func `repeat`(
        _ id: ID<Notification>, subject: NotificationSubject, by actor: ChangeActor, data: JSONValue, at now: Timestamp,
        in tx: WriteTransaction
    ) throws {
        try tx.execute(
            """
            UPDATE notification SET title = ?, lead_id = ?, actor_kind = ?, actor_id = ?, actor_name = ?, data = ?, count = count + 1,
                version = version + 1, updated_at = ?
            WHERE id = ?
            """, [subject.title, subject.leadID, actor.kind, actor.id, actor.name, text(data), now, id])
    }

    static func unread(
        _ kind: NotificationKind, of subject: ID<Subject>, to person: ID<Person>, of workspace: ID<Workspace>, in tx: some SQLReading
    ) throws -> ID<Notification>? {
        try tx.value(
            "SELECT id FROM notification WHERE workspace_id = ? AND person_id = ? AND kind = ? AND subject_id = ? AND read_at IS NULL",
            [workspace, person, kind, subject])
    }

    static func unreadCount(to person: ID<Person>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Int {
        try tx.value(
            "SELECT count(*) FROM notification WHERE workspace_id = ? AND person_id = ? AND read_at IS NULL AND is_shown = 1",
            [workspace, person]) ?? 0
    }

    static func removeOldestUnread(to person: ID<Person>, of workspace: ID<Workspace>, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            DELETE FROM notification WHERE id = (
                SELECT id FROM notification WHERE workspace_id = ? AND person_id = ? AND read_at IS NULL ORDER BY updated_at, id LIMIT 1)
            """, [workspace, person])
    }

    static func find(
        _ id: ID<Notification>, to person: ID<Person>, of workspace: ID<Workspace>, in tx: some SQLReading
    ) throws -> Notification? {
        try tx.row(
            "SELECT \(columns) FROM \(source) WHERE n.id = ? AND n.workspace_id = ? AND n.person_id = ?", [id, workspace, person]
        ).map(decode)
    }

    static func decode(_ row: SQLRow) throws -> Notification {
        guard let subjectKind = NotificationSubject.Kind(rawValue: try row["subject_kind"]) else {
            throw StoreError(.unreadableRow, "a notification is about an unknown kind of thing")
        }
        let subject: ID<Subject> = try row["subject_id"]
        return Notification(
            id: try row["id"], kind: try row["kind"],
            subject: NotificationSubject(subjectKind, subject, lead: try row["lead_id"], title: try row["title"]),
            actor: Notification.Actor(
                kind: try row["actor_kind"], id: try row["actor_id"], name: try row["person_name"] ?? row["actor_name"]),
            count: try row["count"], data: try JSONDecoder().decode(JSONValue.self, from: Data((try row["data"] as String).utf8)),
            readAt: try row["read_at"], createdAt: try row["created_at"], updatedAt: try row["updated_at"], version: try row["version"])
    }

    private static func text(_ data: JSONValue) -> String { String(decoding: JSONWriter.bytes(of: data), as: UTF8.self) }
}
