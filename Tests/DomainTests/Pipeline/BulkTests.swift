import DataStore
import Foundation
import Identity
import Primitives
import Testing

@testable import Domain

struct BulkTests {
    @Test func `No order, too many leads and an unreadable reason are refused before anything moves`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let many = Array(repeating: lead, count: BulkMove.limit + 1)
            for leads in [[], many] {
                let refused1 = await failure { _ = try await world.move(leads, to: stages[1]) }
                #expect(refused1?.fields.map(\.pointer) == ["/leads"])
            }
            let wrong: BulkChange = try world.order(["leads": world.named([lead]), "patch": ["archive": "yes", "email": "no", "id": "x"]])
            let refused = await failure { _ = try await world.pipeline.change(wrong, by: world.owner, key: nil, trace: TraceID()) }
            #expect(refused?.fields.isEmpty == false)
            #expect(refused?.fields.allSatisfy { $0.pointer.hasPrefix("/patch/") } == true)
            #expect(try await world.count("pipeline_event") == 0)
        }
    }

    @Test func `Those that can go go, in their order and on top; each other says why not`() async throws {
        try await withLeads { world in
            let stages = try await world.stages()
            let target = try await world.edit(stages[1], ["requiredFields": ["email"]])
            let there = try await world.drop("there") { $0.email = "t@x.example" }
            _ = try await world.move(there, to: target)
            let (a, b) = (try await world.drop("a") { $0.email = "a@x.example" }, try await world.drop("b") { $0.email = "b@x.example" })
            let bare = try await world.drop("bare")
            let trashed = try await world.trash(try await world.drop("gone"))
            let stale = try await world.drop("stale") { $0.email = "s@x.example" }
            _ = try await world.edit(stale, ["phone": "1"])
            let theirs = try await world.leads.drop(LeadDraft(company: "Theirs"), by: world.stranger, trace: TraceID())
            let outcome = try await world.move([b, bare, trashed, stale, theirs, a, a], to: target)
            #expect(outcome.moved.map(\.id) == [b.id, a.id] && outcome.moved.map(\.version) == [2, 2])
            #expect(outcome.refused.map(\.code) == [.fieldsRequired, .conflict, .staleVersion, .notFound, .staleVersion])
            #expect(outcome.refused[0].fields.map(\.pointer) == ["/email"])
            #expect(try await world.column(1) == ["b", "a", "there"])
            #expect(try await world.eventTypes().suffix(2) == ["pipeline.moved", "pipeline.moved"])
        }
    }

    @Test func `Sent twice with one key it is done once`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let key = try IdempotencyKey("bulk")
            for _ in 0..<2 {
                let outcome = try await world.move([lead], to: stages[1], key: key)
                #expect(outcome.moved.map(\.version) == [2] && outcome.refused.isEmpty)
            }
            let refused2 = await failure { _ = try await world.move([lead], to: stages[2], key: key) }
            #expect(refused2?.code == .idempotencyKeyReused)
        }
    }

    @Test func `Many leads get an owner, tags, the archive or the trash at once`() async throws {
        try await withLeads { world in
            let owner = try #require(world.owner.personID)
            let leads = [try await world.drop("a") { $0.tags = ["Old", "VIP"] }, try await world.drop("b")]
            let first: BulkChange = try world.order([
                "leads": world.named(leads),
                "patch": ["ownerId": .string(owner.description), "addTags": ["vip", "New"], "removeTags": ["old"], "archive": true],
            ])
            let changed = try await world.pipeline.change(first, by: world.owner, key: nil, trace: TraceID())
            #expect(changed.moved.map(\.version) == [2, 2])
            let (a, b) = (try await world.room(leads[0].id).lead, try await world.room(leads[1].id).lead)
            #expect(a.tags == ["VIP", "New"] && b.tags == ["vip", "New"] && a.ownerId == owner && a.archivedAt != nil)
            let second: BulkChange = try world.order(["leads": world.named([a, b]), "patch": ["trash": true]])
            _ = try await world.pipeline.change(second, by: world.owner, key: nil, trace: TraceID())
            #expect(try await world.room(a.id).lead.deletedAt != nil)
            let again = try await world.pipeline.change(second, by: world.owner, key: nil, trace: TraceID())
            #expect(again.refused.count == 2)
        }
    }
}
