import DataStore
import Primitives

/// SQL of the authorization codes of PKCE.
enum AuthCodeRows {
    /// What a code stands for.
    struct Grant: Sendable {
        let personID: ID<Person>
        let workspaceID: ID<Workspace>
        let method: SignInMethod
        let challenge: CodeChallenge
        let expiresAt: Timestamp
    }

    static func insert(_ hash: TokenHash, _ grant: Grant, at moment: Timestamp, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO auth_code (code_hash, person_id, workspace_id, method, challenge, challenge_method, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                hash, grant.personID, grant.workspaceID, grant.method, grant.challenge.text, grant.challenge.method, moment,
                grant.expiresAt,
            ])
    }

    static func find(_ hash: TokenHash, in transaction: some SQLReading) throws -> Grant? {
        guard
            let row = try transaction.row(
                "SELECT person_id, workspace_id, method, challenge, challenge_method, expires_at FROM auth_code WHERE code_hash = ?", [hash]
            ),
            let challenge = CodeChallenge(try row["challenge"], method: try row["challenge_method"])
        else { return nil }
        return Grant(
            personID: try row["person_id"], workspaceID: try row["workspace_id"], method: try row["method"], challenge: challenge,
            expiresAt: try row["expires_at"])
    }

    /// Uses a code up; false when it was already.
    static func remove(_ hash: TokenHash, in transaction: WriteTransaction) throws -> Bool {
        try transaction.execute("DELETE FROM auth_code WHERE code_hash = ?", [hash]) == 1
    }

    static func removeExpired(at moment: Timestamp, in transaction: WriteTransaction) throws -> Int {
        try transaction.execute(
            """
            DELETE FROM auth_code WHERE code_hash IN
                (SELECT code_hash FROM auth_code WHERE expires_at <= ? LIMIT \(OneTimeCodeRows.sweepLimit))
            """, [moment])
    }
}
