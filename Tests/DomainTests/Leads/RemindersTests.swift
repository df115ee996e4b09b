import DataStore
import Domain
import Foundation
import Identity
import JobQueue
import Logging
import Primitives
import Realtime
import Testing

struct RemindersTests {
    private static let past = "2020-01-31T12:00:00Z"

    /// Runs what is due, mails excepted.
    private func runJobs(_ world: LeadWorld) async throws {
        let runner = JobRunner(
            jobs: world.jobs, handlers: [RemindOwnerHandler(leads: world.leads), UnassignLeadsHandler(leads: world.leads)],
            queues: [RemindOwner.queue: 1], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await runner.runOnce()
    }

    private func events(_ type: EventType, _ world: LeadWorld) async throws -> Int {
        try await world.store.read { try $0.value("SELECT count(*) FROM event WHERE type = ?", [type.rawValue]) ?? 0 }
    }

    private func mails(_ world: LeadWorld) async throws -> Int {
        try await world.store.read { try $0.value("SELECT count(*) FROM job WHERE kind = ?", [MailNotification.kind]) ?? 0 }
    }

    @Test func `Nobody is reminded of a lead in the trash, of a moment that was changed or is to come`() async throws {
        try await withLeads { world in
            let trashed = try await world.drop { $0.remindAt = Self.past }
            _ = try await world.trash(trashed)
            let emptied = try await world.drop { $0.remindAt = Self.past }
            _ = try await world.edit(emptied, ["remindAt": .null])
            let later = try await world.drop { $0.remindAt = Self.past }
            _ = try await world.edit(later, ["remindAt": "2199-01-31T12:00:00Z"])
            try await runJobs(world)
            #expect(try await events(.leadReminder, world) == 0)
            #expect(try await mails(world) == 0)
            let waiting: Int? = try await world.store.read {
                try $0.value("SELECT count(*) FROM job WHERE kind = ? AND state = 'scheduled'", [RemindOwner.kind])
            }
            #expect(waiting == 1)
        }
    }

    @Test func `The owner is reminded once, by event and notification; a lead without one by event alone`() async throws {
        try await withLeads { world in
            let lead = try await world.drop {
                $0.remindAt = Self.past
                $0.ownerId = world.owner.personID?.description
                $0.nextStep = "Call back"
            }
            _ = try await world.drop { $0.remindAt = Self.past }
            for _ in 0..<2 { try await runJobs(world) }
            #expect(try await events(.leadReminder, world) == 2)
            #expect(try await mails(world) == 1)
            let reminded = try await world.room(lead.id).lead
            #expect(reminded.remindAt == nil && reminded.version == 2 && reminded.nextStep == "Call back")
            #expect(try await world.history(lead.id).first?.actorKind == .node)
            let payload: String? = try await world.store.read {
                try $0.value("SELECT payload FROM event WHERE type = ? AND entity_id = ?", [EventType.leadReminder.rawValue, lead.id])
            }
            let members = try JSONDecoder().decode([String: JSONValue].self, from: Data((payload ?? "").utf8))
            #expect(Set(members.keys) == Set(EventType.leadReminder.fields.map(\.name)))
        }
    }

    @Test func `Leads of someone who left belong to nobody; those of others stay theirs`() async throws {
        try await withLeads { world in
            let owner = try #require(world.owner.personID)
            let left = try #require(EmailAddress("bo@a.example"))
            let bo = try await world.store.write { tx in
                let person = try People.create(left, at: .now(), in: tx)
                try Members.add(person.id, as: .member, to: world.owner.workspaceID, at: .now(), tx)
                return person.id
            }
            let kept = try await world.drop { $0.ownerId = owner.description }
            var theirs: [Lead] = []
            for _ in 0..<101 { theirs.append(try await world.drop { $0.ownerId = bo.description }) }
            try await world.store.write { tx in
                try Members.remove(bo, from: world.owner.workspaceID, at: .now(), tx)
                try People.removeUnlessMember(bo, in: tx)
                for person in [bo, owner] {
                    try world.jobs.enqueue(
                        UnassignLeads(workspaceID: world.owner.workspaceID, personID: person), trace: TraceID(), in: tx)
                }
            }
            try await runJobs(world)
            for lead in [theirs[0], theirs[100]] { #expect(try await world.room(lead.id).lead.ownerId == nil) }
            #expect(try await world.room(kept.id).lead.ownerId == owner)
        }
    }
}
