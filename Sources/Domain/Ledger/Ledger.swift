package import DataStore
package import Identity
package import Primitives
package import Realtime

/// The books of a workspace: double entry, only ever appended to. Each change is one write.
///
/// - Throws: ``Failure`` `forbidden` and `notFound` everywhere, and what is said beside each operation.
package struct Ledger: Sendable {
    package static let pageLimit = 200
    /// Accounts of one workspace: a chart of accounts with one for each of a thousand people, ten times.
    static let accountLimit = 10_000

    let store: Store
    let log: EventLog
    let clock: WallClock

    package init(store: Store, log: EventLog, clock: WallClock = .system) {
        self.store = store
        self.log = log
        self.clock = clock
    }

    // MARK: Accounts

    /// One page of the accounts with what they hold, by code.
    package func accounts(for principal: Principal, cursor: String?, limit: Int) async throws -> Page<LedgerAccount> {
        try principal.require(.ledgerRead)
        let query = "accounts"
        let after = try cursor.map { try BoundCursor.place(in: $0, for: query) { $0 } }
        return try await store.read { tx in
            let found = try LedgerAccountRows.list(of: principal.workspaceID, after: after ?? "", limit: limit + 1, in: tx)
            let shown = try found.prefix(limit).map { try $0.account(holding: LedgerAccountRows.balances(of: $0.number, in: tx)) }
            return Page(items: shown, next: found.count > limit ? shown.last.map { BoundCursor.text(of: $0.code, for: query) } : nil)
        }
    }

    package func account(_ id: ID<LedgerAccount>, for principal: Principal) async throws -> LedgerAccount {
        try principal.require(.ledgerRead)
        return try await store.read { try Self.shown(Self.find(id, for: principal, in: $0), in: $0) }
    }

    /// Makes an account.
    ///
    /// - Throws: besides, `invalidRequest`, `conflict` for a code that is taken and at ``accountLimit``, `idempotencyKeyReused`.
    package func createAccount(_ draft: LedgerAccountDraft, key: IdempotencyKey?, act: Act) async throws -> LedgerAccount {
        let principal = try act.requirePrincipal()
        try principal.require(.ledgerPost)
        let accepted = try draft.accepted()
        return try await store.write { [self] tx in
            let now = clock.now().onTheWire
            return try IdempotencyKeys.once(key, operation: "ledger.accounts.create", input: draft, by: principal, at: now, in: tx) {
                let workspace = principal.workspaceID
                if let person = accepted.personID { try Self.requireMember(person, "/personId", of: workspace, in: tx) }
                guard try LedgerAccountRows.find(code: accepted.code, of: workspace, in: tx) == nil else {
                    throw Failure(
                        .conflict, "There is an account with this code.", fields: [FieldFault("/code", "Another code, or that account.")])
                }
                let account = try Self.make(
                    accepted.code, accepted.name, accepted.kind, of: accepted.personID, in: accepted.currency, workspace, at: now, tx)
                try Self.audit(.ledgerAccountCreated, account, act, now, tx)
                return account.account(holding: [])
            }
        }
    }

    /// Renames an account, closes it, or opens it again.
    ///
    /// - Throws: besides, `versionRequired`, `staleVersion`, `conflict` for one that holds anything and is to be closed.
    package func editAccount(
        _ id: ID<LedgerAccount>, _ patch: LedgerAccountPatch, version: Int64?, act: Act
    ) async throws -> LedgerAccount {
        let principal = try act.requirePrincipal()
        try principal.require(.ledgerPost)
        return try await store.write { [self] tx in
            let before = try Self.find(id, for: principal, in: tx)
            let shown = try Self.shown(before, in: tx)
            try BaseVersion.require(version, is: before.version, of: shown, wanting: patch.wanted)
            let now = clock.now().onTheWire
            var after = before
            if let name = patch.name { after.name = name }
            if let isClosed = patch.isClosed, isClosed != (before.closedAt != nil) {
                guard !isClosed || shown.balances.allSatisfy({ $0.amount == 0 }) else {
                    throw Failure(.conflict, "The account holds something. Move it to another account first.")
                }
                after.closedAt = isClosed ? now : nil
            }
            guard after.name != before.name || after.closedAt != before.closedAt else { return shown }
            after.version += 1
            after.updatedAt = now
            try LedgerAccountRows.update(after, in: tx)
            try Self.audit(.ledgerAccountChanged, after, act, now, tx)
            return after.account(holding: shown.balances)
        }
    }

    /// What an account holds, or held: through a day by the days of business, at a moment by what was posted until then.
    package func balance(of id: ID<LedgerAccount>, at time: LedgerTime?, for principal: Principal) async throws -> LedgerBalance {
        try principal.require(.ledgerRead)
        return try await store.read { tx in
            let account = try Self.find(id, for: principal, in: tx)
            let balances =
                switch time {
                case nil: try LedgerAccountRows.balances(of: account.number, in: tx)
                case .day(let day): try LedgerAccountRows.balances(of: account.number, through: day, in: tx)
                case .moment(let moment):
                    try LedgerAccountRows.balances(
                        of: account.number, asOf: LedgerTransactionRows.seq(at: moment, of: principal.workspaceID, in: tx), in: tx)
                }
            return LedgerBalance(balances: balances, at: time?.description)
        }
    }

    static func find(_ id: ID<LedgerAccount>, for principal: Principal, in tx: some SQLReading) throws -> LedgerAccountRow {
        guard let account = try LedgerAccountRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such account in this workspace.")
        }
        return account
    }

    /// The account of that code, made if there is none.
    func account(
        _ code: String, _ name: String, _ kind: LedgerAccountKind, of person: ID<Person>? = nil, in workspace: ID<Workspace>,
        _ tx: WriteTransaction
    ) throws -> LedgerAccountRow {
        if let account = try LedgerAccountRows.find(code: code, of: workspace, in: tx) { return account }
        return try Self.make(code, name, kind, of: person, in: nil, workspace, at: clock.now().onTheWire, tx)
    }

    private static func make(
        _ code: String, _ name: String, _ kind: LedgerAccountKind, of person: ID<Person>?, in currency: Currency?,
        _ workspace: ID<Workspace>, at now: Timestamp, _ tx: WriteTransaction
    ) throws -> LedgerAccountRow {
        guard try LedgerAccountRows.count(of: workspace, in: tx) < accountLimit else {
            throw Failure(.conflict, "This workspace has \(accountLimit) accounts, which is the most it can.")
        }
        let account = LedgerAccountRow(
            number: try LedgerAccountRows.nextNumber(in: tx), id: ID(at: now), workspaceID: workspace, code: code, name: name, kind: kind,
            personID: person, currency: currency, closedAt: nil, version: 1, createdAt: now, updatedAt: now)
        try LedgerAccountRows.insert(account, in: tx)
        return account
    }

    private static func shown(_ account: LedgerAccountRow, in tx: some SQLReading) throws -> LedgerAccount {
        account.account(holding: try LedgerAccountRows.balances(of: account.number, in: tx))
    }

    static func requireMember(_ person: ID<Person>, _ pointer: String, of workspace: ID<Workspace>, in tx: some SQLReading) throws {
        guard try Members.role(of: person, in: workspace, tx) != nil else {
            throw Failure(
                .invalidRequest, "Nobody like that is here.", fields: [FieldFault(pointer, "This workspace has no such member.")])
        }
    }

    private static func audit(
        _ action: AuditAction, _ account: LedgerAccountRow, _ act: Act, _ now: Timestamp, _ tx: WriteTransaction
    ) throws {
        try AuditLog.append(
            AuditEntry(
                action, on: AuditSubject("ledger_account", id: account.id, label: account.code), in: account.workspaceID,
                after: ["name": .string(account.name), "closed": .bool(account.closedAt != nil)], act: act, at: now), in: tx)
    }
}
