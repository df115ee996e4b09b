import Realtime

extension Note {
    /// The table of notes as those see it who listen to its changes.
    static let changes = RowTable<Note>(
        "note", primaryKey: "id",
        [
            .uuid("id") { $0.id },
            .uuid("workspace_id") { $0.workspaceId },
            .uuid("lead_id") { $0.leadId },
            .text("text") { $0.text },
            .uuid("author_id") { $0.authorId },
            .text("author_name") { $0.authorName },
            .int8("version") { $0.version },
            .timestamptz("created_at") { $0.createdAt },
            .timestamptz("updated_at") { $0.updatedAt },
        ])
}
