import DataStore
import Identity
import Primitives

/// Keys whose request is carried out elsewhere; an empty answer is one that is not known yet.
extension IdempotencyKeys {
    /// Answers what is kept with the key, if it was claimed before.
    ///
    /// - Throws: ``Failure`` `idempotencyKeyReused`.
    static func claim(
        _ key: IdempotencyKey, fingerprint: [UInt8], by principal: Principal, at now: Timestamp, in tx: WriteTransaction
    ) throws -> String? {
        if let used = try tx.row(
            "SELECT fingerprint, answer FROM idempotency_key WHERE workspace_id = ? AND principal = ? AND key = ?",
            identity(key, principal))
        {
            guard try used["fingerprint"] == fingerprint else { throw reused }
            return try used["answer"]
        }
        try tx.execute(
            "INSERT INTO idempotency_key (workspace_id, principal, key, fingerprint, answer, created_at) VALUES (?, ?, ?, ?, '', ?)",
            identity(key, principal) + [fingerprint, now])
        return nil
    }

    static func keep(_ answer: String, for key: IdempotencyKey, by principal: Principal, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE idempotency_key SET answer = ? WHERE workspace_id = ? AND principal = ? AND key = ?",
            [answer] + identity(key, principal))
    }

    static func release(_ key: IdempotencyKey, by principal: Principal, in tx: WriteTransaction) throws {
        try tx.execute(
            "DELETE FROM idempotency_key WHERE workspace_id = ? AND principal = ? AND key = ? AND answer = ''", identity(key, principal))
    }

    private static func identity(_ key: IdempotencyKey, _ principal: Principal) -> [any SQLConvertible] {
        [principal.workspaceID, principal.idempotencyScope, key.text]
    }
}
