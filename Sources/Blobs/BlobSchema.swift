package import DataStore

/// The table of stored objects. Several may share the bytes of one file, within one workspace.
package enum BlobSchema {
    package static let migrations: [Migration] = [
        Migration(
            "blobs/001",
            """
            CREATE TABLE blob_object (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
                byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
                content_type TEXT NOT NULL,
                name TEXT NOT NULL,
                purpose TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX blob_object_by_content ON blob_object (workspace_id, sha256);
            """)
    ]
}
