import DataStore
import Logging
import Primitives
import TestSupport
import Testing
import Tracing

@testable import Telemetry

struct TelemetryErasureTests {
    private static let workspace = "0199aaaa-0000-7000-8000-000000000001"
    private static let other = "0199aaaa-0000-7000-8000-000000000002"
    private static let terms = ["Jean@Dupont.example", "+33 6 12 34 56 78"]

    private func isNamed(in store: Store) async throws -> Bool {
        try await store.read { tx in
            let erased = ErasedBytes(Self.terms)
            let lines = try LogRows.blocks(after: 0, limit: 100, in: tx).contains { erased.isIn($0.lines) }
            let spans = try tx.rows("SELECT spans FROM trace_part").contains { erased.isIn(Array(try ($0["spans"] as String).utf8)) }
            return lines || spans
        }
    }

    private func line(_ text: String, workspace: String? = nil) -> [UInt8] {
        let member = workspace.map { #","workspaceId":"\#($0)""# } ?? ""
        return Array(#"{"time":"2026-01-01T00:00:00Z","level":"info","severityNumber":9,"message":"\#(text)"\#(member)}"#.utf8) + [0x0A]
    }

    private func add(_ lines: [UInt8], to store: Store) async throws {
        let window = LogWindow(byteLimit: 1 << 20)
        window.add(lines)
        let batch = try #require(window.drain())
        try await store.write { try batch.write($0) }
    }

    @Test func `Other workspaces keep their lines, traces and reports`() async throws {
        try await withErrors { world in
            try world.send(["message": "jean@dupont.example"], to: world.project(ErrorWorld.other))
            await world.intake.flush()
            try await add(line("asked by jean@dupont.example", workspace: Self.other), to: world.store)
            try await TelemetryErasure(store: world.store).erase(Self.terms, of: Self.workspace, in: [ErrorWorld.project])
            #expect(try await world.count("SELECT count(*) FROM error_event") == 1)
            #expect(try await isNamed(in: world.store))
        }
    }

    @Test func `Reports that name somebody go, whatever the case, and counts and other reports stay`() async throws {
        try await withErrors { world in
            try world.send(["message": "kept"])
            try world.send(["message": "mail to JEAN@dupont.example failed", "user": ["email": "jean@dupont.example"]])
            try world.send(["message": "deep", "extra": ["list": [["note": "call +33 6 12 34 56 78"]]]])
            await world.intake.flush()
            try await TelemetryErasure(store: world.store).erase(Self.terms, of: Self.workspace, in: [ErrorWorld.project])
            let groups = try await world.list().items
            #expect(Set(groups.map(\.title)) == ["kept", "mail to [erased] failed", "deep"])
            #expect(groups.allSatisfy { $0.count == 1 })
            #expect(try await world.count("SELECT count(*) FROM error_event") == 1)
            #expect(try await world.count("SELECT count(*) FROM error_person") == 0)
            let sizes = try await world.count("SELECT sum(byte_count) FROM error_event")
            #expect(try await world.count("SELECT byte_count FROM error_size") == sizes)
        }
    }

    @Test func `A mark takes their place in lines and in steps of traces`() async throws {
        try await withErrors { world in
            let lines = line("a") + line("for Jean@dupont.example and jean%40dupont.example", workspace: Self.workspace) + line("b")
            let hidden = line("hidden \(Redaction.redacted("Jean@Dupont.example"))")
            try await add(lines + line("number +33 6 12 34 56 78") + hidden, to: world.store)
            let traces = TraceWorld(share: 1)
            let span = traces.begin("GET")
            span.updateAttributes { $0.set("url.query", value: .string("q=jean@dupont.example")) }
            span.end()
            try await traces.store(in: world.store)
            #expect(try await isNamed(in: world.store))

            let erasure = TelemetryErasure(store: world.store)
            try await erasure.erase(Self.terms, of: Self.workspace, in: [])
            #expect(try await !isNamed(in: world.store))
            let found = try await world.store.read { try LogSearch.lines(LogFilter(), in: $0).lines.map { $0.members["message"]?.string } }
            #expect(
                found == ["hidden [erased]", "number [erased]", "b", "for [erased] and [erased]", "a"].map { $0 })
            let trace = try #require(try await traces.list(in: world.store).first)
            let spans = try await world.store.read { try TraceReading.spans(of: trace.traceID, in: $0) }
            #expect(spans?.first?.attributes["url.query"] == "q=[erased]")
            try await erasure.erase(Self.terms, of: Self.workspace, in: [])
        }
    }
}
