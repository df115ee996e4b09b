import Backups
import Blobs
import DataStore
import Domain
import FoundationEssentials
import Identity
import Primitives

/// The rows of an export in a database of their own, in which everything that a node's database demands of them is demanded first.
struct ArrivingWorkspace {
    /// As the writer's database sees it.
    static let schema = "arriving"

    let store: Store
    let workspace: ID<Workspace>
    let isMasked: Bool

    /// Fills the database.
    ///
    /// - Parameter people: the ids of those who are known at the node by another one, by the one that they had.
    /// - Throws: ``PortabilityError`` `damaged` with file and line.
    func fill(from archive: ExportArchive, replacing people: [String: String]) async throws {
        try await store.writeMuch { [workspace, isMasked] tx in
            try Self.dropIndexes(tx)
            for table in PortableTables.all where !(isMasked && table.isPersonal) {
                let all = try PortableColumn.list(of: table.table, in: tx)
                // What the hashes go over stays: in the books people keep the ids under which they posted.
                let ids = table.table == "ledger_transaction" ? [:] : people
                let loading = RowLoading(table: table, all: all, workspace: workspace.description, replacing: ids)
                try loading.run(from: archive, tx)
                if table.table == "ledger_account" { try Self.openAccounts(tx) }
            }
            try Self.settle(tx)
        }
    }

    /// Those that demand nothing, but for the tables that are read in their order afterwards: nobody looks for anything else here.
    private static func dropIndexes(_ tx: WriteTransaction) throws {
        let indexes = try tx.rows(
            """
            SELECT name FROM sqlite_schema WHERE type = 'index' AND sql NOT LIKE 'CREATE UNIQUE%'
            AND tbl_name <> 'blob_object' AND tbl_name NOT LIKE 'ledger%'
            """)
        for index in indexes { try tx.execute("DROP INDEX \"\(try index["name"] as String)\"") }
    }

    /// Accounts were open while they were posted to.
    private static func openAccounts(_ tx: WriteTransaction) throws {
        try tx.execute("CREATE TEMP TABLE closed_account AS SELECT id, closed_at FROM ledger_account WHERE closed_at IS NOT NULL")
        try tx.execute("UPDATE ledger_account SET closed_at = NULL WHERE closed_at IS NOT NULL")
    }

    /// Accounts are closed again; and work that was under way ended with the node that did it.
    private static func settle(_ tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE ledger_account SET closed_at = (SELECT c.closed_at FROM closed_account AS c WHERE c.id = ledger_account.id)
            WHERE id IN (SELECT id FROM closed_account)
            """)
        try tx.execute("DROP TABLE closed_account")
        try tx.execute("UPDATE lead SET status = 'ready' WHERE status IN ('new', 'analyzing', 'rendering') AND ready_at IS NOT NULL")
        try tx.execute("UPDATE lead SET status = 'idle' WHERE status IN ('new', 'analyzing', 'rendering')")
        try tx.execute(
            "UPDATE import SET state = 'failed', error = 'The workspace went to another node meanwhile.' WHERE state IN ('checking', 'running')"
        )
    }

    /// What foreign keys do not hold, and the chain of the books.
    ///
    /// - Throws: ``PortabilityError`` `damaged`.
    func check() async throws {
        try await store.read { tx in
            for table in PortableTables.all {
                for (column, parent) in table.references.sorted(by: { $0.key < $1.key }) {
                    let lost: String? = try tx.value(
                        """
                        SELECT t.\(column) FROM \(table.table) AS t
                        WHERE t.\(column) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \(parent) AS p WHERE p.id = t.\(column)) LIMIT 1
                        """)
                    if let lost {
                        throw PortabilityError(
                            .damaged, "\(ExportName.rows(table)): the \(column) \(lost) stands in no line of the export.")
                    }
                }
            }
        }
        let ledger = try await LedgerCheck(of: workspace, in: store).run()
        if let fault = ledger.fault { throw PortabilityError(.damaged, "transactions.jsonl, \(fault).") }
    }

    /// The bytes that the rows name, each once.
    func storedFiles() async throws -> [StoredFile] {
        var files: [StoredFile] = []
        while true {
            let page = try await store.read { [files] in try StoredFile.list(after: files.last, limit: 1_000, $0) }
            if page.isEmpty { return files }
            files += page
        }
    }
}
