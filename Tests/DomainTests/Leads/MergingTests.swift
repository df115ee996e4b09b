import Blobs
import DataStore
import Identity
import Primitives
import Realtime
import Testing

@testable import Domain

struct MergingTests {
    private func merge(
        _ from: Lead, version: Int64?, into: Lead, version intoVersion: Int64?, in world: LeadWorld, by principal: Principal? = nil
    ) async throws -> Lead {
        try await world.leads.merge(
            from.id, version: version, into: into.id, version: intoVersion, by: principal ?? world.owner, trace: TraceID())
    }

    @Test func `A merge is refused without permission, versions, another lead of the workspace, or from the trash`() async throws {
        try await withLeads { world in
            let (into, from) = (try await world.drop("Into"), try await world.drop("From"))
            let theirs = try await world.leads.drop(LeadDraft(company: "Theirs"), by: world.stranger, trace: TraceID())
            let trashed = try await world.trash(try await world.drop("Trashed"))
            let attempts: [(FailureCode, () async throws -> Lead)] = [
                (.forbidden, { try await merge(from, version: 1, into: into, version: 1, in: world, by: world.member(.viewer)) }),
                (.notFound, { try await merge(from, version: 1, into: into, version: 1, in: world, by: world.stranger) }),
                (.invalidRequest, { try await merge(theirs, version: 1, into: into, version: 1, in: world) }),
                (.invalidRequest, { try await merge(into, version: 1, into: into, version: 1, in: world) }),
                (.versionRequired, { try await merge(from, version: 1, into: into, version: nil, in: world) }),
                (.versionRequired, { try await merge(from, version: nil, into: into, version: 1, in: world) }),
                (.staleVersion, { try await merge(from, version: 1, into: into, version: 2, in: world) }),
                (.staleVersion, { try await merge(from, version: 2, into: into, version: 1, in: world) }),
                (.conflict, { try await merge(trashed, version: 2, into: into, version: 1, in: world) }),
            ]
            for (code, attempt) in attempts {
                let refused = await failure { _ = try await attempt() }
                #expect(refused?.code == code)
            }
            #expect(try await world.count("lead") == 4)
        }
    }

    @Test func `A merge keeps what both had, and the one that is gone says where it went`() async throws {
        try await withLeads { world in
            let third = try await world.drop("Third") { $0.website = "from.example" }
            let into = try await world.drop("Into") { $0.email = "ana@into.example" }
            var from = try await world.drop("From") {
                $0.website = "from.example"
                $0.notes = "n"
            }
            from = try await world.edit(from, ["phone": "+33123456789"])
            for lead in [into, from] {
                _ = try await world.leads.addNote(
                    NoteDraft(text: "of \(lead.company)"), to: lead.id, by: world.owner, key: nil, trace: TraceID())
                _ = try await world.leads.addContact(
                    ContactDraft(name: "of \(lead.company)"), to: lead.id, by: world.owner, key: nil, trace: TraceID())
            }
            let merged = try await merge(from, version: 2, into: into, version: 1, in: world)
            #expect(merged.version == 2 && merged.website == "https://from.example/" && merged.phone == "+33123456789")
            #expect(merged.company == "Into" && merged.email == "ana@into.example" && merged.notes == "n")
            let room = try await world.room(into.id)
            #expect(room.notes.count == 2 && room.contacts.count == 2)
            #expect(room.links.map(\.id) == [third.id])
            #expect(try await world.room(third.id).links.map(\.id) == [into.id])
            let history = try await world.history(into.id)
            // Note and contact of each, the change of the one that went, what the merge filled, and the merge.
            #expect(history.count == 7)
            #expect(history.filter { $0.mergedID == from.id }.count == 3)
            #expect(history.contains { $0.changes.contains(#""field":"merged""#) })
            let gone = await failure { _ = try await world.room(from.id) }
            #expect(gone?.code == .leadMerged && gone?.members["into"] == .string(into.id.description))
            let hidden = await failure { _ = try await world.leads.warRoom(from.id, for: world.stranger) }
            #expect(hidden?.code == .notFound)

            // What it was known by stays known, and a second merge is found in one step.
            let again = try await world.drop("Again") { $0.website = "from.example" }
            let links = try await world.room(again.id).links
            #expect(Set(links.map(\.id)) == [third.id, into.id])
            _ = try await merge(merged, version: 2, into: third, version: 1, in: world)
            let further = await failure { _ = try await world.room(from.id) }
            #expect(further?.members["into"] == .string(third.id.description))
        }
    }

