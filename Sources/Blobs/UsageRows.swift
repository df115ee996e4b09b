import DataStore
import Primitives

/// SQL of how much each workspace stores: a sum that would take a look at every row, kept in the writes that change it.
enum UsageRows {
    static func add(bytes: Int64, files: Int64, to space: ID<BlobSpace>, in transaction: WriteTransaction) throws {
        let changed = try transaction.execute(
            "UPDATE storage_usage SET byte_count = byte_count + ?, file_count = file_count + ? WHERE workspace_id = ?",
            [bytes, files, space])
        if changed == 0 {
            try transaction.execute(
                "INSERT INTO storage_usage (workspace_id, byte_count, file_count) VALUES (?, ?, ?)", [space, bytes, files])
        }
    }

    /// What is in the trash is stored too: only the part of it that waits there changes.
    static func addTrash(bytes: Int64, files: Int64, to space: ID<BlobSpace>, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            UPDATE storage_usage SET trash_byte_count = trash_byte_count + ?, trash_file_count = trash_file_count + ?
            WHERE workspace_id = ?
            """, [bytes, files, space])
    }

    static func find(_ space: ID<BlobSpace>, in transaction: some SQLReading) throws -> StorageUsage {
        try transaction.row(
            "SELECT byte_count, file_count, trash_byte_count, trash_file_count FROM storage_usage WHERE workspace_id = ?", [space]
        ).map { row in
            StorageUsage(
                byteCount: try row["byte_count"], fileCount: try row["file_count"], trashByteCount: try row["trash_byte_count"],
                trashFileCount: try row["trash_file_count"])
        } ?? StorageUsage()
    }
}
