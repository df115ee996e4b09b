import Blobs
import DataStore
import Foundation
import Identity
import JobQueue
import Primitives
import Realtime
import TestSupport
import Testing

@testable import Domain

/// What of an erasure is neither in leads nor in messages.
struct ErasedElsewhereTests {
    private static let address = "jean@dupont.example"

    private struct World: Sendable {
        let world: LeadWorld
        let ring = KeyRing(root: .random(byteCount: 32))
        let buckets: Buckets

        init(_ world: LeadWorld) {
            self.world = world
            buckets = Buckets(store: world.store, blobs: world.leads.blobs)
        }

        func act(_ principal: Principal) -> Act { Act(principal: principal, remoteAddress: nil, userAgent: nil) }

        func erase(_ principal: Principal? = nil) async throws -> ErasureCounts {
            try await erasure.erase(person: try ErasedPerson(email: address, phone: nil), act: act(principal ?? world.owner))
        }

        var erasure: Erasure {
            let imports = Imports(
                store: world.store, blobs: world.leads.blobs, jobs: world.jobs, leads: world.leads, log: world.log)
            return Erasure(store: world.store, leads: world.leads, imports: imports, ring: ring) { _ in }
        }

        /// A file of a workspace; answers its key.
        func put(_ name: String, metadata: String? = nil, of principal: Principal) async throws -> ObjectKey {
            try await buckets.addEverywhere(LeadFiles.bucket)
            let bucket = try await buckets.bucket(LeadFiles.bucket, in: ID(of: principal.workspaceID))
            let key = try #require(ObjectKey(name))
            let staged = try await world.leads.blobs.stage(in: bucket.space, limit: 100) { try await $0.pour(Array("hello".utf8)) }
            _ = try await buckets.put(
                staged, as: NewObject(key: key, contentType: "text/plain", metadata: metadata), into: bucket, .refuse)
            return key
        }

        /// In every column that could name somebody.
        func named(in principal: Principal) async throws -> [String] {
            try await world.store.read { tx in
                var found: [String] = []
                for (table, column) in [
                    ("bucket_object AS t JOIN bucket AS b ON b.id = t.bucket_id", "t.key || coalesce(t.metadata, '')"),
                    ("trashed_object", "key || coalesce(metadata, '')"), ("blob_object", "name"), ("lead_view", "name || query"),
                ] {
                    let count: Int? = try tx.value(
                        "SELECT count(*) FROM \(table) WHERE workspace_id = ? AND instr(lower(\(column)), ?) > 0",
                        [principal.workspaceID, address])
                    if count != 0 { found.append(table) }
                }
                return found
            }
        }

        var jobs: [JobRecord] {
            get async throws {
                try await world.store.read { tx in
                    try tx.rows("SELECT id FROM job WHERE kind = ?", [EraseTelemetry.kind]).compactMap { row in
                        try world.jobs.find(try row["id"], of: nil, in: tx)
                    }
                }
            }
        }
    }

    @Test func `Whoever may not erase changes nothing, and another workspace keeps its own`() async throws {
        try await withLeads { leads in
            let world = World(leads)
            _ = try await world.put("CV of \(Self.address).txt", of: leads.owner)
            _ = try await world.put("CV of \(Self.address).txt", of: leads.stranger)
            let refused = await failure { _ = try await world.erase(leads.member(.member)) }
            #expect(refused?.code == .forbidden)
            #expect(try await world.named(in: leads.owner) != [])
            _ = try await world.erase()
            #expect(try await world.named(in: leads.owner) == [])
            #expect(try await world.named(in: leads.stranger) != [])
        }
    }

