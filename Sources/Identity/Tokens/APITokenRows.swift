import DataStore
import Primitives

/// SQL of API tokens.
enum APITokenRows {
    static let recordUse = "UPDATE api_token SET last_used_at = ? WHERE token_hash = ? AND (last_used_at IS NULL OR last_used_at < ?)"

    static func insert(_ token: APIToken, hash: TokenHash, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO api_token (id, workspace_id, person_id, name, token_hash, scopes, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                token.id, token.workspaceID, token.creatorID, token.name, hash, Scopes(token.scopes), token.createdAt, token.expiresAt,
            ])
    }

    static func count(in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: some SQLReading) throws -> Int {
        try transaction.value(
            "SELECT count(*) FROM api_token WHERE workspace_id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)",
            [workspace, moment]) ?? 0
    }

    /// Those that were not revoked, newest first; one that has expired is listed, for its owner wonders why it fails.
    static func list(
        in workspace: ID<Workspace>, of person: ID<Person>?, before last: ID<APIToken>? = nil, limit: Int, _ transaction: some SQLReading
    ) throws -> [APIToken] {
        try transaction.rows(
            """
            SELECT id, workspace_id, person_id, name, scopes, created_at, expires_at, last_used_at FROM api_token
            WHERE workspace_id = ?1 AND person_id = coalesce(?2, person_id) AND (?3 IS NULL OR id < ?3) AND revoked_at IS NULL
            ORDER BY id DESC LIMIT ?4
            """, [workspace, person, last, limit]
        ).map(APIToken.init(row:))
    }

    static func find(_ id: ID<APIToken>, in workspace: ID<Workspace>, _ transaction: some SQLReading) throws -> APIToken? {
        try transaction.row(
            """
            SELECT id, workspace_id, person_id, name, scopes, created_at, expires_at, last_used_at FROM api_token
            WHERE id = ? AND workspace_id = ?
            """, [id, workspace]
        ).map(APIToken.init(row:))
    }

    static func recognize(_ hash: TokenHash, at moment: Timestamp, in transaction: some SQLReading) throws -> RecognizedCredential? {
        let row = try transaction.row(
            """
            SELECT api_token.id, api_token.person_id, api_token.workspace_id, api_token.name, api_token.scopes, api_token.expires_at,
                   api_token.last_used_at, member.role
            FROM api_token
            JOIN member ON member.workspace_id = api_token.workspace_id AND member.person_id = api_token.person_id
            JOIN workspace ON workspace.id = api_token.workspace_id
            WHERE api_token.token_hash = ? AND api_token.revoked_at IS NULL AND workspace.delete_at IS NULL
                  AND (member.banned_until IS NULL OR member.banned_until <= ?)
            """, [hash, moment])
        guard let row else { return nil }
        let (scopes, role): (Scopes, Role) = (try row["scopes"], try row["role"])
        return RecognizedCredential(
            principal: Principal(
                credential: .token(try row["id"]), workspaceID: try row["workspace_id"], personID: try row["person_id"], role: nil,
                permissions: scopes.permissions.intersection(PermissionTable.grantable(from: role.permissions)),
                displayName: try row["name"]),
            expiresAt: try row["expires_at"], recordsUse: true, lastUsedAt: try row["last_used_at"])
    }

    /// Whether the token was live.
    static func revoke(
        _ id: ID<APIToken>, in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: WriteTransaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE api_token SET revoked_at = ? WHERE id = ? AND workspace_id = ? AND revoked_at IS NULL", [moment, id, workspace]) > 0
    }
}

extension APIToken {
    fileprivate init(row: SQLRow) throws {
        let scopes: Scopes = try row["scopes"]
        self.init(
            id: try row["id"], workspaceID: try row["workspace_id"], creatorID: try row["person_id"], name: try row["name"],
            scopes: scopes.permissions, createdAt: try row["created_at"], expiresAt: try row["expires_at"],
            lastUsedAt: try row["last_used_at"])
    }
}
