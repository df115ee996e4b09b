import DataStore
import Identity
import Primitives

/// The table of contacts: SQL and row mapping, nothing else.
enum ContactRows {
    static let migrations = [
        Migration(
            "contacts/001",
            """
            CREATE TABLE contact (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                lead_id TEXT NOT NULL REFERENCES lead(id),
                name TEXT NOT NULL,
                role TEXT,
                email TEXT,
                phone TEXT,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX contact_by_lead ON contact (lead_id, id);
            """)
    ]

    static func insert(_ contact: Contact, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO contact (id, workspace_id, lead_id, name, role, email, phone, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                contact.id, contact.workspaceId, contact.leadId, contact.name, contact.role, contact.email, contact.phone, contact.version,
                contact.createdAt, contact.updatedAt,
            ])
    }

    static func update(_ contact: Contact, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE contact SET lead_id = ?, name = ?, role = ?, email = ?, phone = ?, version = ?, updated_at = ? WHERE id = ?",
            [
                contact.leadId, contact.name, contact.role, contact.email, contact.phone, contact.version, contact.updatedAt, contact.id,
            ])
    }

    static func delete(_ id: ID<Contact>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM contact WHERE id = ?", [id])
    }

    static func find(_ id: ID<Contact>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Contact? {
        try tx.row("SELECT * FROM contact WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    /// In the order in which they were added.
    static func list(of lead: ID<Lead>, limit: Int = Contact.limitPerLead, in tx: some SQLReading) throws -> [Contact] {
        try tx.rows("SELECT * FROM contact WHERE lead_id = ? ORDER BY id LIMIT ?", [lead, limit]).map(decode)
    }

    static func count(of lead: ID<Lead>, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM contact WHERE lead_id = ?", [lead]) ?? 0
    }

    private static func decode(_ row: SQLRow) throws -> Contact {
        Contact(
            id: try row["id"], workspaceId: try row["workspace_id"], leadId: try row["lead_id"], name: try row["name"],
            role: try row["role"], email: try row["email"], phone: try row["phone"], version: try row["version"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
