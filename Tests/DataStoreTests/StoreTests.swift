import DataStore
import Primitives
import TestSupport
import Testing

struct StoreTests {
    @Test func `SQLite keeps the contract of a store`() async throws {
        try await withStore { try await exerciseStore($0) }
    }

    @Test func `A reader can't write`() async throws {
        try await withStore { store in
            await #expect(throws: StoreError.self) {
                try await store.read { try $0.rows("CREATE TABLE sneaked (id INTEGER)") }
            }
        }
    }

    @Test func `A closed store refuses`() async throws {
        try await withFolder { folder in
            let store = try Store(path: folder + "/a.sqlite", migrations: [])
            try store.close()
            let error = await #expect(throws: StoreError.self) { try await store.write { _ in } }
            #expect(error?.code == .closed)
        }
    }

    @Test func `More writes than the queue holds are refused as busy and the others are kept`() async throws {
        try await withStore([Migration("test/001", "CREATE TABLE item (id INTEGER PRIMARY KEY)")]) { store in
            // The first write holds the writer until one of the others has been refused.
            let gate = Gate()
            let outcomes = try await withThrowingTaskGroup(of: StoreError.Code?.self) { group in
                group.addTask {
                    try await store.write { _ in
                        gate.wait()
                    }
                    return nil
                }
                while !gate.isWaitedFor { await Task.yield() }
                for number in 0..<5_000 {
                    group.addTask {
                        do {
                            try await store.write { try $0.execute("INSERT INTO item (id) VALUES (?)", [number]) }
                            return nil
                        } catch let error as StoreError {
                            gate.open()
                            return error.code
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let busy = outcomes.count { $0 == .busy }
            let kept: Int = try await store.read { try $0.value("SELECT COUNT(*) FROM item") } ?? 0
            #expect(busy > 0)
            #expect(kept == 5_000 - busy)
        }
    }

    @Test func `An edited migration is refused`() async throws {
        try await withFolder { folder in
            let path = folder + "/a.sqlite"
            try Store(path: path, migrations: [Migration("test/001", "CREATE TABLE a (id INTEGER)")]).close()
            let error = #expect(throws: StoreError.self) {
                try Store(path: path, migrations: [Migration("test/001", "CREATE TABLE a (id TEXT)")])
            }
            #expect(error?.code == .schemaMismatch)
        }
    }

    @Test func `A database of a newer version is refused`() async throws {
        try await withFolder { folder in
            let path = folder + "/a.sqlite"
            let first = Migration("test/001", "CREATE TABLE a (id INTEGER)")
            try Store(path: path, migrations: [first, Migration("test/002", "CREATE TABLE b (id INTEGER)")]).close()
            let error = #expect(throws: StoreError.self) { try Store(path: path, migrations: [first]) }
            #expect(error?.code == .schemaMismatch)
            #expect(error?.message.contains("test/002") == true)
        }
    }

    @Test func `A migration that fails leaves nothing of itself`() async throws {
        try await withFolder { folder in
            let path = folder + "/a.sqlite"
            let first = Migration("test/001", "CREATE TABLE a (id INTEGER)")
            #expect(throws: StoreError.self) {
                try Store(
                    path: path, migrations: [first, Migration("test/002", "CREATE TABLE b (id INTEGER); CREATE TABLE a (id INTEGER)")])
            }
            let store = try Store(path: path, migrations: [first])
            let tables = try await store.read { try $0.rows("SELECT name FROM sqlite_master WHERE name IN ('a', 'b')").count }
            #expect(tables == 1)
            try store.close()
        }
    }

    @Test func `The epoch stays with the database and differs between databases`() async throws {
        try await withFolder { folder in
            let first = try Store(path: folder + "/a.sqlite", migrations: [])
            let other = try Store(path: folder + "/b.sqlite", migrations: [])
            #expect(first.epoch != other.epoch)
            try first.close()
            let again = try Store(path: folder + "/a.sqlite", migrations: [])
            #expect(again.epoch == first.epoch)
            try again.close()
            try other.close()
        }
    }

    @Test func `The integrity check names a row that refers to nothing`() async throws {
        let schema =
            "CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent(id))"
        try await withStore([Migration("test/001", schema)]) { store in
            let faults = try await store.integrityFaults()
            #expect(faults.isEmpty)
            await #expect(throws: StoreError.self) {
                try await store.write { try $0.execute("INSERT INTO child (id, parent) VALUES (1, 99)") }
            }
        }
    }

    /// GRDB sets NORMAL when it opens a pool, under which a power cut takes commits that were acknowledged.
    @Test func `Every commit is flushed to the disk before it is acknowledged`() async throws {
        try await withStore { store in
            let level = try await store.write { tx in try tx.value("PRAGMA synchronous", as: Int.self) }
            #expect(level == 2)
        }
    }
}
