import DataStore
import Domain
import Identity
import Primitives
import Testing

@Suite struct LedgerSchemaTests {
    /// What the database says to a statement; `nil` when it takes it.
    private func refusal(_ world: BooksWorld, _ statements: String...) async throws -> String? {
        do {
            try await world.store.write { tx in for statement in statements { try tx.execute(statement) } }
            return nil
        } catch let error as StoreError {
            return error.message
        }
    }

    private static let columns = """
        INSERT INTO ledger_transaction (seq, id, workspace_id, number, day, description, posted_at, previous_hash, hash)
        """

    @Test func `Nothing that is posted changes or goes, whoever asks`() async throws {
        try await withBooks { world in
            try await world.account("A")
            try await world.account("B")
            try await world.post([("A", 5), ("B", -5)])
            for statement in [
                "UPDATE ledger_entry SET amount = 6 WHERE position = 1", "UPDATE ledger_entry SET memo = 'x'", "DELETE FROM ledger_entry",
                "UPDATE ledger_transaction SET description = 'x'", "DELETE FROM ledger_transaction",
                "INSERT INTO ledger_entry (transaction_seq, position, account, day, currency, amount) VALUES (1, 3, 1, 1, 'EUR', 1)",
                "INSERT OR REPLACE INTO ledger_entry (transaction_seq, position, account, day, currency, amount) VALUES (1, 1, 1, 1, 'EUR', 1)",
                "INSERT OR REPLACE INTO ledger_transaction SELECT * FROM ledger_transaction", "DELETE FROM ledger_account",
            ] {
                let words = try await refusal(world, statement)
                #expect(words != nil, "\(statement)")
            }
            for column in ["code = 'C'", "kind = 'equity'", "currency = 'USD'", "workspace_id = 'w'"] {
                #expect(try await refusal(world, "UPDATE ledger_account SET \(column)") == "only name and end of an account change")
            }
            let found = try await world.verify()
            #expect(found.ok && found.transactions == 1)
        }
    }

    @Test func `The database itself refuses what does not balance, or does not continue the chain`() async throws {
        try await withBooks { world in
            try await world.account("A")
            try await world.account("B")
            try await world.account("YEN", currency: "JPY")
            let theirs = try await world.account("A", by: world.stranger)
            let posted = try await world.post([("A", 5), ("B", -5)])
            let number = try await world.store.read {
                try $0.value("SELECT number FROM ledger_account WHERE id = ?", [theirs.id], as: Int64.self) ?? 0
            }
            func entry(_ position: Int, _ account: Int64, _ amount: Int64, _ currency: String = "EUR", day: Int = 9) -> String {
                """
                INSERT INTO ledger_entry (transaction_seq, position, account, day, currency, amount)
                VALUES (2, \(position), \(account), \(day), '\(currency)', \(amount))
                """
            }
            func seal(seq: Int = 2, number: Int = 2, previous: String? = nil) -> String {
                Self.columns + """
                    VALUES (\(seq), 'i', '\(world.owner.workspaceID)', \(number), 9, 'd', 1, x'\(previous ?? posted.hash)', x'00')
                    """
            }
            for (statements, words) in [
                ([entry(1, 1, 5), seal()], "at least two entries"),
                ([entry(1, 1, 5), entry(2, 2, -4), seal()], "do not sum to zero"),
                ([entry(1, 1, 5), entry(2, 2, -5, "USD"), seal()], "do not sum to zero"),
                ([entry(1, 1, 5), entry(2, 2, -5, day: 8), seal()], "another day"),
                ([entry(1, 1, 5), entry(2, 3, -5), seal()], "another currency"),
                ([entry(1, 1, 5), entry(2, number, -5), seal()], "another workspace"),
                ([entry(1, 1, 5), entry(2, 2, -5), seal(number: 3)], "the last one of its workspace"),
                ([entry(1, 1, 5), entry(2, 2, -5), seal(number: 1)], "the last one of its workspace"),
                ([entry(1, 1, 5), entry(2, 2, -5), seal(previous: String(repeating: "0", count: 64))], "the chain"),
                ([entry(1, 1, 5), entry(2, 2, -5), seal(seq: 3)], "the last one of the node"),
                ([entry(1, 1, 0), entry(2, 2, 0), seal()], "amount <> 0"),
            ] {
                let refused: String? = await {
                    do {
                        try await world.store.write { tx in for statement in statements { try tx.execute(statement) } }
                        return nil
                    } catch { return "\(error)" }
                }()
                #expect(refused?.contains(words) == true, "\(words): \(refused ?? "taken")")
            }
            #expect(try await world.verify().transactions == 1)
            #expect(try await refusal(world, entry(1, 1, 5), entry(2, 2, -5), seal()) == nil)
            let found = try await world.verify()
            #expect(found.fault == "transaction 2: its hash does not fit what it says", "\(found)")
        }
    }

    @Test func `Entries without a transaction are never committed`() async throws {
        try await withBooks { world in
            try await world.account("A")
            let words = try await refusal(
                world, "INSERT INTO ledger_entry (transaction_seq, position, account, day, currency, amount) VALUES (1, 1, 1, 1, 'EUR', 1)")
            #expect(words?.contains("FOREIGN KEY") == true)
            #expect(try await world.leads.count("ledger_entry") == 0)
            #expect(try await world.leads.count("ledger_balance") == 0)
        }
    }
}
