import DataStore
import Primitives
import Synchronization
import TestSupport
import Testing

struct RecentReadsTests {
    private static let schema = Migration("test/001", "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")

    /// Counts how often the database was really asked.
    private final class Names: Sendable {
        let recent: RecentReads<Int, String?>
        private let reads = Atomic(0)

        init(of store: Store, limit: Int = 10) { recent = RecentReads(of: store, limit: limit) }

        var readCount: Int { reads.load(ordering: .relaxed) }

        func name(_ id: Int, where isKept: (String?) -> Bool = { _ in true }) async throws -> String? {
            try await recent.value(for: id, where: isKept) { [self] tx in
                reads.wrappingAdd(1, ordering: .relaxed)
                return try tx.value("SELECT name FROM item WHERE id = ?", [id])
            }
        }
    }

    @Test func `What was committed is seen by whoever asks after it was acknowledged`() async throws {
        try await withStore([Self.schema]) { store in
            let names = Names(of: store)
            for number in 0..<100 {
                try await store.write { try $0.execute("INSERT OR REPLACE INTO item VALUES (1, ?)", ["\(number)"]) }
                #expect(try await names.name(1) == "\(number)")
            }
            try await store.write { try $0.execute("DELETE FROM item") }
            #expect(try await names.name(1) == nil)
        }
    }

    @Test func `A read that a commit overtook is not kept`() async throws {
        try await withStore([Self.schema]) { store in
            try await store.write { try $0.execute("INSERT INTO item VALUES (1, 'old')") }
            let recent = RecentReads<Int, String?>(of: store, limit: 10)
            let gate = Gate()
            async let overtaken = recent.value(for: 1) { tx -> String? in
                let name: String? = try tx.value("SELECT name FROM item WHERE id = 1")
                gate.wait()
                return name
            }
            while !gate.isWaitedFor { await Task.yield() }
            try await store.write { try $0.execute("UPDATE item SET name = 'new'") }
            gate.open()
            #expect(try await overtaken == "old")
            #expect(try await recent.value(for: 1) { try $0.value("SELECT name FROM item WHERE id = 1") } == "new")
        }
    }

    @Test func `The database is asked once until something is committed, whatever that is`() async throws {
        try await withStore([Self.schema]) { store in
            try await store.write { try $0.execute("INSERT INTO item VALUES (1, 'a'), (2, 'b')") }
            let names = Names(of: store)
            for _ in 0..<5 { #expect(try await (names.name(1), names.name(2)) == ("a", "b")) }
            #expect(names.readCount == 2)
            try await store.write { try $0.execute("INSERT INTO item VALUES (3, 'c')") }
            _ = try await names.name(1)
            #expect(names.readCount == 3)
        }
    }

    @Test func `No more is kept than was allowed, and nothing that is too large`() async throws {
        try await withStore([Self.schema]) { store in
            try await store.write { try $0.execute("INSERT INTO item VALUES (1, 'a'), (2, 'b'), (3, 'c')") }
            let names = Names(of: store, limit: 2)
            for id in 1...3 { _ = try await names.name(id) }
            _ = try await names.name(1)
            #expect(names.readCount == 4, "the third ended the first two")
            for _ in 0..<2 { _ = try await names.name(2, where: { _ in false }) }
            #expect(names.readCount == 6)
        }
    }
}
