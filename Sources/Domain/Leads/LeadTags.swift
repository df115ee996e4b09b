import DataStore
import Identity
import Primitives

/// The table of which lead has which tag, by which leads are found: the lead's own row keeps the tags in their order.
///
/// Leads in the trash have theirs, too.
enum LeadTags {
    static let migrations = [
        Migration(
            "lead_tags/001",
            """
            CREATE TABLE lead_tag (
                workspace_id TEXT NOT NULL,
                tag_folded TEXT NOT NULL,
                lead_id TEXT NOT NULL REFERENCES lead(id),
                tag TEXT NOT NULL,
                PRIMARY KEY (workspace_id, tag_folded, lead_id)
            ) {clustered};
            CREATE INDEX lead_tag_by_lead ON lead_tag (lead_id);
            """)
    ]

    /// Makes `tags` those of the lead. Part of every write that changes them; a new lead without any needs none.
    static func set(_ tags: [String], of lead: Lead, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM lead_tag WHERE lead_id = ?", [lead.id])
        for tag in tags {
            try tx.execute(
                "INSERT INTO lead_tag (workspace_id, tag_folded, lead_id, tag) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [lead.workspaceId, key(of: tag), lead.id, tag])
        }
    }

    /// What two tags have in common that count as one: their text without case and accents.
    static func key(of tag: String) -> String { Folding.fold(tag) }
}
