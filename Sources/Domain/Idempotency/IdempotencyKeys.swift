import Crypto
package import DataStore
import FoundationEssentials
import Identity
package import Primitives

/// The keys of changes that were carried out, with what was answered; kept in the write of the change itself.
package enum IdempotencyKeys {
    /// A client that retries does so within minutes; two days cover a laptop that slept over a night.
    static let retention = Duration.hours(48)

    static let migrations = [
        Migration(
            "idempotency/001",
            """
            CREATE TABLE idempotency_key (
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                principal TEXT NOT NULL,
                key TEXT NOT NULL,
                fingerprint {blob} NOT NULL,
                answer TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (workspace_id, principal, key)
            ) {strict};
            CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
            """)
    ]

    /// Runs `change` unless this key has been used for the same input, in which case its answer is given again.
    ///
    /// - Throws: ``Failure`` `idempotencyKeyReused` when the key was used for something else.
    static func once<Answer: Decodable & JSONWritable>(
        _ key: IdempotencyKey?, operation: String, input: some Encodable, by principal: Principal, at now: Timestamp,
        in tx: WriteTransaction,
        change: () throws -> Answer
    ) throws -> Answer {
        guard let key else { return try change() }
        let fingerprint = try fingerprint(of: input, operation: operation)
        let identity: [any SQLConvertible] = [principal.workspaceID, principal.idempotencyScope, key.text]
        if let used = try tx.row(
            "SELECT fingerprint, answer FROM idempotency_key WHERE workspace_id = ? AND principal = ? AND key = ?", identity)
        {
            guard try used["fingerprint"] == fingerprint else {
                throw reused
            }
            return try JSONDecoder().decode(Answer.self, from: Data((try used["answer"] as String).utf8))
        }
        let answer = try change()
        let encoded = String(decoding: JSONWriter.bytes(of: answer), as: UTF8.self)
        try tx.execute(
            "INSERT INTO idempotency_key (workspace_id, principal, key, fingerprint, answer, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            identity + [fingerprint, encoded, now])
        return answer
    }

    static let reused = Failure(
        .idempotencyKeyReused, "This Idempotency-Key was used for another request. Use a new key for a new request.")

    /// Forgets up to `limit` keys past their retention; answers how many.
    package static func prune(at now: Timestamp, limit: Int = 1_000, in tx: WriteTransaction) throws -> Int {
        try tx.execute(
            """
            DELETE FROM idempotency_key WHERE (workspace_id, principal, key) IN
                (SELECT workspace_id, principal, key FROM idempotency_key WHERE created_at < ? ORDER BY created_at LIMIT ?)
            """, [now - retention, limit])
    }

    /// What stands for a key for as long as what was made under it is kept: its answer is forgotten after ``retention``, or with a lead.
    static func mark(_ key: IdempotencyKey, operation: String, by principal: Principal) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(operation)\n\(principal.idempotencyScope)\n\(key.text)".utf8)))
    }

    /// - Throws: ``Failure`` `idempotencyKeyRequired` unless there is one.
    static func require(_ key: IdempotencyKey?) throws(Failure) -> IdempotencyKey {
        guard let key else {
            throw Failure(
                .idempotencyKeyRequired, "Nothing was done: send an Idempotency-Key, so that money moves once however often it is sent.",
                fields: [FieldFault("Idempotency-Key", "A text of your own for this one change, such as a UUID.")])
        }
        return key
    }

    private static func fingerprint(of input: some Encodable, operation: String) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var hash = SHA256()
        hash.update(data: Array(operation.utf8) + [0])
        hash.update(data: try encoder.encode(input))
        return Array(hash.finalize())
    }
}

extension Principal {
    /// Whose keys they are: a person's, whatever they signed in with, or those of a workspace's key.
    var idempotencyScope: String { personID?.description ?? displayName.description }
}
