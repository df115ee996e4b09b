import Realtime

extension Contact {
    /// The table of contacts as those see it who listen to its changes.
    static let changes = RowTable<Contact>(
        "contact", primaryKey: "id",
        [
            .uuid("id") { $0.id },
            .uuid("workspace_id") { $0.workspaceId },
            .uuid("lead_id") { $0.leadId },
            .text("name") { $0.name },
            .text("role") { $0.role },
            .text("email") { $0.email },
            .text("phone") { $0.phone },
            .int8("version") { $0.version },
            .timestamptz("created_at") { $0.createdAt },
            .timestamptz("updated_at") { $0.updatedAt },
        ])
}
