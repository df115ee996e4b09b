import DataStore
import Foundation
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

    @Test func `A copy leaves nothing of the database mapped, and what reads after it maps again`() async throws {
        try await withFolder { folder in
            let path = folder + "/one.sqlite"
            let filled = try Store(path: path, migrations: [notes])
            try await filled.write { tx in
                let text = String(repeating: "x", count: 1_000)
                for _ in 0..<8_000 { _ = try tx.execute("INSERT INTO note VALUES (?)", [text]) }
            }
            // Then it is in the file, and no more in the log of writes.
            try filled.close()
            let store = try Store(path: path, migrations: [notes])
            try await store.copy(to: folder + "/two.sqlite") {}
            #expect(try residentKilobytes(of: path) < 1_024)
            #expect(try await store.integrityFaults() == [])
            #expect(try residentKilobytes(of: path) < 1_024)
            #expect(try await store.read { try $0.value("SELECT sum(length(text)) FROM note") } == 8_000_000)
            #expect(try residentKilobytes(of: path) > 4_096)
            try store.close()
        }
    }

    /// What of a file is mapped and in memory, by proc_pid_smaps(5).
    private func residentKilobytes(of path: String) throws -> Int {
        var (isOfFile, sum) = (false, 0)
        // By its end, for its size is said to be none.
        let map = try #require(try FileHandle(forReadingAtPath: "/proc/self/smaps")?.readToEnd())
        for line in String(decoding: map, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.first?.hasSuffix(":") == false { isOfFile = line.hasSuffix(path) }
            if isOfFile, words.first == "Rss:" { sum += Int(words[1]) ?? 0 }
        }
        return sum
    }
}
