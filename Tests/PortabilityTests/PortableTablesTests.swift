import DataStore
import Server
import TestSupport
import Testing

@testable import Portability

struct PortableTablesTests {
    @Test func `Every table of a node is exported, or stays for a reason that is written down`() async throws {
        try await withStore(NodeSchema.migrations) { store in
            let tables = try await store.read { tx in
                // The tables behind a full-text index are its own affair.
                try tx.rows(
                    """
                    SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'
                    """
                ).map { try $0["name"] as String }
            }
            let exported = PortableTables.all.map(\.table)
            #expect(Set(exported).count == exported.count)
            #expect(Set(exported).isDisjoint(with: PortableTables.staying.keys))
            #expect(Set(tables) == Set(exported).union(PortableTables.staying.keys))
            #expect(Set(PortableTables.all.map(\.file)).count == exported.count)
        }
    }

    @Test func `What is said of a column is said of one that there is`() async throws {
        try await withStore(NodeSchema.migrations) { store in
            for table in PortableTables.all {
                let columns = try await store.read { try PortableColumn.list(of: table.table, in: $0) }
                let names = Set(columns.map(\.name))
                let said = Set(table.left.keys).union(table.plain).union(table.masks.keys).union(table.references.keys)
                    .union(table.expressions.keys)
                #expect(said.subtracting(names).isEmpty, "\(table.table): \(said.subtracting(names))")
                #expect(table.plain.isDisjoint(with: table.masks.keys), "\(table.table)")
            }
        }
    }

    @Test func `No secret has a column in an export`() async throws {
        try await withStore(NodeSchema.migrations) { store in
            for table in PortableTables.all {
                let columns = try await store.read { try table.columns(in: $0).map(\.name) }
                for word in ["secret", "token", "code_hash", "salt", "password"] {
                    #expect(!columns.contains { $0.contains(word) }, "\(table.table)")
                }
            }
        }
    }
}
