import DataStore
import Domain
import Foundation
import JobQueue
import NIOCore
import Primitives
import Realtime
import Testing

struct LeadEventsTests {
    @Test func `What rooms hear of a lead has the members that the registry names`() async throws {
        try await withLeads { world in
            let lead = try await world.leads.drop(LeadDraft(company: "Acme"), by: world.owner, trace: TraceID())
            let log = EventLog(epoch: world.store.epoch, hub: Hub(eventLoops: [any EventLoop]()) { payload, _ in payload })
            try await world.store.write { tx in
                for job in try Jobs(store: world.store).about(subject: lead.id.description, in: tx) {
                    try LeadEvents(log: log).jobChanged(job, in: tx)
                }
            }
            let sent = try await world.store.read { tx in
                try tx.rows("SELECT type, payload FROM event").map { row -> (type: String, payload: String) in
                    (try row["type"], try row["payload"])
                }
            }
            #expect(Set(sent.map(\.type)) == [EventType.leadUpdated.rawValue, EventType.leadJobStatus.rawValue])
            for event in sent {
                let type = try #require(EventType(rawValue: event.type))
                let members = try JSONDecoder().decode([String: JSONValue].self, from: Data(event.payload.utf8))
                #expect(Set(members.keys) == Set(type.fields.map(\.name)))
            }
        }
    }
}
