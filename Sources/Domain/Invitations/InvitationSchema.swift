package import DataStore

/// The tables of invitations. To be run after those of identity.
///
/// Of a token only the SHA-256 is kept: nobody but the reader of the mail can accept.
package enum InvitationSchema {
    package static let migrations: [Migration] = [
        Migration(
            "invitations/001",
            """
            CREATE TABLE invitation (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                email TEXT NOT NULL,
                email_normalized TEXT NOT NULL,
                role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
                token_hash {blob} NOT NULL UNIQUE,
                inviter_id TEXT,
                inviter_name TEXT,
                created_at INTEGER NOT NULL,
                sent_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                accepted_at INTEGER,
                accepter_id TEXT,
                revoked_at INTEGER
            ) {strict};
            CREATE UNIQUE INDEX invitation_open ON invitation (email_normalized, workspace_id)
                WHERE accepted_at IS NULL AND revoked_at IS NULL;
            CREATE INDEX invitation_by_workspace ON invitation (workspace_id, sent_at);
            CREATE INDEX invitation_by_expiry ON invitation (expires_at);

            -- What was mailed within the last hour; a row goes when it limits nothing any more.
            CREATE TABLE invitation_mail (
                number {sequence},
                workspace_id TEXT NOT NULL REFERENCES workspace (id),
                email_normalized TEXT NOT NULL,
                sent_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX invitation_mail_by_workspace ON invitation_mail (workspace_id, sent_at);
            CREATE INDEX invitation_mail_by_age ON invitation_mail (sent_at);
            """)
    ]
}
