import DataStore
import Primitives

/// SQL of set-up links.
enum SetupLinkRows {
    static func insert(_ hash: TokenHash, createdAt: Timestamp, expiresAt: Timestamp, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO setup_link (token_hash, created_at, expires_at) VALUES (?, ?, ?)", [hash, createdAt, expiresAt])
    }

    static func removeUnused(in transaction: WriteTransaction) throws {
        try transaction.execute("DELETE FROM setup_link WHERE used_at IS NULL")
    }

    /// Marks the link used; false when there is none that can be.
    static func use(_ hash: TokenHash, at moment: Timestamp, in transaction: WriteTransaction) throws -> Bool {
        try transaction.execute(
            "UPDATE setup_link SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?", [moment, hash, moment]) == 1
    }
}
