import DataStore
import FoundationEssentials
import Identity
import JobQueue
import Logging
import Primitives
import Realtime
import TestSupport
import Testing

@testable import Blobs
@testable import Domain

@Suite struct ScrubFilesTests {
    @Test func `A damaged file is told to its workspace once, and the next round is kept`() async throws {
        try await withLeads { world in
            let blobs = world.leads.blobs
            let staged = try await blobs.stage(Array("precious".utf8), in: world.owner.workspaceID, limit: 100)
            let name = try #require(ObjectName("a.pdf"))
            let key = staged.key
            _ = try await world.store.write { tx in
                try blobs.attach(staged, name: name, contentType: "application/pdf", purpose: .dossier, in: tx)
            }
            let runner = JobRunner(
                jobs: world.jobs,
                handlers: [ScrubFilesHandler(store: world.store, blobs: blobs, jobs: world.jobs, log: world.leads.log) { _ in }],
                queues: [ScrubFiles.queue: 1], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            try await world.store.write { [jobs = world.jobs] tx in _ = try jobs.enqueue(ScrubFiles(), trace: TraceID(), in: tx) }
            try await runner.runOnce()
            #expect(try await world.count("event WHERE type = 'file.damaged'") == 0)
            #expect(try await world.count("job WHERE kind = 'scrub_files' AND state = 'scheduled'") == 1)

            let path = blobs.folder.path(of: key)
            try Data("PRECIOUS".utf8).write(to: URL(filePath: path))
            for _ in 0..<2 {
                try await world.store.write { tx in _ = try tx.execute("UPDATE job SET run_at = 0 WHERE state = 'scheduled'") }
                try await runner.runOnce()
            }
            #expect(try await world.count("event WHERE type = 'file.damaged'") == 1)
            #expect(try await blobs.damagedCount() == 1)
            #expect(try await world.count("job WHERE kind = 'scrub_files' AND state = 'completed'") == 3)
        }
    }
}
