import DataStore
import Identity
import Primitives

/// The table of accounts and their totals: SQL and row mapping, nothing else.
enum LedgerAccountRows {
    static func insert(_ account: LedgerAccountRow, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO ledger_account (number, id, workspace_id, code, name, kind, person_id, currency, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                account.number, account.id, account.workspaceID, account.code, account.name, account.kind, account.personID,
                account.currency, account.version, account.createdAt, account.updatedAt,
            ])
    }

    static func update(_ account: LedgerAccountRow, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE ledger_account SET name = ?, closed_at = ?, version = ?, updated_at = ? WHERE number = ?",
            [account.name, account.closedAt, account.version, account.updatedAt, account.number])
    }

    static func nextNumber(in tx: some SQLReading) throws -> Int64 {
        try tx.value("SELECT coalesce(max(number), 0) + 1 FROM ledger_account") ?? 1
    }

    static func find(_ id: ID<LedgerAccount>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LedgerAccountRow? {
        try tx.row("SELECT * FROM ledger_account WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    static func find(code: String, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LedgerAccountRow? {
        try tx.row("SELECT * FROM ledger_account WHERE workspace_id = ? AND code = ?", [workspace, code]).map(decode)
    }

    /// The one that the node made for somebody, whatever their id was then.
    static func payable(to person: ID<Person>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LedgerAccountRow? {
        try tx.row(
            "SELECT * FROM ledger_account WHERE workspace_id = ? AND person_id = ? AND code LIKE 'PAYABLE:%' ORDER BY number LIMIT 1",
            [workspace, person]
        ).map(decode)
    }

    /// By their codes, from behind `code`.
    static func list(of workspace: ID<Workspace>, after code: String, limit: Int, in tx: some SQLReading) throws -> [LedgerAccountRow] {
        try tx.rows("SELECT * FROM ledger_account WHERE workspace_id = ? AND code > ? ORDER BY code LIMIT ?", [workspace, code, limit])
            .map(decode)
    }

    static func count(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM ledger_account WHERE workspace_id = ?", [workspace]) ?? 0
    }

    /// Codes by number, of all accounts of a workspace.
    static func codes(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [Int64: String] {
        try tx.rows("SELECT number, code FROM ledger_account WHERE workspace_id = ?", [workspace]).reduce(into: [:]) { codes, row in
            codes[try row["number"]] = try row["code"] as String
        }
    }

    static func balances(of account: Int64, in tx: some SQLReading) throws -> [Money] {
        try tx.rows("SELECT currency, amount FROM ledger_balance WHERE account = ? ORDER BY currency", [account]).map {
            Money(try $0["amount"], try $0["currency"])
        }
    }

    static func balance(of account: Int64, in currency: Currency, _ tx: some SQLReading) throws -> Int64 {
        try tx.value("SELECT amount FROM ledger_balance WHERE account = ? AND currency = ?", [account, currency]) ?? 0
    }

    static func total(of account: Int64, on day: Day, in currency: Currency, _ tx: some SQLReading) throws -> Int64 {
        try tx.value("SELECT amount FROM ledger_day WHERE account = ? AND currency = ? AND day = ?", [account, currency, day]) ?? 0
    }

    /// What it held at the end of a day.
    static func balances(of account: Int64, through day: Day, in tx: some SQLReading) throws -> [Money] {
        try tx.rows(
            """
            SELECT currency, \(WideSum.columns(of: "amount")) FROM ledger_day WHERE account = ? AND day <= ?
            GROUP BY currency ORDER BY currency
            """, [account, day]
        ).map { Money(try WideSum.value(in: $0), try $0["currency"]) }
    }

    /// What it held when transaction `seq` was the newest.
    static func balances(of account: Int64, asOf seq: Int64, in tx: some SQLReading) throws -> [Money] {
        try tx.rows(
            """
            SELECT currency, \(WideSum.columns(of: "amount")) FROM ledger_entry WHERE account = ? AND transaction_seq <= ?
            GROUP BY currency ORDER BY currency
            """, [account, seq]
        ).map { Money(try WideSum.value(in: $0), try $0["currency"]) }
    }

    private static func decode(_ row: SQLRow) throws -> LedgerAccountRow {
        LedgerAccountRow(
            number: try row["number"], id: try row["id"], workspaceID: try row["workspace_id"], code: try row["code"],
            name: try row["name"], kind: try row["kind"], personID: try row["person_id"], currency: try row["currency"],
            closedAt: try row["closed_at"], version: try row["version"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"])
    }
}
