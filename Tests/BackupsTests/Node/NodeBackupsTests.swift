import Backups
import Blobs
import DataStore
import Foundation
import Identity
import JobQueue
import NIOCore
import Primitives
import Realtime
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct NodeBackupsTests {
    private struct World: Sendable {
        let root: String
        let store: Store
        let clock: ManualClock
        let backups: NodeBackups

        /// Does what jobs ask for, each once, as the runner would.
        func runJobs() async throws {
            let queued = try await store.read { tx in
                try tx.rows("SELECT arguments FROM job WHERE state <> 'completed'").map { try $0["arguments"] as String }
            }
            try await store.write { tx in _ = try tx.execute("UPDATE job SET state = 'completed', holds_unique_key = 0") }
            for arguments in queued {
                let job = try JSONDecoder().decode(RunBackup.self, from: Data(arguments.utf8))
                _ = await refusal { try await backups.perform(job) }
            }
        }

        func runs(_ kind: BackupRun.Kind = .backup) async throws -> [BackupRun] {
            try await backups.list(kind, cursor: nil, limit: 100).items
        }
    }

    private func withNode(
        every: Duration? = .hours(6), drillEvery: Duration? = nil, hasFolder: Bool = true, _ body: (World) async throws -> Void
    ) async throws {
        try await withFolder { root in
            let clock = ManualClock()
            let folder = try DataFolder(path: root + "/data")
            let store = try Store(
                path: folder.databasePath,
                migrations: IdentitySchema.migrations + Jobs.migrations + EventLog.migrations + BlobSchema.migrations
                    + BackupRunRows.migrations, clock: clock.wallClock)
            let blobs = try BlobStore(path: folder.blobsPath, store: store)
            try FileManager.default.createDirectory(atPath: root + "/target", withIntermediateDirectories: true)
            let backups = NodeBackups(
                store: store, jobs: Jobs(store: store, clock: clock.wallClock),
                log: EventLog(epoch: store.epoch, hub: Hub(eventLoops: [any EventLoop]()) { payload, _ in payload }), blobs: blobs,
                folder: folder, node: BackedNode(product: "1", profile: "local", rootSecret: .random(byteCount: 32)),
                settings: BackupSettings(
                    folder: hasFolder ? root + "/target" : nil, every: every, keep: RetentionRule(days: 3), passphrase: nil,
                    drillEvery: drillEvery))
            try await body(World(root: root, store: store, clock: clock, backups: backups))
            try store.close()
        }
    }

    @Test func `Without a folder nothing is due, and what is asked for is refused`() async throws {
        try await withNode(hasFolder: false) { world in
            try await world.backups.requestDue()
            #expect(try await world.runs() == [])
            await #expect(throws: Failure.self) { try await world.backups.request(.backup, act: .byOperator()) }
            #expect(try await !world.backups.facts().isScheduled)
        }
    }

    @Test func `One is due at first and then each six hours, and one at a time`() async throws {
        try await withNode { world in
            try await world.backups.requestDue()
            try await world.backups.requestDue()
            #expect(try await world.runs().map(\.state) == [.waiting])
            try await world.runJobs()
            #expect(try await world.runs().map(\.state) == [.succeeded])
            world.clock.advance(by: .hours(5))
            try await world.backups.requestDue()
            #expect(try await world.runs().count == 1)
            world.clock.advance(by: .hours(1))
            try await world.backups.requestDue()
            try await world.runJobs()
            let runs = try await world.runs()
            #expect(runs.map(\.state) == [.succeeded, .succeeded])
            #expect(runs[0].copiedByteCount > 0)
            #expect(runs[0].rowCount > 0)
            #expect(try await world.backups.facts().age(at: world.clock.now + .minutes(3)) == .minutes(3))
        }
    }

    @Test func `One that fails says why, and is tried again an hour later`() async throws {
        try await withNode { world in
            try FileManager.default.removeItem(atPath: world.root + "/target")
            try await world.backups.requestDue()
            try await world.runJobs()
            let failed = try await world.runs()[0]
            #expect(failed.state == .failed)
            #expect(failed.fault?.contains(world.root + "/target") == true)
            world.clock.advance(by: .minutes(59))
            try await world.backups.requestDue()
            #expect(try await world.runs().count == 1)
            world.clock.advance(by: .minutes(2))
            try await world.backups.requestDue()
            #expect(try await world.runs().count == 2)
        }
    }

    @Test func `A folder that is empty though backups were in it is a disk that is not mounted`() async throws {
        try await withNode { world in
            try await world.backups.requestDue()
            try await world.runJobs()
            try FileManager.default.removeItem(atPath: world.root + "/target")
            try FileManager.default.createDirectory(atPath: world.root + "/target", withIntermediateDirectories: true)
            #expect(await refusal { _ = try await world.backups.backUpNow(to: nil, begins: false, passphrase: nil) } == .gone)
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.root + "/target").allSatisfy { $0 == "lock" })
            #expect(try await world.backups.backUpNow(to: nil, begins: true, passphrase: nil).state == .succeeded)
        }
    }

    @Test func `A drill is due when there is a backup, and its faults make it fail`() async throws {
        try await withNode(drillEvery: .days(7)) { world in
            try await world.backups.requestDue()
            #expect(try await world.runs(.drill) == [])
            try await world.runJobs()
            try await world.backups.requestDue()
            try await world.runJobs()
            let good = try #require(try await world.backups.facts().lastDrill)
            #expect(good.state == .succeeded)
            #expect(good.rowCount > 0)
            for name in try FileManager.default.subpathsOfDirectory(atPath: world.root + "/target/objects") where name.count > 60 {
                try flip(bitOf: world.root + "/target/objects/" + name)
            }
            world.clock.advance(by: .days(7))
            let bad = try await world.backups.drillNow(of: nil, passphrase: nil)
            #expect(bad.state == .failed)
            #expect(bad.fault?.contains("/target/objects/") == true)
            #expect(try await world.backups.facts().lastDrill?.id == bad.id)
        }
    }

    @Test func `What a dead process left of a command is told as failed`() async throws {
        try await withNode { world in
            try await world.backups.requestDue()
            try await world.runJobs()
            try await world.store.write { tx in
                _ = try tx.execute("UPDATE backup_run SET state = 'running', run_trigger = 'command'")
            }
            try await world.backups.settleInterrupted()
            let run = try await world.runs()[0]
            #expect(run.state == .failed)
            #expect(run.fault != nil)
        }
    }

    @Test func `A clock that was ahead keeps no backup from being made, and asks for one and no more`() async throws {
        try await withNode(drillEvery: .days(7)) { world in
            world.clock.advance(by: .days(4_000))
            for _ in 1...2 {
                try await world.backups.requestDue()
                try await world.runJobs()
            }
            world.clock.advance(by: .days(-4_000))
            for _ in 1...5 {
                try await world.backups.requestDue()
                try await world.runJobs()
                world.clock.advance(by: .minutes(1))
            }
            #expect(try await world.runs().count == 2)
            let drills = try await world.runs(.drill)
            #expect(drills.count == 2)
            let facts = try await world.backups.facts()
            #expect(try #require(facts.lastGood).createdAt < world.clock.now)
            #expect(facts.age(at: world.clock.now) == .minutes(5))
            // What is tried is the newest by the clock of today.
            #expect(drills.first { $0.createdAt < world.clock.now }?.backup == facts.lastGood?.backup)
        }
    }

    @Test func `A folder for backups within the data folder is refused`() async throws {
        try await withNode { world in
            for place in ["/data/backups", "/data", ""] {
                #expect(
                    await refusal { _ = try await world.backups.backUpNow(to: world.root + place, begins: false, passphrase: nil) }
                        == .place)
            }
        }
    }

    @Test func `Pages of the list follow each other`() async throws {
        try await withNode { world in
            for _ in 1...5 {
                world.clock.advance(by: .seconds(1))
                _ = try await world.backups.backUpNow(to: nil, begins: false, passphrase: nil)
            }
            let first = try await world.backups.list(.backup, cursor: nil, limit: 3)
            let second = try await world.backups.list(.backup, cursor: first.next, limit: 3)
            #expect((first.items + second.items).map(\.id) == (try await world.runs()).map(\.id))
            #expect(second.next == nil)
            await #expect(throws: Failure.self) { try await world.backups.list(.backup, cursor: "page 2", limit: 3) }
        }
    }
}
