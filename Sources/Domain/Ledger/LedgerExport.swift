package import DataStore
package import Identity
package import Primitives

/// All transactions of a workspace in the order of the chain, page by page: no transaction of the store is held between two.
package struct LedgerExport: Sendable {
    /// Transactions of one part of the file.
    private static let step = 500
    private static let head = [
        "number", "date", "id", "description", "reference", "accountCode", "amount", "currency", "memo", "reverses", "payoutId", "leadId",
        "postedById", "postedAt", "previousHash", "hash",
    ]

    private let store: Store
    private let workspace: ID<Workspace>
    package let format: ExportFormat
    /// Behind which number the next part begins; `nil` before the first part.
    private var place: Int64?

    /// - Parameter number: begins behind it, without a head of columns; `nil` begins at the beginning.
    package init(of workspace: ID<Workspace>, as format: ExportFormat, after number: Int64? = nil, in store: Store) {
        self.store = store
        self.workspace = workspace
        self.format = format
        place = number
    }

    /// The last number that was handed out.
    package var reached: Int64 { place ?? 0 }

    /// The next part of the file; `nil` after the last.
    package mutating func next() async throws -> String? {
        guard let place else {
            place = 0
            // Without the mark, Excel does not take the file for UTF-8.
            if format == .csv { return "\u{FEFF}" + CSVText.line(Self.head) }
            return try await next()
        }
        let found = try await store.read { [workspace] tx in
            try LedgerTransactionRows.list(of: workspace, after: place, limit: Self.step, in: tx)
        }
        guard let last = found.last else { return nil }
        self.place = last.number
        return found.map { format == .csv ? Self.rows(of: $0) : Self.line(of: $0) }.joined()
    }

    private static func line(of transaction: LedgerTransaction) -> String {
        String(decoding: JSONWriter.bytes(of: transaction), as: UTF8.self) + "\n"
    }

    /// A row an entry.
    private static func rows(of transaction: LedgerTransaction) -> String {
        transaction.entries.map { entry in
            CSVText.line([
                .figure("\(transaction.number)"), .text(transaction.date.description), .text(transaction.id.description),
                .text(transaction.description), .text(transaction.reference), .text(entry.accountCode),
                .figure(entry.amount.decimalText()), .text(entry.amount.currency.code), .text(entry.memo),
                .text(transaction.reverses?.description), .text(transaction.payoutId?.description),
                .text(transaction.leadId?.description), .text(transaction.postedById?.description),
                .text(transaction.postedAt.description), .text(transaction.previousHash), .text(transaction.hash),
            ])
        }.joined()
    }
}

extension Ledger {
    /// An export of the whole chain. That it was asked for stands in the audit log before the first line leaves.
    package func export(as format: ExportFormat, act: Act) async throws -> LedgerExport {
        let principal = try act.requirePrincipal()
        try principal.require(.ledgerRead)
        try await store.write { [clock] tx in
            try AuditLog.append(
                AuditEntry(
                    .ledgerExported, on: AuditSubject("ledger"), in: principal.workspaceID, after: ["format": .string(format.rawValue)],
                    act: act, at: clock.now()), in: tx)
        }
        return LedgerExport(of: principal.workspaceID, as: format, in: store)
    }
}
