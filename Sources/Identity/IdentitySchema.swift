package import DataStore

/// The tables of people, workspaces and their credentials.
///
/// Of a credential only the SHA-256 is kept: the database, a backup or a log opens no door.
package enum IdentitySchema {
    package static let migrations: [Migration] = [
        Migration(
            "identity/001",
            """
            CREATE TABLE workspace (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
                created_at INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) {strict};

            CREATE TABLE person (
                id TEXT PRIMARY KEY,
                email TEXT NOT NULL,
                email_normalized TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) {strict};

            CREATE TABLE member (
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                person_id TEXT NOT NULL REFERENCES person (id),
                role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
                created_at INTEGER NOT NULL,
                PRIMARY KEY (workspace_id, person_id)
            ) {strict};
            CREATE INDEX member_by_person ON member (person_id);
            CREATE INDEX member_by_role ON member (role, workspace_id);

            CREATE TABLE session (
                id TEXT PRIMARY KEY,
                person_id TEXT NOT NULL,
                workspace_id TEXT NOT NULL,
                token_hash {blob} NOT NULL UNIQUE,
                created_at INTEGER NOT NULL,
                last_used_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                user_agent TEXT,
                FOREIGN KEY (workspace_id, person_id) REFERENCES member (workspace_id, person_id) ON DELETE CASCADE
            ) {strict};
            CREATE INDEX session_by_member ON session (workspace_id, person_id);
            CREATE INDEX session_by_expiry ON session (expires_at);
            CREATE INDEX session_by_last_use ON session (last_used_at);

            CREATE TABLE api_token (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                person_id TEXT NOT NULL REFERENCES person (id),
                name TEXT NOT NULL,
                token_hash {blob} NOT NULL UNIQUE,
                role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
                created_at INTEGER NOT NULL,
                last_used_at INTEGER,
                revoked_at INTEGER
            ) {strict};
            CREATE INDEX api_token_by_workspace ON api_token (workspace_id, id);
            CREATE INDEX api_token_by_person ON api_token (person_id);

            CREATE TABLE setup_link (
                token_hash {blob} PRIMARY KEY,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                used_at INTEGER
            ) {strict};
            """)
    ]
}
