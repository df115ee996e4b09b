import DataStore
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Telemetry

@Suite struct TelemetryWriterTests {
    /// Hands over one batch each time.
    private struct Source: TelemetrySource {
        let count: Int
        let write: @Sendable (WriteTransaction) throws -> Void

        func drain() -> TelemetryBatch? { TelemetryBatch(count: count, write: write) }
    }

    private static let quiet = Logger(label: "x") { _ in SwiftLogNoOpLogHandler() }
    private static let table = [Migration("test/001", "CREATE TABLE thing (id {sequence}) {strict};")]

    private func things(in store: Store) async throws -> Int64 {
        try await store.read { try $0.value("SELECT COUNT(*) FROM thing") } ?? 0
    }

    @Test func `What one source can't write takes nothing of the others with it but this round, and is counted`() async throws {
        try await withStore(Self.table) { store in
            let isFull = Atomic(true)
            let good = Source(count: 2) { tx in for _ in 0..<2 { try tx.execute("INSERT INTO thing DEFAULT VALUES") } }
            let full = Source(count: 3) { _ in
                if isFull.load(ordering: .relaxed) { throw StoreError(.diskFull, "database or disk is full") }
            }
            let writer = TelemetryWriter(store: store, sources: [good, full], logger: Self.quiet)
            var outcome = await writer.runOnce()
            #expect(outcome.written == 0 && outcome.lost == 5 && outcome.reason?.contains("diskFull") == true)
            let before = try await things(in: store)
            #expect(before == 0)
            isFull.store(false, ordering: .relaxed)
            outcome = await writer.runOnce()
            #expect(outcome.written == 5 && outcome.lost == 0 && !outcome.isRefused)
            let after = try await things(in: store)
            #expect(after == 2)
        }
    }

    @Test func `A disk that fills up costs what was gathered meanwhile, and the next round is written once there is room`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            func allow(pages: Int) async throws {
                try await store.write { _ = try $0.rows("PRAGMA max_page_count = \(pages)") }
            }
            let window = LogWindow(byteLimit: 32 << 20)
            let writer = TelemetryWriter(store: store, sources: [window], logger: Self.quiet)
            let line = Array(#"{"time":"2026-01-01T00:00:00.000Z","level":"info","severityNumber":9,"message":"m"}"#.utf8) + [10]
            try await allow(pages: 40)
            for _ in 0..<10_000 { window.add(line) }
            let refused = await writer.runOnce()
            #expect(refused.lost == 10_000 && refused.reason?.hasPrefix("store diskFull") == true)
            try await allow(pages: 1 << 20)
            window.add(line)
            let written = await writer.runOnce()
            #expect(written.written == 1 && !written.isRefused)
        }
    }

    @Test func `On a disk that is nearly full telemetry is dropped, and the product goes on`() async throws {
        try await withStore(Self.table) { store in
            let source = Source(count: 1) { tx in try tx.execute("INSERT INTO thing DEFAULT VALUES") }
            let writer = TelemetryWriter(store: store, sources: [source], mayWrite: { false }, logger: Self.quiet)
            let outcome = await writer.runOnce()
            #expect(outcome.lost == 1 && outcome.reason == "the disk is nearly full")
            #expect(try await things(in: store) == 0)
            try await store.write { try $0.execute("INSERT INTO thing DEFAULT VALUES") }
            #expect(try await things(in: store) == 1)
        }
    }

    @Test func `A database that turns out to be damaged is told of`() async throws {
        try await withStore(Self.table) { store in
            let isTold = Atomic(false)
            let source = Source(count: 1) { _ in throw StoreError(.corrupt, "malformed") }
            let writer = TelemetryWriter(
                store: store, sources: [source], onCorrupt: { isTold.store(true, ordering: .relaxed) }, logger: Self.quiet)
            _ = await writer.runOnce()
            let wasTold = isTold.load(ordering: .relaxed)
            #expect(wasTold)
        }
    }
}
