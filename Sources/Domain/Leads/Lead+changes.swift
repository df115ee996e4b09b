import Realtime

extension Lead {
    /// The table of leads as those see it who listen to its changes: all columns but the text that searching is done in.
    static let changes = RowTable<Lead>(
        "lead", primaryKey: "id",
        [
            .uuid("id") { $0.id },
            .uuid("workspace_id") { $0.workspaceId },
            .uuid("project_id") { $0.projectId },
            .text("company") { $0.company },
            .text("website") { $0.website },
            .text("domain") { $0.domain },
            .text("contact_name") { $0.contactName },
            .text("email") { $0.email },
            .text("phone") { $0.phone },
            .text("notes") { $0.notes },
            .text("status") { $0.status.rawValue },
            .text("failure_code") { $0.failure?.code },
            .text("failure_message") { $0.failure?.message },
            .int4("score") { $0.score },
            .int8("version") { $0.version },
            .timestamptz("created_at") { $0.createdAt },
            .timestamptz("updated_at") { $0.updatedAt },
            .timestamptz("ready_at") { $0.readyAt },
        ])
}
