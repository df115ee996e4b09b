package import DataStore

/// The tables of people, workspaces and their credentials, and the audit log.
///
/// Of a credential only the SHA-256 is kept, or nothing where it is derived from the root secret: the database, a backup or a log
/// opens no door.
package enum IdentitySchema {
    package static let migrations: [Migration] = [
        Migration(
            "identity/001",
            """
            CREATE TABLE workspace (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
                time_zone TEXT NOT NULL,
                currency TEXT NOT NULL,
                payouts_need_two INTEGER NOT NULL DEFAULT 0 CHECK (payouts_need_two = 0 OR payouts_need_two = 1),
                created_at INTEGER NOT NULL,
                version INTEGER NOT NULL,
                delete_at INTEGER
            ) {strict};
            CREATE INDEX workspace_by_deletion ON workspace (delete_at);

            CREATE TABLE person (
                id TEXT PRIMARY KEY,
                email TEXT NOT NULL,
                email_normalized TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                language TEXT CHECK (language IN ('fr', 'en')),
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                email_confirmed_at INTEGER,
                last_sign_in_at INTEGER,
                new_email TEXT,
                confirmation_sent_at INTEGER,
                recovery_sent_at INTEGER,
                email_change_sent_at INTEGER,
                invited_at INTEGER
            ) {strict};

            -- Metadata and bans belong to the membership: what one workspace's programs say of a person must not count in another.
            CREATE TABLE member (
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                person_id TEXT NOT NULL REFERENCES person (id),
                role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
                -- Where they alone are told of things, and how often what was told there has changed.
                inbox_id TEXT NOT NULL UNIQUE,
                inbox_version INTEGER NOT NULL DEFAULT 0,
                user_metadata TEXT NOT NULL DEFAULT '{}',
                app_metadata TEXT NOT NULL DEFAULT '{}',
                banned_until INTEGER,
                created_at INTEGER NOT NULL,
                last_seen_at INTEGER,
                PRIMARY KEY (workspace_id, person_id)
            ) {strict};
            CREATE INDEX member_by_person ON member (person_id);
            CREATE INDEX member_by_role ON member (role, workspace_id);
            CREATE INDEX member_by_age ON member (workspace_id, created_at, person_id);

            -- One row a sign-in. Its refresh tokens differ by a counter alone and are not kept.
            CREATE TABLE session (
                id TEXT PRIMARY KEY,
                person_id TEXT NOT NULL,
                workspace_id TEXT NOT NULL,
                counter INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                last_used_at INTEGER NOT NULL,
                refreshed_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                method TEXT NOT NULL,
                reach TEXT NOT NULL CHECK (reach IN ('node', 'workspace')),
                user_agent TEXT,
                remote_address TEXT,
                FOREIGN KEY (workspace_id, person_id) REFERENCES member (workspace_id, person_id) ON DELETE CASCADE
            ) {strict};
            CREATE INDEX session_by_member ON session (workspace_id, person_id);
            CREATE INDEX session_by_person ON session (person_id, last_used_at);
            CREATE INDEX session_by_expiry ON session (expires_at);
            CREATE INDEX session_by_last_use ON session (last_used_at);

            CREATE TABLE api_token (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                person_id TEXT NOT NULL REFERENCES person (id),
                name TEXT NOT NULL,
                token_hash {blob} NOT NULL UNIQUE,
                scopes TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER,
                last_used_at INTEGER,
                revoked_at INTEGER
            ) {strict};
            CREATE INDEX api_token_by_workspace ON api_token (workspace_id, id);
            CREATE INDEX api_token_by_person ON api_token (person_id);

            -- The texts are derived from the root secret, so that they can be shown again.
            CREATE TABLE workspace_key (
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                kind TEXT NOT NULL CHECK (kind IN ('anon', 'service')),
                generation INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                retires_at INTEGER,
                PRIMARY KEY (workspace_id, kind, generation)
            ) {strict};

            CREATE TABLE setup_link (
                token_hash {blob} PRIMARY KEY,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                used_at INTEGER
            ) {strict};

            -- Append-only: the triggers below refuse every change, also by hand. It names things without referring to them, because an
            -- entry outlives them.
            CREATE TABLE audit_entry (
                number {sequence},
                id TEXT NOT NULL UNIQUE,
                workspace_id TEXT,
                at INTEGER NOT NULL,
                actor_id TEXT,
                actor_label TEXT NOT NULL,
                action TEXT NOT NULL,
                subject_kind TEXT NOT NULL,
                subject_id TEXT,
                subject_label TEXT,
                before TEXT,
                after TEXT,
                remote_address TEXT,
                user_agent TEXT,
                trace_id TEXT NOT NULL
            ) {strict};
            CREATE INDEX audit_entry_by_workspace ON audit_entry (workspace_id, number);
            CREATE INDEX audit_entry_by_actor ON audit_entry (workspace_id, actor_id, number);
            CREATE INDEX audit_entry_by_action ON audit_entry (workspace_id, action, number);
            CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON audit_entry
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_entry_never_goes BEFORE DELETE ON audit_entry
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            """)
    ]
}
