import CMappedFile
import Foundation
import GRDBSQLite
import TestSupport
import Testing

struct MappedFileTests {
    /// A connection of SQLite itself, in WAL mode.
    private final class Connection {
        private var handle: OpaquePointer?

        init(_ path: String, mapping bytes: Int64 = uprising_mapped_bytes) throws {
            #expect(uprising_map_files_once() == SQLITE_OK)
            #expect(sqlite3_open(path, &handle) == SQLITE_OK)
            try run("PRAGMA mmap_size = \(bytes); PRAGMA journal_mode = WAL")
        }

        /// The first column of the first row.
        @discardableResult
        func run(_ sql: String) throws -> String? {
            var first: String?
            try withUnsafeMutablePointer(to: &first) { first in
                let code = sqlite3_exec(
                    handle, sql,
                    { first, _, values, _ in
                        let first = first?.assumingMemoryBound(to: String?.self)
                        if first?.pointee == nil { first?.pointee = values?[0].map { String(cString: $0) } }
                        return 0
                    }, first, nil)
                try #require(code == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))")
            }
            return first
        }

        func close() { #expect(sqlite3_close(handle) == SQLITE_OK) }
    }

    /// The lines of this process's memory map that are of the file.
    private func mappings(of path: String) throws -> [Substring] {
        try lines(of: "/proc/self/maps").filter { $0.hasSuffix(path) }
    }

    /// Of a file whose size is said to be none.
    private func lines(of path: String) throws -> [Substring] {
        let text = try #require(try FileHandle(forReadingAtPath: path)?.readToEnd())
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
    }

    private func withTable(_ body: (String, Connection) throws -> Void) async throws {
        try await withFolder { folder in
            let path = URL(filePath: folder).resolvingSymlinksInPath().path + "/mapped.sqlite"
            let writer = try Connection(path)
            try writer.run("CREATE TABLE letter (number INTEGER PRIMARY KEY, text TEXT)")
            try body(path, writer)
        }
    }

    private func insert(_ count: Int, by writer: Connection) throws {
        try writer.run(
            """
            WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step LIMIT \(count))
            INSERT INTO letter (text) SELECT hex(zeroblob(2000)) || n FROM step
            """)
    }

    /// Every page of the table.
    private let sum = "SELECT count(*) || ' ' || coalesce(sum(length(text)), 0) FROM letter"

    @Test func `A file is mapped once for all connections, as long as there is one`() async throws {
        try await withTable { path, writer in
            try insert(100, by: writer)
            try writer.run("PRAGMA wal_checkpoint(TRUNCATE)")
            let readers = try [Connection(path), Connection(path)]
            for reader in readers { try reader.run(sum) }
            let first = try mappings(of: path)
            #expect(first.count == 1)
            for _ in 1...5 {
                try insert(10, by: writer)
                try writer.run("PRAGMA wal_checkpoint(TRUNCATE)")
                for reader in readers { #expect(try reader.run(sum) == writer.run(sum)) }
            }
            #expect(try mappings(of: path) == first)
            readers[0].close()
            writer.close()
            #expect(try readers[1].run(sum)?.hasPrefix("150 ") == true)
            #expect(try mappings(of: path) == first)
            readers[1].close()
            #expect(try mappings(of: path) == [])
        }
    }

    @Test func `A file that grows and shrinks is read as it is`() async throws {
        try await withTable { path, writer in
            let reader = try Connection(path)
            for count in [2_000, 10, 1_500, 0, 700] {
                try writer.run("DELETE FROM letter; VACUUM")
                if count > 0 { try insert(count, by: writer) }
                try #expect(reader.run(sum) == writer.run(sum))
                try writer.run("PRAGMA wal_checkpoint(TRUNCATE)")
                try #expect(reader.run(sum) == writer.run(sum))
                try #expect(reader.run("PRAGMA integrity_check") == "ok")
                try insert(3, by: writer)
                try #expect(reader.run(sum) == writer.run(sum))
            }
            #expect(try mappings(of: path).count == 1)
            reader.close()
            writer.close()
        }
    }

    @Test func `A connection reads what it may not map by copies`() async throws {
        try await withTable { path, writer in
            try insert(1_000, by: writer)
            try writer.run("PRAGMA wal_checkpoint(TRUNCATE)")
            let copying = try Connection(path, mapping: 0)
            #expect(try copying.run("PRAGMA mmap_size") == "0")
            #expect(try copying.run(sum) == writer.run(sum))
            try writer.run("PRAGMA mmap_size = 8192")
            #expect(try writer.run("PRAGMA mmap_size") == "8192")
            try insert(1, by: writer)
            #expect(try copying.run(sum) == writer.run(sum))
            writer.close()
            #expect(try copying.run("PRAGMA mmap_size = -1; PRAGMA mmap_size = \(Int64.max)") != nil)
            #expect(try copying.run("PRAGMA mmap_size") == String(uprising_mapped_bytes))
            #expect(try copying.run(sum)?.hasPrefix("1001 ") == true)
            copying.close()
            #expect(try mappings(of: path) == [])
        }
    }

    @Test func `A connection that is closed leaves the locks of the others`() async throws {
        try await withTable { path, writer in
            try insert(10, by: writer)
            try writer.run("PRAGMA wal_checkpoint(TRUNCATE)")
            let reader = try Connection(path)
            try reader.run(sum)
            #expect(try mappings(of: path).count == 1)
            let inode = try #require(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int)
            let locks = { try lines(of: "/proc/locks").filter { $0.contains(":\(inode) ") } }
            #expect(try locks().count == 1)
            reader.close()
            #expect(try locks().count == 1)
            // Those of one that maps nothing, too.
            let copying = try Connection(path, mapping: 0)
            try copying.run(sum)
            writer.close()
            #expect(try locks().count == 1)
            copying.close()
            #expect(try locks() == [])
        }
    }
}
