import Domain
import Identity
import Primitives
import TestSupport
import Testing

struct LeadVisitsTests {
    /// Leads under a clock of the test's own: entries of one history have a moment each.
    private func withTimedLeads(_ body: (LeadWorld, ManualClock) async throws -> Void) async throws {
        let clock = ManualClock(.now())
        try await withLeads(clock: clock.wallClock) { world in try await body(world, clock) }
    }

    private func edit(
        _ lead: inout Lead, _ members: [String: JSONValue], in world: LeadWorld, _ clock: ManualClock, by principal: Principal? = nil
    ) async throws {
        clock.advance(by: .seconds(1))
        lead = try await world.edit(lead, members, by: principal)
    }

    @Test func `Neither another workspace nor a key nor who may not read leads visits one`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let hidden = await failure { _ = try await world.leads.visit(lead.id, upTo: nil, by: world.stranger) }
            #expect(hidden?.code == .notFound)
            let owner = world.owner
            let key = Principal(
                credential: owner.credential, workspaceID: owner.workspaceID, personID: nil, role: .owner,
                permissions: Role.owner.permissions, displayName: owner.displayName)
            let blind = Principal(
                credential: owner.credential, workspaceID: owner.workspaceID, personID: owner.personID, role: .owner,
                permissions: [.leadsDrop], displayName: owner.displayName)
            for principal in [key, blind] {
                let visit = await failure { _ = try await world.leads.visit(lead.id, upTo: nil, by: principal) }
                let news = await failure { _ = try await world.leads.news(for: principal) }
                #expect(visit?.code == .forbidden && news?.code == .forbidden)
            }
            #expect(try await world.count("lead_visit") == 0)
        }
    }

    @Test func `A visit is everyone's own, goes to what there is at most, and never back`() async throws {
        try await withTimedLeads { world, clock in
            var lead = try await world.drop()
            let unseen = try await world.room(lead.id)
            #expect(unseen.seen == nil && unseen.lastChange == nil)
            // Ahead of all there is.
            let first = try await world.leads.visit(lead.id, upTo: ID(at: clock.now + .seconds(60)), by: world.owner)
            #expect(first.upTo == nil)
            #expect(try await world.room(lead.id).seen == first)
            try await edit(&lead, ["notes": "Called"], in: world, clock)
            let change = try #require(try await world.room(lead.id).lastChange)
            #expect(try await world.history(lead.id).first?.id == change)
            let second = try await world.leads.visit(lead.id, upTo: change, by: world.owner)
            #expect(second.upTo == change)
            // Another device that has not heard of it yet.
            #expect(try await world.leads.visit(lead.id, upTo: nil, by: world.owner) == second)
            let other = try await world.addMember("mo@a.example", as: .viewer)
            #expect(try await world.leads.warRoom(lead.id, for: other).seen == nil)
            #expect(try await world.leads.visit(lead.id, upTo: nil, by: other).upTo == nil)
            #expect(try await world.room(lead.id).seen == second)
        }
    }

    @Test func `News are what others did since the last visit, of leads outside the trash`() async throws {
        try await withTimedLeads { world, clock in
            let mo = try await world.addMember("mo@a.example")
            var unseen = try await world.drop("Unseen")
            var (lead, gone) = (try await world.drop("Acme"), try await world.drop("Gone"))
            for one in [lead, gone] { _ = try await world.leads.visit(one.id, upTo: nil, by: world.owner) }
            #expect(try await world.leads.news(for: world.owner).isEmpty)
            // One's own changes are no news.
            try await edit(&lead, ["notes": "Mine"], in: world, clock)
            #expect(try await world.leads.news(for: world.owner).isEmpty)
            try await edit(&lead, ["notes": "Theirs", "phone": "+33 1 23 45 67 89"], in: world, clock, by: mo)
            // A note leaves the version of the lead as it is.
            clock.advance(by: .seconds(1))
            _ = try await world.leads.addNote(NoteDraft(text: "n"), to: lead.id, by: mo, key: nil, trace: TraceID())
            try await edit(&unseen, ["notes": "Theirs"], in: world, clock, by: mo)
            try await edit(&gone, ["notes": "Theirs"], in: world, clock, by: mo)
            _ = try await world.trash(gone)
            let news = try await world.leads.news(for: world.owner)
            #expect(news.map(\.visit.leadId) == [lead.id] && news.map(\.changes) == [2] && news.map(\.visit.upTo) == [nil])
            #expect(try await world.room(lead.id).newChanges == 2)
            #expect(try await world.leads.warRoom(lead.id, for: mo).newChanges == 0)
            #expect(try await world.leads.news(for: mo).isEmpty)
            #expect(try await world.leads.news(for: world.stranger).isEmpty)
            let change = try await world.room(lead.id).lastChange
            _ = try await world.leads.visit(lead.id, upTo: change, by: world.owner)
            #expect(try await world.leads.news(for: world.owner).isEmpty)
        }
    }

    @Test func `Visits go with their lead`() async throws {
        try await withLeads { world in
            let (kept, lead) = (try await world.drop("Kept"), try await world.drop("Gone"))
            for one in [kept, lead] { _ = try await world.leads.visit(one.id, upTo: nil, by: world.owner) }
            _ = try await world.trash(lead)
            #expect(try await world.leads.emptyTrash(after: .seconds(-1)) == 1)
            #expect(try await world.count("lead_visit") == 1)
        }
    }
}
