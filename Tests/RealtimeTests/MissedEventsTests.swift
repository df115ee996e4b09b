import DataStore
import NIOCore
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct MissedEventsTests {
    private func missed(_ world: RealtimeWorld, _ room: Room, after seq: Int64, limit: Int = 100) async throws -> MissedEvents? {
        let cursor = EventCursor(epoch: world.store.epoch, seq: seq)
        let recovery = try await world.store.read { [log = world.log, of = world.workspace] in
            try log.replay(room, of: of, after: cursor, limit: limit, byteLimit: 1_000_000, in: $0)
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
            // The thread that read it may still have it in its hands when it is here.
            for _ in 0..<5_000 where first != nil { try await Task.sleep(for: .milliseconds(1)) }
            #expect(first == nil)
        }
    }

    @Test func `A stretch that is too long for one is so for all, and not for who may have more`() async throws {
        try await withRealtime { world in
            for version in 1...5 { try await world.commit(version: Int64(version)) }
            for _ in 0..<2 {
                let short = try await missed(world, world.room, after: 0, limit: 4)
                let whole = try await missed(world, world.room, after: 0)
                #expect(short == nil && whole?.events.count == 5)
            }
        }
    }

    @Test func `A stretch is read once for all who ask at the same time, again when nobody has it any more`() async throws {
        let replays = RecentReplays()
        let reads = Mutex(0)
        let ask: @Sendable (Int64) -> MissedEvents? = { number in
            let stretch = RecentReplays.Stretch(
                room: .lead(ID<Subject>(high: 1, low: 1)), workspaceID: ID(high: 1, low: 2), after: number, through: 1_000_000, limit: 1,
                byteLimit: 1)
            return replays.events(of: stretch) {
                reads.withLock { $0 += 1 }
                return MissedEvents([])
            }
        }
        let held = await withTaskGroup(of: MissedEvents?.self) { group in
            for _ in 0..<50 { group.addTask { ask(0) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(held.count == 50 && reads.withLock { $0 } == 1)
        // However many others there were since, what somebody has is known.
        for number in 1...600 { _ = ask(Int64(number)) }
        #expect(ask(0) === held[0] && reads.withLock { $0 } == 601)
        _ = ask(7)
        #expect(reads.withLock { $0 } == 602)
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
