import Realtime

extension Project {
    /// The table of projects as those see it who listen to its changes.
    ///
    /// A workspace's first project is made with it, before anybody can listen, so that is not recorded.
    static let changes = RowTable<Project>(
        "project", primaryKey: "id",
        [
            .uuid("id") { $0.id },
            .uuid("workspace_id") { $0.workspaceId },
            .text("name") { $0.name },
            .text("description") { $0.description },
            .bool("is_default") { $0.isDefault },
            .text("duplicate_policy") { $0.duplicatePolicy.rawValue },
            .timestamptz("archived_at") { $0.archivedAt },
            .timestamptz("deleted_at") { $0.deletedAt },
            .int8("version") { $0.version },
            .timestamptz("created_at") { $0.createdAt },
            .timestamptz("updated_at") { $0.updatedAt },
        ])
}