    @Test func `Files, the trash and views name nobody any more, and no two files become one`() async throws {
        try await withLeads { leads in
            let world = World(leads)
            let first = try await world.put("a/CV of JEAN@dupont.example.txt", of: leads.owner)
            _ = try await world.put("a/CV of [erased].txt", of: leads.owner)
            _ = try await world.put("a/plain.txt", metadata: #"{"of":"jean@dupont.example"}"#, of: leads.owner)
            let trashed = try await world.put("a/Letter to jean@dupont.example.txt", of: leads.owner)
            try await leads.store.write { tx in
                try Buckets.trash(
                    [trashed], in: LeadFiles.bucket, of: ID(of: leads.owner.workspaceID), by: nil, at: .now(), in: tx)
            }
            let views = LeadViews(store: leads.store)
            let query: JSONValue = ["q": "Jean@Dupont.example", "tag": ["vip", "jean@dupont.example"]]
            let view = try await views.create(LeadViewDraft(["name": "jean@dupont.example only", "query": query]), by: leads.owner)

            let counts = try await world.erase()
            #expect(counts.files == 3 && counts.views == 1)
            #expect(try await world.named(in: leads.owner) == [])
            let bucket = try await world.buckets.bucket(LeadFiles.bucket, in: ID(of: leads.owner.workspaceID))
            let page = try await world.buckets.page(of: bucket, prefix: "a/", isOneLevel: false, after: nil, limit: 10)
            let keys = page.items.map { if case .object(let object) = $0 { object.key.description } else { "" } }
            #expect(keys == ["a/CV of [erased] (2).txt", "a/CV of [erased].txt", "a/plain.txt"])
            #expect(!keys.contains(first.description))
            let left = try #require(try await views.list(for: leads.owner).first)
            #expect(left.name == "[erased] only" && left.query.filter.text == "[erased]" && left.query.filter.tags == ["vip"])
            #expect(left.version == view.version + 1)
            #expect(try await world.erase().files == 0)
        }
    }

    @Test func `The order for telemetry names nobody either, is read with the right key alone, and runs until all is written`() async throws
    {
        try await withLeads { leads in
            let world = World(leads)
            _ = try await world.erase()
            let record = try #require(try await world.jobs.first)
            #expect(record.workspaceID == leads.owner.workspaceID.description)
            #expect(!record.arguments.contains("dupont"))
            let job = try JSONDecoder().decode(EraseTelemetry.self, from: Data(record.arguments.utf8))

            let asked = Recorder<[String]>()
            let clock = ManualClock(job.orderedAt)
            func handler(_ ring: KeyRing) -> EraseTelemetryHandler {
                EraseTelemetryHandler(ring: ring, clock: clock.wallClock) { terms, _ in asked.record(terms) }
            }
            let stranger = try await handler(KeyRing(root: .random(byteCount: 32))).run(job)
            guard case .cancel = stranger else { throw StoreError(.unreadableRow, "it was run") }
            #expect(asked.all == [])
            guard case .snooze(let pause) = try await handler(world.ring).run(job) else { throw StoreError(.unreadableRow, "it was done") }
            clock.advance(by: pause)
            guard case .done = try await handler(world.ring).run(job) else { throw StoreError(.unreadableRow, "it was not done") }
            #expect(asked.all == [[Self.address], [Self.address]])
        }
    }

    @Test func `What is busy is tried again`() async throws {
        try await withLeads { leads in
            let world = World(leads)
            _ = try await world.erase()
            let record = try #require(try await world.jobs.first)
            let job = try JSONDecoder().decode(EraseTelemetry.self, from: Data(record.arguments.utf8))
            let handler = EraseTelemetryHandler(ring: world.ring) { _, _ in throw StoreError(.busy, "busy") }
            await #expect(throws: StoreError.self) { _ = try await handler.run(job) }
            #expect(EraseTelemetry.maxAttempts > 10)
        }
    }

    @Test func `With a lead go the events of those that were merged into it`() async throws {
        try await withLeads { leads in
            let world = World(leads)
            let (into, from) = (try await leads.drop("Into"), try await leads.drop("From Zzgone"))
            let merged = try await leads.leads.merge(
                from.id, version: 1, into: into.id, version: 1, by: leads.owner, trace: TraceID())
            #expect(try await leads.store.read { try $0.value("SELECT count(*) FROM event WHERE instr(payload, 'Zzgone') > 0") ?? 0 } > 0)
            _ = try await world.erasure.erase(merged.id, act: world.act(leads.owner))
            let named: Int? = try await leads.store.read { tx in
                try tx.value(
                    "SELECT count(*) FROM event WHERE instr(payload, 'Zzgone') > 0 AND EXISTS (SELECT 1 FROM event_room AS r WHERE r.room = ?)",
                    [Room.lead(from.id)])
            }
            #expect(named == 0)
        }
    }
}
