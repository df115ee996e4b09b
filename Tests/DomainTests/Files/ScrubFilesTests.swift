import DataStore
import FoundationEssentials
import Identity
import JobQueue
import Logging
import Mail
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
            let runner = try world.scrubber()
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

    @Test func `Owners and admins get one mail a round that names the files, and other workspaces none`() async throws {
        try await withLeads { world in
            let now = Timestamp.now()
            try await world.store.write { [workspace = world.owner.workspaceID] tx in
                for role in [Role.admin, .member, .viewer] {
                    let email = try #require(EmailAddress("\(role.rawValue)@a.example"))
                    try Members.add(People.create(email, at: now, in: tx).id, as: role, to: workspace, at: now, tx)
                }
            }
            var paths: [String] = []
            for text in ["first", "second", "third"] { paths.append(try await world.store(text)) }
            let runner = try world.scrubber()
            for path in paths.prefix(2) { try Data("rotten".utf8).write(to: URL(filePath: path)) }
            try await world.store.write { [jobs = world.jobs] tx in
                // A stretch in the midst of a round.
                _ = try jobs.enqueue(ScrubFiles(after: nil, began: now), trace: TraceID(), in: tx)
            }
            try await runner.runOnce()
            let mails = try await world.store.read { tx in
                try tx.rows("SELECT arguments FROM job WHERE kind = 'send_mail'", []).map { try $0["arguments"] as String }
            }
            #expect(mails.count == 2)
            #expect(["ana@a.example", "admin@a.example"].allSatisfy { address in mails.contains { $0.contains(address) } })
            #expect(mails.allSatisfy { $0.contains("file_damage") })
            #expect(try await world.count("event WHERE type = 'file.damaged'") == 2)

            // Another stretch of the same round finds another file.
            try FileManager.default.removeItem(atPath: paths[2])
            try await world.store.write { [jobs = world.jobs] tx in
                _ = try tx.execute("DELETE FROM job WHERE kind = 'scrub_files' AND state = 'scheduled'")
                _ = try jobs.enqueue(ScrubFiles(after: nil, began: now), trace: TraceID(), in: tx)
            }
            try await runner.runOnce()
            #expect(try await world.count("event WHERE type = 'file.damaged'") == 3)
            #expect(try await world.count("job WHERE kind = 'send_mail'") == 2)
        }
    }
}

extension LeadWorld {
    /// Stores a file of the owner's workspace; answers where it is.
    fileprivate func store(_ text: String) async throws -> String {
        let staged = try await leads.blobs.stage(Array(text.utf8), in: owner.workspaceID, limit: 100)
        let name = try #require(ObjectName("\(text).pdf"))
        _ = try await store.write { [blobs = leads.blobs] tx in
            try blobs.attach(staged, name: name, contentType: "application/pdf", purpose: .dossier, in: tx)
        }
        return leads.blobs.folder.path(of: staged.key)
    }

    fileprivate func scrubber() throws -> JobRunner {
        let sender = Mailbox(address: try #require(EmailAddress("node@node.example")))
        let alert = DamageAlert(
            outbox: Outbox(jobs: jobs, ring: KeyRing(root: .random(byteCount: 32)), sender: sender),
            letters: Letters(siteURL: "https://node.example"), notifications: leads.notifications)
        return JobRunner(
            jobs: jobs,
            handlers: [ScrubFilesHandler(store: store, blobs: leads.blobs, jobs: jobs, log: leads.log, alert: alert) { _ in }],
            queues: [ScrubFiles.queue: 1], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}
