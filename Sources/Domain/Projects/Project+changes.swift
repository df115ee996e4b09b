import Realtime

extension Project {
    /// The table of projects as those see it who listen to its changes.
    ///
    /// A workspace's first project is made with it, before anybody can listen, so that is not recorded.
    static let changes = RowTable<Project>(
        "project", primaryKey: "id",
        [
            .uuid("id") { $0.id },
            .uuid("workspace_id") { $0.workspaceID },
            .text("name") { $0.name },
            .timestamptz("created_at") { $0.createdAt },
            .int8("version") { $0.version },
        ])
}
