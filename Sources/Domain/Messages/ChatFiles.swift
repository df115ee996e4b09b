package import Blobs
package import DataStore
import Identity
package import Primitives

/// The bucket that every workspace has for the files of its chat: objects named `{channel}/{uuid}/{name}`.
///
/// Files come in by signed links alone, each once and for nobody to replace; they are read by those who may read the chat.
package enum ChatFiles {
    private static let nameByteLimit = 200
    /// A message that is written for longer has lost its files.
    private static let unsentRetention = Duration.hours(24)
    private static let stepLimit = 200

    package static let bucket: BucketName = {
        guard let name = BucketName("chat") else { preconditionFailure("the name is one of a bucket") }
        return name
    }()

    /// Part of making a workspace.
    static func createBucket(for workspace: ID<Workspace>, at now: Timestamp, in tx: WriteTransaction) throws {
        try Buckets.add(bucket, to: ID(of: workspace), at: now, in: tx)
    }

    /// Gives the bucket to the workspaces that have none. To be called before a node takes requests.
    package static func completeWorkspaces(_ buckets: Buckets) async throws {
        try await buckets.addEverywhere(bucket)
    }

    /// Puts files into the trash that were put up a day ago and are in no message; answers whether there may be more.
    package static func removeUnsent(at now: Timestamp, in tx: WriteTransaction) throws -> Bool {
        let rows = try tx.rows(
            """
            SELECT b.workspace_id, o.key FROM bucket AS b JOIN bucket_object AS o ON o.bucket_id = b.id
            WHERE b.name = ? AND o.created_at < ? AND NOT EXISTS (SELECT 1 FROM message_attachment AS a WHERE a.object_id = o.id)
            ORDER BY o.bucket_id, o.key LIMIT \(stepLimit)
            """, [bucket.description, now - unsentRetention])
        for row in rows {
            let workspace: ID<Workspace> = try row["workspace_id"]
            try Buckets.trash([try row["key"]], in: bucket, of: ID(of: workspace), by: nil, at: now, in: tx)
        }
        return rows.count == stepLimit
    }

    /// A key that nothing else has, ending in a name that tells what it is.
    static func key(for name: String, in channel: ID<Channel>, _ file: ID<MessageAttachment>) -> ObjectKey {
        let place = "\(channel)/\(file)/"
        let line = name.singleLine().replacing("/", with: "_").replacing("\\", with: "_").prefix(utf8: nameByteLimit)
        let isName = !line.isEmpty && line != "." && line != ".."
        guard let key = ObjectKey(place + (isName ? line : "file")) else { preconditionFailure("a cleaned name is good for a key") }
        return key
    }

    /// The channel whose file a key is.
    static func channel(of key: ObjectKey) -> ID<Channel>? {
        let text = key.description
        guard let slash = text.firstIndex(of: "/"), let id = ID<Channel>(String(text[..<slash])), id.description == text[..<slash] else {
            return nil
        }
        return id
    }
}
