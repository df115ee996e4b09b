package import DataStore

/// The tables of stored files. Several rows of `blob_object` may share the bytes of one file, within one workspace.
///
/// A row of `blob_object` is one version and never changes; `bucket_object` says which version a key stands for, `trashed_object` which
/// can still be brought back. Texts are compared by their bytes, as SQLite does by itself and PostgreSQL in the collation `C`.
package enum BlobSchema {
    /// What is not true where the rows came from a backup: uploads that were under way, whose parts are in none.
    package static let corrections = ["DELETE FROM resumable_upload WHERE is_finished = 0"]

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

            CREATE TABLE storage_usage (
                workspace_id TEXT PRIMARY KEY REFERENCES workspace (id),
                byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
                file_count INTEGER NOT NULL CHECK (file_count >= 0),
                trash_byte_count INTEGER NOT NULL DEFAULT 0 CHECK (trash_byte_count >= 0),
                trash_file_count INTEGER NOT NULL DEFAULT 0 CHECK (trash_file_count >= 0)
            ) {strict};

            CREATE TABLE bucket (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                name TEXT NOT NULL,
                is_public INTEGER NOT NULL CHECK (is_public = 0 OR is_public = 1),
                byte_limit INTEGER,
                media_types TEXT,
                generation INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE UNIQUE INDEX bucket_by_name ON bucket (workspace_id, name);
            CREATE UNIQUE INDEX bucket_by_public_name ON bucket (name) WHERE is_public = 1;

            CREATE TABLE bucket_object (
                bucket_id TEXT NOT NULL REFERENCES bucket (id),
                key TEXT NOT NULL,
                folder TEXT NOT NULL,
                id TEXT NOT NULL,
                version_id TEXT NOT NULL REFERENCES blob_object (id),
                cache_control TEXT NOT NULL,
                metadata TEXT,
                owner_id TEXT,
                is_inert INTEGER NOT NULL CHECK (is_inert = 0 OR is_inert = 1),
                generation INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                PRIMARY KEY (bucket_id, key)
            ) {clustered};
            CREATE UNIQUE INDEX bucket_object_by_version ON bucket_object (version_id);
            CREATE INDEX bucket_object_by_creation ON bucket_object (bucket_id, folder, created_at);
            CREATE INDEX bucket_object_by_change ON bucket_object (bucket_id, folder, updated_at);
            CREATE INDEX bucket_object_by_whole_creation ON bucket_object (bucket_id, created_at);
            CREATE INDEX bucket_object_by_whole_change ON bucket_object (bucket_id, updated_at);

            CREATE TABLE trashed_object (
                version_id TEXT PRIMARY KEY REFERENCES blob_object (id),
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                bucket_name TEXT NOT NULL,
                key TEXT NOT NULL,
                cache_control TEXT NOT NULL,
                metadata TEXT,
                owner_id TEXT,
                is_inert INTEGER NOT NULL,
                is_replaced INTEGER NOT NULL CHECK (is_replaced = 0 OR is_replaced = 1),
                trashed_at INTEGER NOT NULL,
                trashed_by TEXT
            ) {clustered};
            CREATE INDEX trashed_object_by_moment ON trashed_object (trashed_at);
            CREATE INDEX trashed_object_by_key ON trashed_object (workspace_id, bucket_name, key);
            CREATE INDEX trashed_object_by_workspace ON trashed_object (workspace_id, trashed_at, version_id);

            CREATE TABLE resumable_upload (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                bucket_id TEXT NOT NULL REFERENCES bucket (id),
                key TEXT NOT NULL,
                content_type TEXT NOT NULL,
                cache_control TEXT NOT NULL,
                metadata TEXT,
                owner_id TEXT,
                replaces INTEGER NOT NULL,
                byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
                received_count INTEGER NOT NULL CHECK (received_count >= 0),
                is_finished INTEGER NOT NULL DEFAULT 0 CHECK (is_finished = 0 OR is_finished = 1),
                expires_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX resumable_upload_by_bucket ON resumable_upload (bucket_id);
            CREATE INDEX resumable_upload_by_workspace ON resumable_upload (workspace_id, is_finished);
            CREATE INDEX resumable_upload_by_expiry ON resumable_upload (expires_at);

            CREATE TABLE blob_fault (
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                sha256 TEXT NOT NULL,
                fault TEXT NOT NULL,
                found_at INTEGER NOT NULL,
                PRIMARY KEY (workspace_id, sha256)
            ) {clustered};
            """)
    ]
}
