import Realtime

extension Message {
    /// The table of messages as those see it who listen to its changes.
    static let changes = RowTable<Message>(
        "message", primaryKey: "id",
        [
            .uuid("id") { $0.id },
            .uuid("workspace_id") { $0.workspaceId },
            .uuid("channel_id") { $0.channelId },
            .int8("seq") { $0.seq },
            .uuid("parent_id") { $0.parentId },
            .uuid("author_id") { $0.author.personID },
            .text("author_name") { $0.author.name },
            .text("author_kind") { $0.author.kind.rawValue },
            .text("text") { $0.text },
            .int4("replies") { $0.replies },
            .timestamptz("last_reply_at") { $0.lastReplyAt },
            .timestamptz("edited_at") { $0.editedAt },
            .timestamptz("deleted_at") { $0.deletedAt },
            .int8("version") { $0.version },
            .timestamptz("created_at") { $0.createdAt },
            .timestamptz("updated_at") { $0.updatedAt },
        ])
}
