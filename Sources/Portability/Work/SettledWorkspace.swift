import DataStore
import Domain
import Identity
import Primitives

/// Takes the rows of an ``ArrivingWorkspace`` over into the node's own tables, in one write.
struct SettledWorkspace {
    let workspace: ID<Workspace>
    /// What it is called here; `nil` leaves its name.
    let name: DisplayName?
    let now: Timestamp
    /// The ids that people have here, by those that they come with, where they are others.
    let people: [String: String]

    /// - Throws: ``PortabilityError`` `conflict` when the node has something that there can be once.
    func settle(in tx: WriteTransaction) throws {
        guard try Workspaces.find(workspace, in: tx) == nil else { throw Self.isHere(workspace) }
        do {
            for table in PortableTables.all { try copy(table, tx) }
        } catch let error as StoreError where error.code == .constraint {
            throw PortabilityError(.conflict, "The node has something of this workspace already (\(error.message)).")
        }
        if let name { try tx.execute("UPDATE main.workspace SET name = ? WHERE id = ?", [name, workspace]) }
        try close(tx)
        try Workspaces.giveKeys(to: workspace, at: now, in: tx)
        try tx.execute(
            """
            INSERT INTO storage_usage (workspace_id, byte_count, file_count, trash_byte_count, trash_file_count)
            SELECT ?1, coalesce(sum(o.byte_count), 0), count(*), coalesce(sum(CASE WHEN t.version_id IS NULL THEN 0 ELSE o.byte_count END), 0),
                count(t.version_id)
            FROM blob_object AS o LEFT JOIN trashed_object AS t ON t.version_id = o.id WHERE o.workspace_id = ?1
            """, [workspace])
        try SearchFilling.fill(workspace, in: tx)
    }

    static func isHere(_ workspace: ID<Workspace>) -> PortabilityError {
        PortabilityError(.conflict, "The workspace \(workspace) is here already. A node has each once; delete it here first.")
    }

    private func copy(_ table: PortableTable, _ tx: WriteTransaction) throws {
        let columns = try PortableColumn.list(of: table.table, in: tx).map(\.name).filter { !Self.counted.contains("\(table.table).\($0)") }
        let came = "\(ArrivingWorkspace.schema).ledger_account"
        var expressions: [String: String] = [:]
        var (order, condition): (String, String) = ("", "")
        switch table.table {
        case "workspace":
            // The oldest runs the node; one that comes from elsewhere does not.
            expressions = ["created_at": "\(now.microseconds)"]
        case "person":
            condition = " WHERE t.id NOT IN (SELECT id FROM main.person)"
        case "message", "audit_entry": order = " ORDER BY t.number"
        case "ledger_account":
            expressions = ["number": "t.number + (SELECT coalesce(max(number), 0) FROM main.ledger_account)", "closed_at": "NULL"]
        case "ledger_entry":
            expressions = [
                "transaction_seq": "t.transaction_seq + \(try last(tx))",
                "account": "(SELECT a.number FROM \(came) AS b JOIN main.ledger_account AS a ON a.id = b.id WHERE b.number = t.account)",
            ]
        case "ledger_transaction":
            expressions = ["seq": "t.seq + \(try last(tx))", "posted_by_name": poster]
            order = " ORDER BY t.seq"
        case "webhook":
            expressions = [
                "secret_generation":
                    "(SELECT coalesce(max(generation), 1) FROM main.key_generation WHERE purpose = '\(KeyPurpose.webhookSigning.rawValue)')"
            ]
        default: break
        }
        try tx.execute(
            """
            INSERT INTO main."\(table.table)" (\(columns.map { "\"\($0)\"" }.joined(separator: ", ")))
            SELECT \(columns.map { expressions[$0] ?? "t.\"\($0)\"" }.joined(separator: ", "))
            FROM \(ArrivingWorkspace.schema)."\(table.table)" AS t\(condition)\(order)
            """)
    }

    /// Numbers that the database gives.
    private static let counted: Set = ["message.number", "audit_entry.number", "error_project.id"]

    private func last(_ tx: WriteTransaction) throws -> Int64 {
        try tx.value("SELECT coalesce(max(seq), 0) FROM main.ledger_transaction") ?? 0
    }

    /// The books keep the ids under which people posted; what they are called is kept beside those that nobody has here.
    private var poster: String {
        guard !people.isEmpty else { return "t.posted_by_name" }
        let cases = people.sorted { $0.key < $1.key }.map {
            "WHEN '\($0.key)' THEN (SELECT name FROM main.person WHERE id = '\($0.value)')"
        }
        return "coalesce(t.posted_by_name, CASE t.posted_by_id \(cases.joined(separator: " ")) END)"
    }

    /// Accounts that were closed, now that what was posted to them is there.
    private func close(_ tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE main.ledger_account SET closed_at = (SELECT b.closed_at FROM \(ArrivingWorkspace.schema).ledger_account AS b
                WHERE b.id = main.ledger_account.id)
            WHERE workspace_id = ? AND id IN (SELECT id FROM \(ArrivingWorkspace.schema).ledger_account WHERE closed_at IS NOT NULL)
            """, [workspace])
    }
}
