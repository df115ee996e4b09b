import DataStore
import Foundation
import Primitives
import TestSupport
import Testing

struct StoreTests {
    @Test func `SQLite keeps the contract of a store`() async throws {
        try await withStore { try await exerciseStore($0) }
    }

    @Test func `A large write has a large cache while it lasts, whatever comes of it`() async throws {
        struct Refused: Error {}
        try await withStore { store in
            let size: @Sendable (WriteTransaction) throws -> Int? = { try $0.value("PRAGMA cache_size") }
            let usual = try await store.write { try size($0) }
            #expect(try await store.writeMuch { try size($0) } == -131_072)
            #expect(try await store.write { try size($0) } == usual)
            await #expect(throws: Refused.self) { try await store.writeMuch { _ in throw Refused() } }
            #expect(try await store.write { try size($0) } == usual)
        }
    }

    @Test func `A large write whose task is cancelled is done, and leaves the cache as it was`() async throws {
        try await withStore { store in
            let size: @Sendable (WriteTransaction) throws -> Int? = { try $0.value("PRAGMA cache_size") }
            let usual = try await store.write { try size($0) }
            let (begun, begins) = AsyncStream.makeStream(of: Void.self)
            let isCancelled = DispatchSemaphore(value: 0)
            let large = Task {
                try await store.writeMuch { tx in
                    begins.finish()
                    isCancelled.wait()
                    return try size(tx)
                }
            }
            for await _ in begun {}
            large.cancel()
            isCancelled.signal()
            #expect(try await large.value == -131_072)
            #expect(try await store.write { try size($0) } == usual)
        }
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

    @Test func `What dies in the middle of its migrations leaves the schema as it was, and the next start carries on`() async throws {
        try await withFolder { folder in
            let (path, copy) = (folder + "/a.sqlite", folder + "/b.sqlite")
            let old = [Migration("test/001", "CREATE TABLE a (id INTEGER)")]
            let new = old + [Migration("test/002", "CREATE TABLE b (id INTEGER)"), Migration("test/003", "CREATE TABLE c (id INTEGER)")]
            let first = try Store(path: path, migrations: old)
            try await first.write { try $0.execute("INSERT INTO a (id) VALUES (7)") }
            try first.close()
            var steps: [MigrationStep] = []
            try Store(path: path, migrations: new) { step in
                steps.append(step)
                guard step.number == 2 else { return }
                // What a process that is killed now leaves behind.
                for end in ["", "-wal"] where FileManager.default.fileExists(atPath: path + end) {
                    try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
                }
            }.close()
            #expect(steps.map(\.name) == ["test/002", "test/003"])
            #expect(steps.map(\.count) == [2, 2])
            let left = try Store(path: copy, migrations: old)
            #expect(try await left.read { try $0.value("SELECT id FROM a") } == 7)
            try left.close()
            let again = try Store(path: copy, migrations: new)
            #expect(try await again.read { try $0.rows("SELECT name FROM schema_migration").count } == 3)
            try again.close()
        }
    }

    @Test func `Looking at a still database leaves nothing beside it`() async throws {
        try await withFolder { folder in
            let path = folder + "/what? #1.sqlite"
            try Store(path: path, migrations: [Migration("test/001", "CREATE TABLE a (id INTEGER)")]).close()
            let before = try FileManager.default.contentsOfDirectory(atPath: folder)
            let file = try DatabaseFile(reading: path, isStill: true)
            #expect(try file.schema().map(\.name) == ["test/001"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == before)
            try file.close()
        }
    }

    @Test func `A walk sees each row, and what is attached is seen for one write`() async throws {
        try await withFolder { folder in
            let schema = [Migration("test/001", "CREATE TABLE a (id INTEGER)")]
            let other = try Store(path: folder + "/b.sqlite", migrations: schema)
            try await other.write { tx in for id in 1...3 { try tx.execute("INSERT INTO a (id) VALUES (?)", [id]) } }
            try other.close()
            let store = try Store(path: folder + "/a.sqlite", migrations: schema)
            let copy = "INSERT INTO main.a SELECT id FROM other.a"
            try await store.write(attaching: folder + "/b.sqlite", as: "other") { try $0.execute(copy) }
            let ids: [SQLValue] = try await store.read { tx in
                var ids: [SQLValue] = []
                try tx.forEach("SELECT id FROM a ORDER BY id") { ids += $0 }
                return ids
            }
            #expect(ids == [.integer(1), .integer(2), .integer(3)])
            await #expect(throws: StoreError.self) { try await store.write { try $0.execute(copy) } }
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
