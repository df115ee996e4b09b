import Blobs
import DataStore
import Identity
import Primitives

/// Removes channels for good, with all that was said there; what went to the event log is not touched here.
enum ChannelRemoval {
    /// Messages of one write, each with a few rows of its own: some milliseconds of the one writer.
    private static let stepLimit = 200

    /// A bounded part of the removal of one channel, also of one that has no row; answers whether there is more of it.
    static func step(_ id: ID<Channel>, of workspace: ID<Workspace>, in tx: WriteTransaction) throws -> Bool {
        if try Buckets.removeFolder(id.description, in: ChatFiles.bucket, of: ID(of: workspace), in: tx) { return true }
        let messages = try MessageRows.list(of: id, from: 0, limit: stepLimit, in: tx)
        for message in messages {
            try MessageIndex.remove(message, in: tx)
            for table in MessagePartRows.tables { try tx.execute("DELETE FROM \(table) WHERE message_id = ?", [message.id]) }
            try tx.execute("DELETE FROM message WHERE number = ?", [message.number])
        }
        if messages.count == stepLimit { return true }
        try tx.execute("DELETE FROM channel_reader WHERE channel_id = ?", [id])
        try tx.execute("DELETE FROM channel WHERE id = ?", [id])
        return false
    }

    /// A bounded part of the removal of every channel of a workspace.
    static func step(of workspace: ID<Workspace>, in tx: WriteTransaction) throws -> Bool {
        guard let id: ID<Channel> = try tx.value("SELECT id FROM channel WHERE workspace_id = ? LIMIT 1", [workspace]) else { return false }
        _ = try step(id, of: workspace, in: tx)
        return true
    }
}
