import DataStore
import TestSupport
import Testing

struct DatabaseFileTests {
    private let notes = Migration("notes/001", "CREATE TABLE note (text TEXT NOT NULL) {strict};")

    private func withCopy(_ body: (Store, DatabaseFile) async throws -> Void) async throws {
        try await withFolder { folder in
            let store = try Store(path: folder + "/one.sqlite", migrations: [notes])
            try await store.write { tx in _ = try tx.execute("INSERT INTO note VALUES ('one'), ('two')") }
            try await store.copy(to: folder + "/two.sqlite") {}
            let file = try DatabaseFile(path: folder + "/two.sqlite")
            try await body(store, file)
            try file.close()
            try store.close()
        }
    }

    @Test func `What is no database of a node is refused`() async throws {
        try await withFolder { folder in
            #expect(throws: StoreError.self) { try DatabaseFile(path: folder + "/none.sqlite") }
        }
    }

    @Test func `A copy has the rows, the schema and the epoch of its database`() async throws {
        try await withCopy { store, file in
            let epoch = try file.epoch()
            #expect(epoch == store.epoch)
            #expect(try file.schema() == [SchemaStep(notes)])
            #expect(try file.rowCounts() == ["note": 2, "schema_migration": 1, "store_epoch": 1])
            #expect(try file.integrityFaults() == [])
        }
    }

    @Test func `A new epoch comes with its corrections or not at all`() async throws {
        try await withCopy { store, file in
            #expect(throws: StoreError.self) { try file.beginEpoch(["DELETE FROM note", "DELETE FROM nothing"]) }
            #expect(try file.epoch() == store.epoch)
            #expect(try file.rowCounts()["note"] == 2)
            try file.beginEpoch(["DELETE FROM note WHERE text = 'one'"])
            #expect(try file.epoch() != store.epoch)
            #expect(try file.rowCounts()["note"] == 1)
        }
    }

    @Test func `A copy that is given up leaves the database as it is`() async throws {
        struct Stop: Error {}
        try await withFolder { folder in
            let store = try Store(path: folder + "/one.sqlite", migrations: [notes])
            let text = String(repeating: "x", count: 1 << 20)
            for _ in 1...4 { try await store.write { tx in _ = try tx.execute("INSERT INTO note VALUES (?)", [text]) } }
            await #expect(throws: Stop.self) { try await store.copy(to: folder + "/two.sqlite") { throw Stop() } }
            try await store.write { tx in _ = try tx.execute("INSERT INTO note VALUES ('after')") }
            #expect(try await store.integrityFaults() == [])
            try store.close()
        }
    }
}
