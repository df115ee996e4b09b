package import DataStore

/// The tables of one-time codes, their limits, and the generations of keys. To be run after ``IdentitySchema``.
///
/// No code, link or authorization code can be read from it: codes are kept as Argon2id with a pepper that is not in the
/// database, links and authorization codes as SHA-256 of 122 random bits or more.
package enum CodeSchema {
    package static let migrations: [Migration] = [
        Migration(
            "identity/codes/001",
            """
            CREATE TABLE one_time_code (
                address TEXT NOT NULL,
                -- The workspace of the stock client that asked, empty for the page: clients of one can't void what another waits for.
                audience TEXT NOT NULL,
                slot TEXT NOT NULL CHECK (slot IN ('confirmation', 'recovery', 'email_change_current', 'email_change_new', 'invite')),
                id TEXT NOT NULL UNIQUE,
                email TEXT NOT NULL,
                person_id TEXT REFERENCES person (id) ON DELETE CASCADE,
                workspace_id TEXT REFERENCES workspace (id) ON DELETE CASCADE,
                admission TEXT NOT NULL CHECK (admission IN ('none', 'rules', 'granted')),
                door TEXT NOT NULL CHECK (door IN ('page', 'wire')),
                metadata TEXT,
                language TEXT,
                redirect TEXT,
                challenge TEXT,
                challenge_method TEXT CHECK (challenge_method IN ('s256', 'plain')),
                change_id TEXT,
                new_email TEXT,
                code_hash {blob} NOT NULL,
                salt {blob} NOT NULL,
                key_id TEXT NOT NULL,
                link_hash {blob} NOT NULL UNIQUE,
                attempts INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                used_at INTEGER,
                PRIMARY KEY (address, audience, slot)
            ) {strict};
            CREATE INDEX one_time_code_by_expiry ON one_time_code (expires_at);
            CREATE INDEX one_time_code_by_change ON one_time_code (change_id) WHERE change_id IS NOT NULL;
            CREATE INDEX one_time_code_by_person ON one_time_code (person_id);
            CREATE INDEX one_time_code_by_workspace ON one_time_code (workspace_id);

            CREATE TABLE auth_code (
                code_hash {blob} PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
                method TEXT NOT NULL,
                challenge TEXT NOT NULL,
                challenge_method TEXT NOT NULL CHECK (challenge_method IN ('s256', 'plain')),
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX auth_code_by_expiry ON auth_code (expires_at);
            CREATE INDEX auth_code_by_person ON auth_code (person_id);
            CREATE INDEX auth_code_by_workspace ON auth_code (workspace_id);

            CREATE TABLE code_request (
                address TEXT NOT NULL,
                audience TEXT NOT NULL,
                requested_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX code_request_by_address ON code_request (address, audience, requested_at);
            CREATE INDEX code_request_by_age ON code_request (requested_at);

            CREATE TABLE remote_budget (
                act TEXT NOT NULL,
                remote TEXT NOT NULL,
                full_at INTEGER NOT NULL,
                PRIMARY KEY (act, remote)
            ) {clustered};
            CREATE INDEX remote_budget_by_end ON remote_budget (full_at);

            CREATE TABLE key_generation (
                purpose TEXT NOT NULL,
                generation INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                retires_at INTEGER,
                PRIMARY KEY (purpose, generation)
            ) {strict};
            """)
    ]
}
