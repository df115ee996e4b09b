import DataStore
import Primitives

/// SQL of API tokens.
enum APITokenRows {
    static let recordUse = "UPDATE api_token SET last_used_at = ? WHERE token_hash = ? AND (last_used_at IS NULL OR last_used_at < ?)"

    static func insert(_ token: APIToken, hash: TokenHash, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO api_token (id, workspace_id, person_id, name, token_hash, role, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [token.id, token.workspaceID, token.creatorID, token.name, hash, token.role, token.createdAt])
    }

    static func count(in workspace: ID<Workspace>, _ transaction: some SQLReading) throws -> Int {
        try transaction.value("SELECT count(*) FROM api_token WHERE workspace_id = ? AND revoked_at IS NULL", [workspace]) ?? 0
    }

    static func list(in workspace: ID<Workspace>, limit: Int, _ transaction: some SQLReading) throws -> [APIToken] {
        try transaction.rows(
            """
            SELECT id, workspace_id, person_id, name, role, created_at, last_used_at FROM api_token
            WHERE workspace_id = ? AND revoked_at IS NULL ORDER BY id DESC LIMIT ?
            """, [workspace, limit]
        ).map { row in
            APIToken(
                id: try row["id"], workspaceID: try row["workspace_id"], creatorID: try row["person_id"], name: try row["name"],
                role: try row["role"], createdAt: try row["created_at"], lastUsedAt: try row["last_used_at"])
        }
    }

    @Sendable
    static func recognize(_ hash: TokenHash, in transaction: ReadTransaction) throws -> RecognizedCredential? {
        let row = try transaction.row(
            """
            SELECT api_token.id, api_token.person_id, api_token.workspace_id, api_token.name, api_token.role, api_token.last_used_at,
                   member.role AS creator_role
            FROM api_token
            JOIN member ON member.workspace_id = api_token.workspace_id AND member.person_id = api_token.person_id
            WHERE api_token.token_hash = ? AND api_token.revoked_at IS NULL
            """, [hash])
        guard let row else { return nil }
        let (granted, own): (Role, Role) = (try row["role"], try row["creator_role"])
        return RecognizedCredential(
            principal: Principal(
                credential: .token(try row["id"]), workspaceID: try row["workspace_id"], personID: try row["person_id"],
                role: min(granted, own), displayName: try row["name"]),
            lastUsedAt: try row["last_used_at"], expiresAt: nil, idleLimit: nil)
    }

    /// Answers the hash under which the token is known; `nil` when the workspace has none of this id.
    static func revoke(
        _ id: ID<APIToken>, in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: WriteTransaction
    ) throws -> TokenHash? {
        try transaction.value(
            "UPDATE api_token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? AND workspace_id = ? RETURNING token_hash",
            [moment, id, workspace])
    }
}
