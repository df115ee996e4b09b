import DataStore
import Primitives
import TestSupport
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct EventLogTests {
    /// The place that the log has reached, and what was replayed or why nothing was.
    private func replay(
        _ world: RealtimeWorld, after seq: Int64, epoch: String? = nil, limit: Int = 100, byteLimit: Int = 1_000_000,
        workspace: ID<Subject>? = nil
    ) async throws -> String {
        let cursor = EventCursor(epoch: epoch ?? world.store.epoch, seq: seq)
        let recovery = try await world.store.read { [log = world.log, room = world.room, of = workspace ?? world.workspace] in
            try log.replay(room, of: of, after: cursor, limit: limit, byteLimit: byteLimit, in: $0)
        }
        switch recovery.outcome {
        case .notAsked: return "\(recovery.cursor.seq) not asked"
        case .lost(let reason): return "\(recovery.cursor.seq) \(reason.rawValue)"
        case .recovered(let events), .recent(let events):
            return "\(recovery.cursor.seq)" + events.map { " \($0.seq):\($0.envelope.payload)" }.joined()
        }
    }

    @Test func `An event that is too large, or that nobody or twice the same room hears, is refused`() async throws {
        try await withRealtime { world in
            await #expect(throws: EventLogError.self) {
                try await world.commit(version: 1, payload: .string(String(repeating: "x", count: EventLog.payloadLimit)))
            }
            await #expect(throws: EventLogError.self) { _ = try await world.commit(version: 1, rooms: []) }
            await #expect(throws: EventLogError.self) { _ = try await world.commit(version: 1, rooms: [world.room, world.room]) }
            let answer = try await replay(world, after: 0)
            #expect(answer == "0")
        }
    }

    @Test func `A write that fails leaves no event and sends none`() async throws {
        struct Undone: Error {}
        try await withRealtime { world in
            let peer = try await world.open()
            try await peer.send(world.join())
            #expect(await peer.next() == world.joined(seq: 0))
            let event = try world.envelope(version: 1)
            await #expect(throws: Undone.self) {
                try await world.store.write { [log = world.log, room = world.room] in
                    try log.append(event, rooms: [room], in: $0)
                    throw Undone()
                }
            }
            let sent = try await peer.settled()
            #expect(sent == [])
            #expect(try await replay(world, after: 0) == "0")
        }
    }

    @Test func `A room hears its own events in commit order`() async throws {
        try await withRealtime { world in
            let other = Room.lead(ID<Subject>())
            try await world.commit(version: 1)
            try await world.commit(version: 2, rooms: [other])
            try await world.commit(version: 3)
            #expect(try await replay(world, after: 0) == #"3 1:{"version":1} 3:{"version":3}"#)
            #expect(try await replay(world, after: 1) == #"3 3:{"version":3}"#)
            #expect(try await replay(world, after: 3) == "3")
        }
    }

    @Test func `Another workspace hears nothing, even of a room of the same name`() async throws {
        try await withRealtime { world in
            try await world.commit(version: 1)
            #expect(try await replay(world, after: 0, workspace: ID<Subject>()) == "1")
        }
    }

    @Test func `A replay that can't be whole says why`() async throws {
        try await withRealtime { world in
            for version in 1...4 { try await world.commit(version: Int64(version)) }
            #expect(try await replay(world, after: 0, epoch: "another") == "4 epoch")
            #expect(try await replay(world, after: 5) == "4 epoch")
            #expect(try await replay(world, after: 0, limit: 3) == "4 limit")
            #expect(try await replay(world, after: 0, byteLimit: 40) == "4 limit")
            #expect(try await replay(world, after: 1, limit: 3).hasPrefix("4 2:"))
            _ = try await world.log.prune(EventRetention(age: .days(1), count: 2), now: world.clock.now, in: world.store)
            #expect(try await replay(world, after: 1) == "4 pruned")
            #expect(try await replay(world, after: 2) == #"4 3:{"version":3} 4:{"version":4}"#)
        }
    }

    @Test func `More than a page of events is replayed whole`() async throws {
        try await withRealtime { world in
            let events = try (1...300).map { try world.envelope(version: $0) }
            try await world.store.write { [log = world.log, room = world.room] in
                for event in events { try log.append(event, rooms: [room], in: $0) }
            }
            #expect(try await replay(world, after: 10, limit: 290).split(separator: " ").count == 291)
            #expect(try await replay(world, after: 10, limit: 289) == "300 limit")
        }
    }

    @Test func `Pruning goes by age and by count, in steps, and the place in the log survives it`() async throws {
        try await withRealtime { world in
            let old = try (1...1_200).map { try world.envelope(version: $0) }
            try await world.store.write { [log = world.log, rooms = [world.room, .workspace(world.workspace)]] in
                for event in old { try log.append(event, rooms: rooms, in: $0) }
            }
            world.clock.advance(by: .hours(2))
            try await world.commit(version: 1_201)
            let retention = EventRetention(age: .hours(1), count: 10_000)
            let now = world.clock.now
            let first = try await world.store.write { [log = world.log] in try log.prune(retention, now: now, in: $0) }
            #expect(first == EventRows.pruneStep)
            #expect(try await world.log.prune(retention, now: now, in: world.store) == 700)
            #expect(try await world.log.prune(retention, now: now, in: world.store) == 0)
            #expect(try await world.log.prune(EventRetention(age: .hours(1), count: 0), now: now, in: world.store) == 1)
            let left = try await world.store.read { [log = world.log] in
                [
                    try $0.value("SELECT COUNT(*) FROM event", as: Int64.self), try $0.value("SELECT COUNT(*) FROM event_room"),
                    try log.cursor(in: $0).seq,
                ]
            }
            #expect(left == [0, 0, 1_201])
            let next = try await world.commit(version: 1_202)
            #expect(next == 1_202)
        }
    }

    @Test func `The replay of a room is one range of its index`() async throws {
        try await withRealtime { world in
            let plan = try await world.store.read { transaction in
                try transaction.rows("EXPLAIN QUERY PLAN " + EventRows.heardSQL, ["room:lead:x", 1, 2, "w", 3]).map {
                    try $0["detail"] as String
                }
            }
            #expect(plan.count == 2)
            #expect(plan.first?.hasPrefix("SEARCH r USING PRIMARY KEY") == true)
            #expect(plan.first?.hasSuffix("(room=? AND seq>? AND seq<?)") == true)
            #expect(plan.last == "SEARCH e USING INTEGER PRIMARY KEY (rowid=?)")
        }
    }
}