    @Test func `A stale change of a merged lead is not told changes of the other`() async throws {
        try await withLeads { world in
            let (into, from) = (try await world.drop("Into"), try await world.drop("From"))
            let changed = try await world.edit(try await world.edit(from, ["phone": "1"]), ["company": "Other"])
            let merged = try await merge(changed, version: 3, into: into, version: 1, in: world)
            let stale = await failure { _ = try await world.edit(merged, ["notes": "n"], version: 1) }
            let fields = stale?.members["differences"]?.array?.compactMap { $0["field"]?.string }
            #expect(fields == ["phone", "notes"])
        }
    }

    @Test func `Events of a merged lead are looked up at the other, and nobody hears them anew`() async throws {
        try await withLeads { world in
            let (into, from) = (try await world.drop("Into"), try await world.drop("From"))
            let workspace = ID<Subject>(high: into.workspaceId.high, low: into.workspaceId.low)
            func replayed(after cursor: EventCursor?) async throws -> [ID<Subject>] {
                let recovery = try await world.store.read { [log = world.log] tx in
                    try log.replay(.lead(into.id), of: workspace, after: cursor, limit: 100, byteLimit: 1 << 20, in: tx)
                }
                guard case .recovered(let events) = recovery.outcome else { return [] }
                return events.map(\.envelope.entityID)
            }
            let cursor = try await world.store.read { [log = world.log] in try log.cursor(in: $0) }
            let edited = try await world.edit(from, ["notes": "before the merge"])
            let before = try await page(of: from.id, in: world).items
            #expect(!before.isEmpty && before.allSatisfy { $0.mergedID == nil })
            _ = try await merge(edited, version: 2, into: into, version: 1, in: world)

            for principal in [world.stranger, world.member(.viewer)] {
                let refused = await failure { _ = try await page(of: into.id, in: world, for: principal) }
                #expect(refused?.code == (principal.role == .viewer ? nil : .notFound))
            }
            let gone = await failure { _ = try await page(of: from.id, in: world) }
            #expect(gone?.code == .leadMerged)
            let whole = try await page(of: into.id, in: world).items
            let theirs = whole.filter { $0.mergedID == from.id }
            // And the last one, that it is gone.
            #expect(Set(theirs.map(\.event.seq)).isStrictSuperset(of: before.map(\.event.seq)))
            #expect(whole.count > theirs.count)
            #expect(whole.map(\.event.seq) == whole.map(\.event.seq).sorted(by: >))
            var (paged, next): ([PastEvent], String?) = ([], nil)
            repeat {
                let page = try await page(of: into.id, in: world, after: next, limit: 2)
                (paged, next) = (paged + page.items, page.next)
            } while next != nil
            #expect(paged.map(\.event.seq) == whole.map(\.event.seq))

            let heard = try await replayed(after: cursor)
            #expect(!heard.isEmpty && !heard.contains(ID(high: from.id.high, low: from.id.low)))
        }
    }

    private func page(
        of id: ID<Lead>, in world: LeadWorld, for principal: Principal? = nil, after cursor: String? = nil, limit: Int = 100
    ) async throws -> Page<PastEvent> {
        try await world.leads.pastEvents(of: id, for: principal ?? world.owner, cursor: cursor, limit: limit)
    }
}
