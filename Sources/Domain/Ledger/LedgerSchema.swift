package import DataStore

/// The tables of the books. What keeps them whole stands in the schema, so that no fault of the code above it can break them.
///
/// Entries are written before their transaction, which seals them: at that moment they balance in every currency, continue the numbers and
/// the chain, and nothing of them changes or goes any more. The one way out is the removal of a workspace that waits to be deleted.
package enum LedgerSchema {
    package static let migrations = [Migration("ledger/001", tables), Migration("ledger/002", guards)]

    private static let tables = """
        CREATE TABLE ledger_account (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            workspace_id TEXT NOT NULL REFERENCES workspace(id),
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
            person_id TEXT,
            currency TEXT,
            closed_at INTEGER,
            version INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) {strict};
        CREATE UNIQUE INDEX ledger_account_by_code ON ledger_account (workspace_id, code);

        -- seq counts all transactions of the node, number those of a workspace.
        CREATE TABLE ledger_transaction (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            workspace_id TEXT NOT NULL REFERENCES workspace(id),
            number INTEGER NOT NULL,
            day INTEGER NOT NULL,
            description TEXT NOT NULL,
            reference TEXT,
            reverses TEXT,
            payout_id TEXT,
            lead_id TEXT,
            posted_by_id TEXT,
            posted_by_name TEXT,
            posted_at INTEGER NOT NULL,
            key {blob},
            previous_hash {blob} NOT NULL,
            hash {blob} NOT NULL
        ) {strict};
        CREATE UNIQUE INDEX ledger_transaction_by_number ON ledger_transaction (workspace_id, number);
        CREATE INDEX ledger_transaction_by_day ON ledger_transaction (workspace_id, day, number);
        CREATE UNIQUE INDEX ledger_transaction_by_reversed ON ledger_transaction (reverses) WHERE reverses IS NOT NULL;
        CREATE UNIQUE INDEX ledger_transaction_by_key ON ledger_transaction (workspace_id, key) WHERE key IS NOT NULL;
        CREATE INDEX ledger_transaction_by_payout ON ledger_transaction (payout_id) WHERE payout_id IS NOT NULL;

        CREATE TABLE ledger_entry (
            transaction_seq INTEGER NOT NULL REFERENCES ledger_transaction(seq) DEFERRABLE INITIALLY DEFERRED,
            position INTEGER NOT NULL,
            account INTEGER NOT NULL REFERENCES ledger_account(number),
            day INTEGER NOT NULL,
            currency TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount <> 0),
            memo TEXT,
            PRIMARY KEY (transaction_seq, position)
        ) {clustered};
        -- With everything that a sum over an account reads.
        CREATE INDEX ledger_entry_by_account ON ledger_entry (account, day, transaction_seq, position, currency, amount);

        -- Running totals, kept by the write of each entry.
        CREATE TABLE ledger_balance (
            account INTEGER NOT NULL REFERENCES ledger_account(number),
            currency TEXT NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (account, currency)
        ) {clustered};
        CREATE TABLE ledger_day (
            account INTEGER NOT NULL REFERENCES ledger_account(number),
            currency TEXT NOT NULL,
            day INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (account, currency, day)
        ) {clustered};
        """

    private static let guards = """
        CREATE TRIGGER ledger_entry_counts AFTER INSERT ON ledger_entry BEGIN
            INSERT INTO ledger_balance (account, currency, amount) VALUES (NEW.account, NEW.currency, NEW.amount)
                ON CONFLICT (account, currency) DO UPDATE SET amount = amount + excluded.amount;
            INSERT INTO ledger_day (account, currency, day, amount) VALUES (NEW.account, NEW.currency, NEW.day, NEW.amount)
                ON CONFLICT (account, currency, day) DO UPDATE SET amount = amount + excluded.amount;
        END;

        CREATE TRIGGER ledger_entry_is_sealed BEFORE INSERT ON ledger_entry
        WHEN NEW.transaction_seq <= coalesce((SELECT max(seq) FROM ledger_transaction), 0)
        BEGIN SELECT RAISE(ABORT, 'a posted transaction takes no more entries'); END;

        CREATE TRIGGER ledger_transaction_balances BEFORE INSERT ON ledger_transaction BEGIN
            SELECT RAISE(ABORT, 'a transaction has at least two entries')
                WHERE (SELECT count(*) FROM ledger_entry WHERE transaction_seq = NEW.seq) < 2;
            SELECT RAISE(ABORT, 'the entries of a transaction do not sum to zero') WHERE EXISTS (
                SELECT 1 FROM ledger_entry WHERE transaction_seq = NEW.seq GROUP BY currency HAVING sum(amount) <> 0);
            SELECT RAISE(ABORT, 'an entry is of another day than its transaction') WHERE EXISTS (
                SELECT 1 FROM ledger_entry WHERE transaction_seq = NEW.seq AND day <> NEW.day);
            SELECT RAISE(ABORT, 'an entry is in a closed account, one of another workspace or of another currency') WHERE EXISTS (
                SELECT 1 FROM ledger_entry AS e JOIN ledger_account AS a ON a.number = e.account
                WHERE e.transaction_seq = NEW.seq AND (
                    a.workspace_id <> NEW.workspace_id OR a.closed_at IS NOT NULL OR coalesce(a.currency, e.currency) <> e.currency));
        END;

        CREATE TRIGGER ledger_transaction_continues BEFORE INSERT ON ledger_transaction BEGIN
            SELECT RAISE(ABORT, 'a transaction does not follow the last one of the node')
                WHERE NEW.seq <> coalesce((SELECT max(seq) FROM ledger_transaction), 0) + 1;
            SELECT RAISE(ABORT, 'a transaction does not follow the last one of its workspace')
                WHERE NEW.number <> coalesce((SELECT max(number) FROM ledger_transaction WHERE workspace_id = NEW.workspace_id), 0) + 1;
            SELECT RAISE(ABORT, 'a transaction does not continue the chain') WHERE NEW.previous_hash <> coalesce(
                (SELECT hash FROM ledger_transaction WHERE workspace_id = NEW.workspace_id AND number = NEW.number - 1), zeroblob(32));
        END;

        CREATE TRIGGER ledger_entry_never_changes BEFORE UPDATE ON ledger_entry
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER ledger_transaction_never_changes BEFORE UPDATE ON ledger_transaction
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER ledger_account_stays_what_it_is
        BEFORE UPDATE OF number, id, workspace_id, code, kind, person_id, currency, created_at ON ledger_account
        BEGIN SELECT RAISE(ABORT, 'only name and end of an account change'); END;

        CREATE TRIGGER ledger_entry_never_goes BEFORE DELETE ON ledger_entry
        WHEN (SELECT w.delete_at FROM ledger_account AS a JOIN workspace AS w ON w.id = a.workspace_id WHERE a.number = OLD.account) IS NULL
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER ledger_transaction_never_goes BEFORE DELETE ON ledger_transaction
        WHEN (SELECT delete_at FROM workspace WHERE id = OLD.workspace_id) IS NULL
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER ledger_account_never_goes BEFORE DELETE ON ledger_account
        WHEN (SELECT delete_at FROM workspace WHERE id = OLD.workspace_id) IS NULL
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        """
}
