package import DataStore
package import Identity
package import Primitives

/// Reads the whole chain of a workspace again, a stretch at a time, while others go on posting.
package struct LedgerCheck: Sendable {
    /// Transactions of one stretch: a few milliseconds of one reader, some hundred kilobytes.
    private static let step = 2_000

    private let store: Store
    private let workspace: ID<Workspace>

    package init(of workspace: ID<Workspace>, in store: Store) {
        self.store = store
        self.workspace = workspace
    }

    /// - Parameter kept: a head that was kept elsewhere; the chain has to go through it.
    package func run(through kept: LedgerHead? = nil) async throws -> LedgerVerification {
        var walk = LedgerWalk(through: kept)
        var codes = try await store.read { [workspace] in try LedgerAccountRows.codes(of: workspace, in: $0) }
        do {
            var stretch = try await read(after: 0)
            while walk.fault == nil {
                // The next one is read while this one is looked at.
                let last = stretch.end == nil ? stretch.rows.last?.link.number : nil
                async let next = following(last)
                if let end = stretch.end { codes = end.codes }
                if stretch.lines.contains(where: { codes[$0.account] == nil }) {
                    codes = try await store.read { [workspace] in try LedgerAccountRows.codes(of: workspace, in: $0) }
                }
                walk.follow(stretch, codes: codes)
                guard let following = try await next else { break }
                stretch = following
            }
        } catch let error as StoreError where error.code == .unreadableRow || error.code == .corrupt {
            let found = walk.verification
            return LedgerVerification(
                ok: false, transactions: found.transactions, entries: found.entries, head: found.head,
                fault: "what follows number \(walk.number) can't be read: \(error.message)")
        }
        return walk.verification
    }

    private func following(_ number: Int64?) async throws -> LedgerStretch? {
        guard let number else { return nil }
        return try await read(after: number)
    }

    private func read(after number: Int64) async throws -> LedgerStretch {
        try await store.read { [workspace] in try LedgerStretch.read(of: workspace, after: number, limit: Self.step, in: $0) }
    }
}

extension Ledger {
    /// Reads the whole chain again.
    package func verify(act: Act) async throws -> LedgerVerification {
        let principal = try act.requirePrincipal()
        try principal.require(.ledgerRead)
        let found = try await LedgerCheck(of: principal.workspaceID, in: store).run()
        try await store.write { [clock] tx in
            try AuditLog.append(
                AuditEntry(
                    .ledgerVerified, on: AuditSubject("ledger"), in: principal.workspaceID,
                    after: ["ok": .bool(found.ok), "number": .integer(found.head.number)], act: act, at: clock.now()), in: tx)
        }
        return found
    }
}
