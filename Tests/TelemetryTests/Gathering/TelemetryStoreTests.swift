import DataStore
import FoundationEssentials
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Telemetry

@Suite struct TelemetryStoreTests {
    private static let quiet = Logger(label: "x") { _ in SwiftLogNoOpLogHandler() }
    private static let table = [Migration("test/001", "CREATE TABLE thing (id {sequence}) {strict};")]

    private func open(_ folder: String, _ migrations: [Migration] = table) throws -> Store {
        try TelemetryStore.open(path: folder + "/telemetry.sqlite", migrations: migrations, logger: Self.quiet)
    }

    private func broken(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.contains(".broken-") }.sorted()
    }

    @Test func `A file that is no database is set aside, and a new one begun`() async throws {
        try await withFolder { folder in
            try Data("this is no database, and never was one; it is long enough to be read as one, though".utf8)
                .write(to: URL(filePath: folder + "/telemetry.sqlite"))
            let store = try open(folder)
            try await store.write { try $0.execute("INSERT INTO thing DEFAULT VALUES") }
            try store.close()
            #expect(try broken(in: folder).count == 1)
        }
    }

    @Test func `One of a newer version is set aside, too`() async throws {
        try await withFolder { folder in
            try open(folder, Self.table + [Migration("test/002", "CREATE TABLE other (id {sequence}) {strict};")]).close()
            try open(folder).close()
            #expect(try broken(in: folder).count == 1)
        }
    }

    @Test func `One that was found damaged while it was open is set aside at the next start, once`() async throws {
        try await withFolder { folder in
            let store = try open(folder)
            try await store.write { try $0.execute("INSERT INTO thing DEFAULT VALUES") }
            TelemetryStore.markDamaged(path: folder + "/telemetry.sqlite")
            try store.close()
            let next = try open(folder)
            let count: Int64? = try await next.read { try $0.value("SELECT COUNT(*) FROM thing") }
            #expect(count == 0)
            try next.close()
            try open(folder).close()
            #expect(try broken(in: folder).count == 1)
        }
    }

    @Test func `A sound one is left alone, and of damaged ones two are kept`() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            for _ in 0..<4 {
                try Data(repeating: 7, count: 4_096).write(to: URL(filePath: folder + "/telemetry.sqlite"))
                try TelemetryStore.open(
                    path: folder + "/telemetry.sqlite", migrations: Self.table, clock: clock.wallClock, logger: Self.quiet
                ).close()
                clock.advance(by: .seconds(1))
            }
            try open(folder).close()
            #expect(try broken(in: folder).filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }.count == 2)
        }
    }
}
