import DataStore
import Primitives
import Testing

@testable import Realtime

struct RoomTests {
    @Test(arguments: [
        "", "room", "room:", "room:lead", "room:lead:", "room:lead:x", "room:person:01900000-0000-7000-8000-000000000001",
        "lead:01900000-0000-7000-8000-000000000001", "room:lead:01900000-0000-7000-8000-000000000001:x",
        "ROOM:lead:01900000-0000-7000-8000-000000000001",
        "room:lead:01900000-0000-7000-8000-00000000000A",
    ])
    func `What is not exactly a room's name is none`(_ text: String) {
        #expect(Room(text) == nil)
    }

    @Test(arguments: Room.Kind.allCases)
    func `Each kind of room reads back from its name`(_ kind: Room.Kind) {
        let room = Room(kind, ID<Subject>())
        #expect(room.description == "room:\(kind.rawValue):\(room.id)")
        #expect(Room(room.description) == room)
        #expect(Room(sqlValue: room.sqlValue) == room)
        #expect(Room(sqlValue: .blob(room.storedBytes.dropLast())) == nil)
        #expect(Room(sqlValue: .blob([0] + room.storedBytes.dropFirst())) == nil)
    }

    @Test func `Topics of two workspaces, and public and private ones of one name, are different`() {
        let (first, second) = (ID<Subject>(), ID<Subject>())
        let keys: Set<TopicKey> = [
            TopicKey(workspaceID: first, isPrivate: true, name: .named("a")),
            TopicKey(workspaceID: first, isPrivate: false, name: .named("a")),
            TopicKey(workspaceID: second, isPrivate: true, name: .named("a")),
        ]
        #expect(keys.count == 3)
        #expect(TopicKey(.lead(first), in: second).wireTopic == "realtime:room:lead:\(first)")
    }

    @Test(arguments: ["lead.updated", "LEAD.Updated", "lead.job.status", "pipeline.moved", "chat.message.new", "Presence.update"])
    func `What only the node sends is reserved in any spelling that clients take for it`(_ name: String) {
        #expect(EventType.isReserved(name))
        #expect(!EventType.isReserved(name + "x"))
    }

    @Test(arguments: EventType.allCases)
    func `No durable type may be sent by a client`(_ type: EventType) {
        #expect(!(type.isDurable && type.mayClientsSend))
        #expect(EventType.isReserved(type.rawValue) == !type.mayClientsSend)
    }
}
