import DataStore
import Domain
import Identity
import Primitives
import Testing

@Suite struct LedgerCheckTests {
    /// Somebody with the data file and without the node: drops what stands in the way, changes something.
    private func tamper(_ world: BooksWorld, _ statements: String...) async throws {
        let triggers = try await world.store.read {
            try $0.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'").map { try $0["name"] as String }
        }
        try await world.store.write { tx in
            for trigger in triggers { try tx.execute("DROP TRIGGER \(trigger)") }
            for statement in statements { try tx.execute(statement) }
        }
    }

    @Test(arguments: [
        ("UPDATE ledger_entry SET amount = amount * 2 WHERE transaction_seq = 2", "transaction 2: its hash"),
        ("UPDATE ledger_entry SET amount = 6 WHERE transaction_seq = 2 AND position = 1", "transaction 2: its entries do not sum to zero"),
        ("UPDATE ledger_entry SET account = 3 WHERE transaction_seq = 2 AND position = 1", "transaction 2: its hash"),
        ("UPDATE ledger_entry SET memo = 'x' WHERE transaction_seq = 3 AND position = 1", "transaction 3: its hash"),
        ("UPDATE ledger_transaction SET description = 'x' WHERE number = 1", "transaction 1: its hash"),
        ("UPDATE ledger_transaction SET posted_at = posted_at + 1000 WHERE number = 1", "transaction 1: its hash"),
        ("UPDATE ledger_transaction SET day = day + 1 WHERE number = 1", "transaction 1: an entry is of another day"),
        ("UPDATE ledger_transaction SET hash = zeroblob(32) WHERE number = 1", "transaction 1: its hash"),
        ("UPDATE ledger_transaction SET previous_hash = zeroblob(32) WHERE number = 2", "transaction 2: it does not continue"),
        ("UPDATE ledger_transaction SET number = 5 WHERE number = 3", "transaction 5: the one before is number 2"),
        ("DELETE FROM ledger_entry WHERE transaction_seq = 3 AND position = 2", "transaction 3: it has 1 entries"),
        ("UPDATE ledger_balance SET amount = amount + 1 WHERE account = 1", "its balance is"),
        ("UPDATE ledger_day SET amount = amount + 1 WHERE account = 1", "the total of 2024-03-01 is"),
        ("DELETE FROM ledger_day WHERE account = 1", "the total of a day is missing"),
        ("UPDATE ledger_account SET code = 'Z' WHERE number = 1", "transaction 1: its hash"),
    ])
    func `A tampered data file is found`(statement: String, words: String) async throws {
        try await withBooks { world in
            for code in ["A", "B", "C"] { try await world.account(code) }
            for _ in 1...3 { try await world.post([("A", 5), ("B", -5)]) }
            #expect(try await world.verify().ok)
            try await tamper(world, statement)
            let found = try await world.verify()
            #expect(!found.ok && found.fault?.contains(words) == true, "\(found)")
            let told = try await world.ledger.verify(act: world.act(world.owner))
            #expect(told.fault == found.fault)
        }
    }

    @Test func `A chain that was cut off at its end, or written anew, is found by a head that was kept elsewhere`() async throws {
        try await withBooks { world in
            for code in ["A", "B"] { try await world.account(code) }
            for _ in 1...3 { try await world.post([("A", 5), ("B", -5)]) }
            let check = LedgerCheck(of: world.owner.workspaceID, in: world.store)
            let head = try await world.ledger.head(for: world.owner)
            #expect(try await check.run(through: head).ok)
            try await world.post([("A", 5), ("B", -5)])
            #expect(try await check.run(through: head).ok, "it has gone on since")
            let other = LedgerHead(number: 3, hash: String(repeating: "a", count: 64), at: nil)
            #expect(try await check.run(through: other).fault == "transaction 3: its hash is not the one of the head that was given")
            try await tamper(
                world, "DELETE FROM ledger_entry WHERE transaction_seq >= 3", "DELETE FROM ledger_transaction WHERE seq >= 3",
                "UPDATE ledger_balance SET amount = amount / 2", "UPDATE ledger_day SET amount = amount / 2")
            #expect(try await check.run().ok, "nothing in the file shows it")
            #expect(
                try await check.run(through: head).fault == "the chain ends at number 2, before number 3 of the head that was given")
        }
    }

    @Test func `A check goes on while others post`() async throws {
        try await withBooks { world in
            for code in ["A", "B"] { try await world.account(code) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for _ in 1...60 { try await world.post([("A", 5), ("B", -5)]) } }
                for _ in 1...20 {
                    group.addTask {
                        let found = try await world.verify()
                        #expect(found.ok, "\(found)")
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await world.verify().transactions == 60)
        }
    }
}
