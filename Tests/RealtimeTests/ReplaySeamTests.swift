import DataStore
import NIOCore
import NIOEmbedded
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct ReplaySeamTests {
    /// What a hook needs that is made after it.
    private final class Late<Value: Sendable>: Sendable {
        private let held = Mutex<Value?>(nil)
        var value: Value? {
            get { held.withLock { $0 } }
            set { held.withLock { $0 = newValue } }
        }
    }

    private func place(_ text: String) -> Int64? {
        JSONSlice(ByteBuffer(string: text))?.elements(limit: 5)?.last?["meta"]?["seq"]?.integer
    }

    private func isReplayed(_ text: String) -> Bool { text.contains(#","replayed":true}}"#) }

    @Test(
        arguments: [
            (1, "another", "epoch"), (9, nil, "epoch"), (1, nil, "pruned"), (2, nil, "limit"),
        ] as [(Int64, String?, String)])
    func `A cursor that can't be followed is told so, and live goes on`(_ cursor: Int64, _ epoch: String?, _ reason: String) async throws {
        var limits = SessionLimits()
        limits.replayEvents = 2
        try await withRealtime(limits: limits) { world in
            for version in 1...5 { try await world.commit(version: Int64(version)) }
            _ = try await world.log.prune(EventRetention(age: .days(1), count: 3), now: world.clock.now, in: world.store)
            let peer = try await world.open()
            try await peer.send(world.join(config: world.cursor(cursor, epoch: epoch)))
            #expect(await peer.next() == world.joined(seq: 5, #","recovered":false,"reason":"\#(reason)""#))
            try await world.commit(version: 6)
            let live = await peer.next()
            #expect(place(live) == 6)
            #expect(!isReplayed(live))
        }
    }

    @Test(arguments: [PhoenixVersion.v1, .v2])
    func `What was missed comes after the reply, in order, then live`(_ version: PhoenixVersion) async throws {
        try await withRealtime { world in
            for version in 1...4 { try await world.commit(version: Int64(version)) }
            let peer = try await world.open(version)
            switch version {
            case .v1:
                try await peer.send(#"{"topic":"\#(world.topic)","event":"phx_join","payload":{"config":\#(world.cursor(2))},"ref":"1"}"#)
            case .v2: try await peer.send(world.join(config: world.cursor(2)))
            }
            #expect(await peer.next().contains(#""recovered":true"#))
            #expect(await peer.next().contains(#""seq":3,"epoch":"\#(world.store.epoch)","replayed":true}}"#))
            #expect(await peer.next().contains(#""seq":4,"epoch":"\#(world.store.epoch)","replayed":true}}"#))
            try await world.commit(version: 5)
            #expect(await peer.next().contains(#""seq":5,"epoch":"\#(world.store.epoch)"}}"#))
            #expect(try await peer.settled() == [])
        }
    }

    /// A commit can be read before its notice is sent.
    @Test func `What the replay brought does not come live once more`() async throws {
        try await withRealtime { world in
            for version in 1...4 { try await world.commit(version: Int64(version)) }
            let peer = try await world.open()
            try await peer.send(world.join(config: world.cursor(2)))
            #expect(await peer.next().contains(#""recovered":true"#))
            #expect(place(await peer.next()) == 3)
            #expect(place(await peer.next()) == 4)
            for seq in Int64(3)...4 {
                let late = StoredEvent(seq: seq, id: ID(), epoch: world.store.epoch, envelope: try world.envelope(version: seq))
                world.hub.publish(late, to: [world.room])
            }
            try await world.commit(version: 5)
            #expect(place(await peer.next()) == 5)
            #expect(try await peer.settled() == [])
        }
    }

    @Test func `Commits before, during and after the reading come once each, in order`() async throws {
        let late = Late<RealtimeWorld>()
        var hooks = JoinHooks()
        hooks.beforeReading = {
            try await late.value?.commit(version: 3)
            try await late.value?.commit(version: 4)
        }
        hooks.afterReading = {
            try await late.value?.commit(version: 5)
            try await late.value?.commit(version: 6)
        }
        try await withRealtime(hooks: hooks) { world in
            late.value = world
            try await world.commit(version: 1)
            try await world.commit(version: 2)
            let peer = try await world.open()
            try await peer.send(world.join(config: world.cursor(1)))
            #expect(await peer.next() == world.joined(seq: 4, #","recovered":true"#))
            var seen: [String] = []
            for _ in 2...6 {
                let text = await peer.next()
                seen.append("\(place(text) ?? 0)\(isReplayed(text) ? " replayed" : "")")
            }
            #expect(seen == ["2 replayed", "3 replayed", "4 replayed", "5", "6"])
            try await world.commit(version: 7)
            #expect(place(await peer.next()) == 7)
            #expect(try await peer.settled() == [])
        }
    }

    @Test func `Too much during the reading ends in a fetch of the state, up to the last event`() async throws {
        let late = Late<RealtimeWorld>()
        var hooks = JoinHooks()
        hooks.afterReading = {
            guard let world = late.value else { return }
            let events = try (1...Int64(Seam.limit) + 1).map { try world.envelope(version: $0) }
            try await world.store.write { [log = world.log, room = world.room] in
                for event in events { try log.append(event, rooms: [room], in: $0) }
            }
        }
        try await withRealtime(hooks: hooks) { world in
            late.value = world
            let peer = try await world.open()
            try await peer.send(world.join(config: world.cursor(0)))
            #expect(await peer.next() == world.joined(seq: Int64(Seam.limit) + 1, #","recovered":false,"reason":"limit""#))
            try await world.commit(version: 1_000)
            #expect(place(await peer.next()) == Int64(Seam.limit) + 2)
        }
    }

    @Test func `A socket that closes during the reading leaves nothing behind`() async throws {
        let late = Late<Peer>()
        var hooks = JoinHooks()
        hooks.afterReading = { try await late.value?.close() }
        try await withRealtime(hooks: hooks) { world in
            let peer = try await world.open()
            late.value = peer
            try await peer.send(world.join())
            let other = try await world.open()
            try await other.send(world.join())
            #expect(await other.next() == world.joined(seq: 0))
            try await world.commit(version: 1)
            #expect(place(await other.next()) == 1)
            #expect(try await world.subscribers(of: world.room, loop: 0) == 1)
        }
    }

    @Test func `A leave or a new join during the reading counts, the old answer does not`() async throws {
        let late = Late<(Peer, String)>()
        var hooks = JoinHooks()
        hooks.afterReading = {
            guard let (peer, text) = late.value else { return }
            late.value = nil
            try await peer.send(text)
        }
        try await withRealtime(hooks: hooks) { world in
            let peer = try await world.open()
            late.value = (peer, #"["1","2","\#(world.topic)","phx_leave",{}]"#)
            try await peer.send(world.join())
            #expect(await peer.next() == #"["1","2","\#(world.topic)","phx_reply",{"status":"ok","response":{}}]"#)
            late.value = (peer, world.join("4"))
            try await peer.send(world.join("3"))
            #expect(await peer.next() == world.joined("4", seq: 0))
            try await world.commit(version: 1)
            #expect(place(await peer.next()) == 1)
            #expect(try await peer.settled() == [])
        }
    }

    @Test func `Writers and joins at the same time leave no gap and no duplicate`() async throws {
        try await withRealtime { world in
            let peers = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for version in 1...50 { try await world.commit(version: Int64(version)) }
                        return []
                    }
                }
                for index in 0..<12 {
                    group.addTask {
                        for _ in 0..<index { await Task.yield() }
                        let peer = try await world.open(loop: index % 2)
                        try await peer.send(world.join(config: world.cursor(0)))
                        _ = await peer.next()
                        var seen: [Int64] = []
                        while seen.last != 200 {
                            guard let seq = place(await peer.next()) else { break }
                            seen.append(seq)
                        }
                        return seen
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }.filter { !$0.isEmpty }
            }
            #expect(peers.count == 12)
            for seen in peers { #expect(seen == Array(1...200)) }
        }
    }
}
