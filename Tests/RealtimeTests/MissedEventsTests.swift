import DataStore
import NIOCore
import Primitives
import TestSupport
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct MissedEventsTests {
    private func missed(_ world: RealtimeWorld, _ room: Room, after seq: Int64) async throws -> MissedEvents? {
        let cursor = EventCursor(epoch: world.store.epoch, seq: seq)
        let recovery = try await world.store.read { [log = world.log, of = world.workspace] in
            try log.replay(room, of: of, after: cursor, limit: 100, byteLimit: 1_000_000, in: $0)
        }
        guard case .recovered(let events) = recovery.outcome else { return nil }
        return events
    }

    @Test func `Another room, another place or a newer event is another replay; the same stretch is the same one`() async throws {
        try await withRealtime { world in
            for version in 1...3 { try await world.commit(version: Int64(version)) }
            let first = try #require(try await missed(world, world.room, after: 1))
            #expect(first.events.map(\.seq) == [2, 3])
            let workspace = try await missed(world, .workspace(world.workspace), after: 1)
            let later = try await missed(world, world.room, after: 2)
            #expect(workspace !== first && later !== first)
            #expect(later?.events.map(\.seq) == [3])
            let second = try await missed(world, world.room, after: 1)
            #expect(second === first)
            try await world.commit(version: 4)
            let newer = try await missed(world, world.room, after: 1)
            #expect(newer?.events.map(\.seq) == [2, 3, 4])
        }
    }

    @Test func `A replay that nobody needs any more is let go`() async throws {
        try await withRealtime { world in
            try await world.commit(version: 1)
            weak let first = try await missed(world, world.room, after: 0)
            #expect(first == nil)
        }
    }

    @Test func `The frames of a run are those of its events, one after the other`() async throws {
        try await withRealtime { world in
            for version in 1...3 { try await world.commit(version: Int64(version)) }
            let events = try #require(try await missed(world, world.room, after: 0))
            for version in [PhoenixVersion.v1, .v2] {
                let run = events.run(topic: world.topic, version: version, serialize: SentFrame.serialize)
                let texts = run.frames.map { SentFrame($0).text }
                #expect(texts.count == 3)
                for (text, event) in zip(texts, events) {
                    #expect(text.contains(#""seq":\#(event.seq),"#) && text.contains(#""replayed":true"#) && text.contains(world.topic))
                    #expect(text.hasPrefix(version == .v1 ? "{" : "["))
                }
                #expect(run.bytes.readableBytes == run.frames.reduce(0) { $0 + $1.readableBytes })
            }
        }
    }
}
