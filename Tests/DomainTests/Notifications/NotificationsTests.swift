import DataStore
import Domain
import Foundation
import Identity
import Primitives
import Realtime
import Testing

struct NotificationsTests {
    private func add(
        _ kind: NotificationKind = .mention, to person: ID<Person>, about id: ID<Subject> = ID(), by actor: ChangeActor = .node,
        in world: LeadWorld
    ) async throws {
        try await world.store.write { tx in
            try world.leads.notifications.add(
                kind, to: person, of: world.owner.workspaceID, subject: NotificationSubject(.message, id, title: "Général"), by: actor,
                trace: TraceID(), in: tx)
        }
    }

    private func inbox(_ world: LeadWorld, isUnread: Bool = false, cursor: String? = nil, limit: Int = 50) async throws -> InboxPage {
        try await world.inboxes.list(for: world.owner, isUnread: isUnread, cursor: cursor, limit: limit)
    }

    @Test func `Nobody is told of what they did themselves, and nobody who does not belong there`() async throws {
        try await withLeads { world in
            let (ana, bo) = (try #require(world.owner.personID), try #require(world.stranger.personID))
            try await add(to: ana, by: ChangeActor(world.owner), in: world)
            try await add(to: bo, in: world)
            #expect(try await world.count("notification") == 0)
            #expect(try await world.count("event") == 0)
            #expect(try await world.count("job") == 0)
        }
    }

    @Test func `What happens again before it is read counts up; after that it is a new line`() async throws {
        try await withLeads { world in
            let (ana, subject) = (try #require(world.owner.personID), ID<Subject>())
            for _ in 0..<3 { try await add(to: ana, about: subject, in: world) }
            let first = try await inbox(world)
            #expect(first.items.map(\.count) == [3] && first.unread == 1)
            _ = try await world.inboxes.mark(first.items[0].id, isRead: true, by: world.owner, trace: TraceID())
            try await add(to: ana, about: subject, in: world)
            let second = try await inbox(world)
            #expect(second.items.map(\.count) == [1, 3] && second.unread == 1)
            // The old one can't become unread beside the new one: the new one stands for both.
            let marked = try await world.inboxes.mark(first.items[0].id, isRead: false, by: world.owner, trace: TraceID())
            #expect(marked.id == second.items[0].id)
            #expect(try await inbox(world).unread == 1)
        }
    }

    @Test func `Only the person's inbox hears of it, and each event carries what the page of events says`() async throws {
        try await withLeads { world in
            let ana = try #require(world.owner.personID)
            try await add(to: ana, in: world)
            let item = try await inbox(world).items[0]
            try await world.inboxes.remove(item.id, by: world.owner, trace: TraceID())
            let rows = try await world.store.read { tx in
                try tx.rows("SELECT type, payload, rooms FROM event ORDER BY seq").map {
                    (try $0["type"] as String, try $0["payload"] as String, try $0["rooms"] as [UInt8])
                }
            }
            let own = try #require(try await world.store.read { try Members.inbox(of: ana, in: world.owner.workspaceID, $0) })
            #expect(rows.map(\.0) == ["notification.new", "notification.read"])
            for (type, payload, rooms) in rows {
                let members = try JSONDecoder().decode([String: JSONValue].self, from: Data(payload.utf8))
                #expect(Set(members.keys) == Set(try #require(EventType(rawValue: type)).fields.map(\.name)))
                #expect(Room(sqlValue: .blob(rooms)) == .inbox(own))
            }
            let rooms = RoomDirectory(store: world.store)
            let bo = try #require(world.stranger.personID)
            for (person, workspace) in [(bo, world.owner.workspaceID), (ana, world.stranger.workspaceID), (bo, world.stranger.workspaceID)]
            {
                let theirs = try await rooms.isInbox(.inbox(own), of: person, in: workspace)
                #expect(!theirs)
            }
            let hers = try await rooms.isInbox(.inbox(own), of: ana, in: world.owner.workspaceID)
            #expect(hers)
        }
    }

    @Test func `An inbox is its person's alone: not their token's, not a stranger's`() async throws {
        try await withLeads { world in
            let ana = try #require(world.owner.personID)
            try await add(to: ana, in: world)
            let item = try await inbox(world).items[0]
            let token = Principal(
                credential: .token(ID()), workspaceID: world.owner.workspaceID, personID: ana, role: .owner,
                displayName: world.owner.displayName)
            #expect(
                await failure { _ = try await world.inboxes.list(for: token, isUnread: false, cursor: nil, limit: 1) }?.code == .forbidden)
            #expect(await failure { _ = try await world.inboxes.preferences(of: token) }?.code == .forbidden)
            let stranger = world.stranger
            #expect(
                await failure { _ = try await world.inboxes.mark(item.id, isRead: true, by: stranger, trace: TraceID()) }?.code == .notFound
            )
            #expect(await failure { try await world.inboxes.remove(item.id, by: stranger, trace: TraceID()) }?.code == .notFound)
            #expect(
                await failure { try await world.inboxes.markAll(upTo: item.id, by: stranger, trace: TraceID()) }?.code == .invalidRequest)
            #expect(try await inbox(world).unread == 1)
        }
    }

    @Test func `Pages follow one another, and a cursor is good for its own list`() async throws {
        try await withLeads { world in
            let ana = try #require(world.owner.personID)
            for _ in 0..<5 { try await add(to: ana, in: world) }
            var seen: [ID<Domain.Notification>] = []
            var cursor: String?
            repeat {
                let page = try await inbox(world, cursor: cursor, limit: 2)
                seen += page.items.map(\.id)
                cursor = page.next
            } while cursor != nil
            #expect(seen == seen.sorted().reversed() && Set(seen).count == 5)
            let next = try #require(try await inbox(world, limit: 2).next)
            #expect(await failure { _ = try await inbox(world, isUnread: true, cursor: next) }?.code == .invalidRequest)
            #expect(await failure { _ = try await inbox(world, cursor: String(next.dropLast(2)) + "AA") }?.code == .invalidRequest)
            try await world.inboxes.markAll(upTo: seen[2], by: world.owner, trace: TraceID())
            #expect(try await inbox(world, isUnread: true).items.map(\.id) == Array(seen[..<2]))
            #expect(try await inbox(world).unread == 2)
        }
    }

    @Test func `An inbox holds no more than a thousand unread lines`() async throws {
        try await withLeads { world in
            let ana = try #require(world.owner.personID)
            try await world.store.write { tx in
                for _ in 0..<1_003 {
                    try world.leads.notifications.add(
                        .ready, to: ana, of: world.owner.workspaceID, subject: NotificationSubject(.lead, ID<Subject>(), title: "t"),
                        by: .node, trace: TraceID(), in: tx)
                }
            }
            #expect(try await inbox(world).unread == 1_000)
        }
    }

    @Test func `The owner of a lead is told that it became theirs, was ready or failed, by others alone`() async throws {
        try await withLeads { world in
            let ana = try #require(world.owner.personID)
            let bo = try await world.addMember("bo@a.example")
            let own = try await world.drop { $0.ownerId = ana.description }
            #expect(try await world.count("notification") == 0)
            let theirs = try await world.edit(own, ["ownerId": .string(bo.personID?.description ?? "")])
            let page = try await world.inboxes.list(for: bo, isUnread: true, cursor: nil, limit: 10)
            #expect(page.items.map(\.kind) == [.assignment] && page.items[0].subject.leadID == own.id)
            #expect(page.items[0].actor.name == "Ana")
            _ = try await world.trash(theirs)
            let erasure = try await world.store.read { try $0.rows("SELECT lead_id FROM notification").count }
            #expect(erasure == 1)
        }
    }

    @Test func `What somebody was told goes with their membership`() async throws {
        try await withLeads { world in
            let bo = try await world.addMember("bo@a.example")
            let person = try #require(bo.personID)
            try await add(to: person, in: world)
            _ = try await world.inboxes.changePreferences(MergePatch(["dailyAt": "09:30"]), by: bo, trace: TraceID())
            #expect(try await world.count("notification_preference") == 1)
            try await world.store.write { tx in try Members.remove(person, from: world.owner.workspaceID, at: .now(), tx) }
            #expect(try await world.count("notification") == 0)
            #expect(try await world.count("notification_preference") == 0)
        }
    }
}
