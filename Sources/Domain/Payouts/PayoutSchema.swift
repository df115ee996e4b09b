import DataStore

/// The tables of rules and payouts.
enum PayoutSchema {
    static let migrations = [
        Migration(
            "payouts/001",
            """
            CREATE TABLE commission_rule (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                name TEXT NOT NULL,
                project_id TEXT,
                kind TEXT NOT NULL CHECK (kind IN ('percentage', 'fixed')),
                rate INTEGER CHECK (rate BETWEEN 1 AND 10000),
                amount INTEGER CHECK (amount > 0),
                currency TEXT,
                shares TEXT NOT NULL,
                enabled INTEGER NOT NULL CHECK (enabled = 0 OR enabled = 1),
                valid_from INTEGER,
                valid_to INTEGER,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX commission_rule_by_workspace ON commission_rule (workspace_id, id);

            CREATE TABLE payout (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                project_id TEXT,
                lead_id TEXT,
                lead_company TEXT,
                rule_id TEXT,
                person_id TEXT NOT NULL,
                person_name TEXT NOT NULL,
                amount INTEGER NOT NULL CHECK (amount <> 0),
                currency TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'paid', 'void')),
                description TEXT,
                reason TEXT,
                claws_back TEXT,
                created_by_id TEXT,
                approved_by_id TEXT,
                approved_at INTEGER,
                paid_by_id TEXT,
                paid_at INTEGER,
                reference TEXT,
                paid_on INTEGER,
                voided_by_id TEXT,
                voided_at INTEGER,
                key {blob},
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX payout_by_workspace ON payout (workspace_id, id);
            CREATE INDEX payout_by_person ON payout (workspace_id, person_id, id);
            CREATE INDEX payout_by_state ON payout (workspace_id, state, id);
            CREATE INDEX payout_by_lead ON payout (lead_id) WHERE lead_id IS NOT NULL;
            CREATE UNIQUE INDEX payout_by_key ON payout (workspace_id, key) WHERE key IS NOT NULL;
            -- What was paid is taken back once, however often the lead is won and lost.
            CREATE UNIQUE INDEX payout_by_clawed ON payout (claws_back) WHERE claws_back IS NOT NULL;

            CREATE TRIGGER payout_keeps_its_sum BEFORE UPDATE OF amount, currency, person_id, claws_back ON payout
            BEGIN SELECT RAISE(ABORT, 'person and amount of a payout do not change'); END;
            CREATE TRIGGER payout_never_goes_back BEFORE UPDATE OF state ON payout
            WHEN NOT (OLD.state = NEW.state OR (OLD.state = 'pending' AND NEW.state IN ('approved', 'void'))
                OR (OLD.state = 'approved' AND NEW.state IN ('paid', 'void')))
            BEGIN SELECT RAISE(ABORT, 'a payout goes from pending to approved to paid, or void'); END;
            CREATE TRIGGER payout_never_goes BEFORE DELETE ON payout
            WHEN (SELECT delete_at FROM workspace WHERE id = OLD.workspace_id) IS NULL
            BEGIN SELECT RAISE(ABORT, 'payouts are kept with the ledger'); END;
            """)
    ]
}
