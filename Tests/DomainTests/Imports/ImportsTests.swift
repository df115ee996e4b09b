import Blobs
import DataStore
import Identity
import JobQueue
import Primitives
import Realtime
import Testing

@testable import Domain

struct ImportsTests {
    @Test func `A viewer neither uploads nor sees imports`() async throws {
        try await withImports { world in
            let viewer = world.leads.member(.viewer)
            let failure = await #expect(throws: Failure.self) { try await world.upload("company\nAcme\n", by: viewer) }
            #expect(failure?.code == .forbidden)
            await #expect(throws: Failure.self) { try await world.imports.list(for: viewer, cursor: nil, limit: 10) }
            let kept = [try await world.leads.count("import"), try await world.leads.count("blob_object")]
            #expect(kept == [0, 0])
        }
    }

    @Test func `Another workspace's import is not there`() async throws {
        try await withImports { world in
            let value = try await world.upload("company\nAcme\n")
            let stranger = world.leads.stranger
            let failure = await #expect(throws: Failure.self) { try await world.imports.show(value.id, for: stranger) }
            #expect(failure?.code == .notFound)
            await #expect(throws: Failure.self) { try await world.imports.start(value.id, by: stranger, trace: TraceID()) }
            await #expect(throws: Failure.self) { try await world.imports.remove(value.id, version: value.version, by: stranger) }
            #expect(try await world.imports.list(for: stranger, cursor: nil, limit: 10).items.isEmpty)
        }
    }

    @Test func `A file that is no table leaves nothing behind`() async throws {
        try await withImports { world in
            let failure = await #expect(throws: Failure.self) { try await world.upload("company\n\"Acme\n") }
            #expect(failure?.code == .malformedBody)
            #expect(failure?.fields.first?.pointer == "line 2, column 1")
            let kept = try await world.leads.count("import")
            #expect(kept == 0)
            let swept = try await world.imports.blobs.sweep().unreferenced
            #expect(swept == 0)
        }
    }

    @Test func `Rows become leads with history and without an event each`() async throws {
        try await withImports { world in
            let value = try await world.upload("company,email,tags\nAcme,a@acme.example,\"x, y\"\n,nobody,\nGlobex,,\n")
            let finished = try await world.run(value)
            #expect(finished.state == .finished)
            #expect(finished.counts.good == 2)
            #expect(finished.counts.refused == 1)
            let leads = try await world.leads.leads.list(LeadQuery(), for: world.leads.owner, cursor: nil, limit: 10).page.items
                .sorted { $0.company < $1.company }
            // Both may have come in one millisecond, so the list has them in either order.
            #expect(leads.map(\.company) == ["Acme", "Globex"])
            #expect(leads.first?.tags == ["x", "y"])
            #expect(leads.map(\.status) == [.idle, .idle])
            let types = try await world.leads.store.read { try $0.rows("SELECT DISTINCT type FROM event").map { try $0["type"] as String } }
            #expect(types == ["import.progress", "notification.new"])
            // The import's own, and the mail that tells of its end.
            #expect(try await world.leads.count("job") == 2)
            #expect(try await world.leads.count("import_refusal") == 1)
            let asked = try await world.leads.leads.analyzeAgain(leads[0].id, by: world.leads.owner, trace: TraceID())
            #expect(asked.status == .new)
            #expect(try await world.leads.count("job") == 3)
        }
    }

    @Test func `Analysis waits behind what people drop`() async throws {
        try await withImports { world in
            var value = try await world.upload("company\nAcme\n")
            var change = ImportChange()
            change.analyze = true
            value = try await world.imports.change(value.id, to: change, version: value.version, by: world.leads.owner)
            _ = try await world.run(value)
            let priority: Int? = try await world.leads.store.read { try $0.value("SELECT priority FROM job WHERE kind = 'analyze_lead'") }
            #expect(priority == 8)
        }
    }

    @Test func `Amounts are values in the currency that is named, else the workspace's; what is none refuses its row`() async throws {
        try await withImports { world in
            let rows = "A;12 500,50;\nB;7;USD\nC;1.234,00 €;\nD;many;\nE;5;ZZZ\nF;;\n"
            let value = try await world.upload("société;montant;devise\n" + rows)
            let finished = try await world.run(value)
            #expect(finished.counts.good == 4 && finished.counts.refused == 2)
            let query = LeadQuery(sort: .company)
            let leads = try await world.leads.leads.list(query, for: world.leads.owner, cursor: nil, limit: 10).page.items
            let dollar = try #require(Currency("USD"))
            #expect(leads.map(\.value) == [Money(1_250_050, .euro), Money(700, dollar), Money(123_400, .euro), nil])
        }
    }

    /// The process dies between two batches, as far as the rows can tell: the attempt ends, another begins.
    @Test func `Interrupted at any batch, each row is made once`() async throws {
        try await withImports { world in
            let rows = (0..<600).map { "Row \($0),row-\($0).example" }.joined(separator: "\n")
            let value = try await world.upload("company,website\n" + rows)
            let finished = try await world.run(value, interruptedAfter: [1, 150])
            #expect(finished.state == .finished)
            #expect(finished.counts.rows == 600)
            #expect(finished.counts.good == 600)
            #expect(try await world.leads.count("lead") == 600)
            #expect(try await world.leads.count("import_row") == 600)
        }
    }

    @Test func `Cancelled, it stops at once and goes on where it was`() async throws {
        try await withImports { world in
            let rows = (0..<400).map { "Row \($0)" }.joined(separator: "\n")
            let value = try await world.upload("company\n" + rows)
            let stopped = try await world.run(value) { done in
                if done < 400 { _ = try? await world.imports.cancel(value.id, by: world.leads.owner, trace: TraceID()) }
            }
            #expect(stopped.state == .cancelled)
            #expect(stopped.counts.rows < 400)
            let finished = try await world.run(stopped)
            #expect(finished.counts.good == 400)
            #expect(try await world.leads.count("lead") == 400)
        }
    }

    @Test func `A removed import takes its file and keys with it, not the leads`() async throws {
        try await withImports { world in
            let value = try await world.run(try await world.upload("company\nAcme\n=x\n,y\n"))
            try await world.imports.remove(value.id, version: value.version, by: world.leads.owner)
            for table in ["import", "import_row", "import_refusal", "blob_object"] { #expect(try await world.leads.count(table) == 0) }
            #expect(try await world.leads.count("lead") == 2)
        }
    }

    @Test func `Files and refusals go after their time, the import stays`() async throws {
        try await withImports { world in
            let value = try await world.run(try await world.upload("company\nAcme\n"))
            #expect(try await world.imports.removeOldFiles() == 0)
            let later = Imports(
                store: world.leads.store, blobs: world.imports.blobs, jobs: world.leads.jobs, leads: world.leads.leads, log: world.log,
                clock: WallClock { Timestamp.now() + Imports.fileRetention + .seconds(60) })
            #expect(try await later.removeOldFiles() == 1)
            #expect(try await world.imports.show(value.id, for: world.leads.owner).fileId == nil)
            #expect(try await world.leads.count("blob_object") == 0)
        }
    }
}
