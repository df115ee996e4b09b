import NIOCore
import NIOEmbedded
import Primitives
import TestSupport
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(1)))
struct PresenceTests {
    private let ada = ID<Subject>(high: 1, low: 1)
    private let bob = ID<Subject>(high: 1, low: 2)
    private let config = #"{"private":true,"presence":{"enabled":true}}"#

    private func join(_ world: RealtimeWorld, _ person: ID<Subject>, loop: Int = 0, config: String? = nil) async throws -> Peer {
        let grant = world.grant(person: person, name: person == ada ? "Ada" : "Bob")
        let peer = try await world.open(loop: loop) { _ in .admitted(grant) }
        try await peer.send(world.join(config: config ?? self.config))
        _ = await peer.next()
        return peer
    }

    private func track(_ world: RealtimeWorld, _ payload: String = "{}", ref: String = "5", event: String = "track") -> String {
        #"["1","\#(ref)","\#(world.topic)","presence",{"type":"presence","event":"\#(event)","payload":\#(payload)}]"#
    }

    /// Lets the diff that waits be sent.
    private func flush(_ world: RealtimeWorld) async {
        for loop in world.loops { await loop.advanceTime(by: Presences.diffDelay) }
    }

    @Test(arguments: [
        (#""payload":[1]"#, "track", #"{"reason":"Presence track payload must be a map"}"#), (#""payload":{}"#, "dance", "{}"),
        (#""payload":{"a":"\#(String(repeating: "x", count: 5_000))"}"#, "track", #"{"reason":"payload_size_exceeded"}"#),
    ]) func `A call that is none is refused`(payload: String, event: String, response: String) async throws {
        try await withRealtime { world in
            let peer = try await join(world, ada)
            _ = await peer.next()
            try await peer.send(#"["1","5","\#(world.topic)","presence",{"event":"\#(event)",\#(payload)}]"#)
            #expect(await peer.next() == #"["1","5","\#(world.topic)","phx_reply",{"status":"error","response":\#(response)}]"#)
        }
    }

    @Test func `A joiner gets the reply, then the state, then the diffs; who did not ask gets none`() async throws {
        try await withRealtime { world in
            let silent = try await join(world, bob, config: #"{"private":true}"#)
            let first = try await join(world, ada)
            #expect(await first.next() == #"[null,null,"\#(world.topic)","presence_state",{}]"#)
            try await first.send(track(world, #"{"at":"desk","name":"Eve"}"#))
            #expect(await first.next() == #"["1","5","\#(world.topic)","phx_reply",{"status":"ok","response":{}}]"#)
            await flush(world)
            let told = await first.next()
            #expect(
                told.contains(#""presence_diff",{"joins":{"\#(ada)":{"metas":[{"at":"desk","userId":"\#(ada)","name":"Ada","phx_ref":""#))
            let second = try await join(world, bob, loop: 1)
            #expect(await second.next().contains(#""presence_state",{"\#(ada)":{"metas":[{"at":"desk""#))
            try await second.send(track(world))
            _ = await second.next()
            await flush(world)
            for peer in [first, second] {
                let diff = await peer.next()
                #expect(diff.contains(#"{"joins":{"\#(bob)""#) && diff.hasSuffix(#""leaves":{}}]"#))
            }
            let heard = try await silent.settled()
            #expect(heard == [])
        }
    }

    @Test func `A joiner between a change and its diff hears of the change once`() async throws {
        try await withRealtime { world in
            let first = try await join(world, ada)
            try await first.send(track(world))
            let second = try await join(world, bob, loop: 1)
            #expect(await second.next() == #"[null,null,"\#(world.topic)","presence_state",{}]"#)
            await flush(world)
            #expect(await second.next().contains(#"{"joins":{"\#(ada)""#))
            let third = try await join(world, bob, loop: 1)
            #expect(await third.next().contains(#""presence_state",{"\#(ada)""#))
            let more = try await third.settled()
            #expect(more == [])
        }
    }

    @Test func `The same again is no change; leaving, joining anew and closing end a presence`() async throws {
        try await withRealtime { world in
            let watcher = try await join(world, bob)
            _ = await watcher.next()
            let peer = try await join(world, ada, loop: 1)
            for _ in 0..<2 { try await peer.send(track(world, #"{"n":1}"#)) }
            await flush(world)
            #expect(await watcher.next().contains(#"{"joins":{"\#(ada)""#))
            try await peer.send(track(world, #"{"n":1}"#))
            await flush(world)
            let unchanged = try await watcher.settled()
            #expect(unchanged == [])
            try await peer.send(#"["1","7","\#(world.topic)","phx_leave",{}]"#)
            await flush(world)
            #expect(await watcher.next().contains(#""joins":{},"leaves":{"\#(ada)""#))
            _ = try await peer.settled()
            try await peer.send(world.join("8", config: config))
            try await peer.next(having: "presence_state")
            try await peer.send(#"["8","9","\#(world.topic)","presence",{"event":"track","payload":{}}]"#)
            await flush(world)
            #expect(await watcher.next().contains(#"{"joins":{"\#(ada)""#))
            try await peer.close()
            await flush(world)
            #expect(await watcher.next().contains(#""joins":{},"leaves":{"\#(ada)""#))
        }
    }

    @Test func `Older clients begin to hear of others with their first track`() async throws {
        try await withRealtime { world in
            let first = try await join(world, ada)
            _ = await first.next()
            try await first.send(track(world))
            await flush(world)
            let older = try await join(world, bob, config: #"{"private":true}"#)
            try await older.send(track(world))
            #expect(await older.next().contains(#""presence_state",{"\#(ada)""#))
            #expect(await older.next().contains(#""phx_reply",{"status":"ok""#))
            await flush(world)
            #expect(await older.next().contains(#"{"joins":{"\#(bob)""#))
        }
    }

    @Test func `presence.update names each person once, a second after the change`() async throws {
        try await withRealtime { world in
            let watcher = try await join(world, bob, config: #"{"private":true}"#)
            let tabs = [try await join(world, ada, loop: 1), try await join(world, ada, loop: 1)]
            for tab in tabs { try await tab.send(track(world)) }
            await flush(world)
            let early = try await watcher.settled()
            #expect(early == [])
            for loop in world.loops { await loop.advanceTime(by: Presences.updateDelay) }
            let update = await watcher.next()
            #expect(update.contains(#""event":"presence.update","payload":{"type":"presence.update","traceId":""#))
            #expect(update.contains(#""payload":{"scope":"\#(world.room)","users":["\#(ada)"],"count":1}"#))
            try await tabs[0].close()
            await flush(world)
            for loop in world.loops { await loop.advanceTime(by: Presences.updateDelay) }
            let same = try await watcher.settled()
            #expect(same == [], "one tab of two is no other person")
            try await tabs[1].close()
            await flush(world)
            for loop in world.loops { await loop.advanceTime(by: Presences.updateDelay) }
            #expect(await watcher.next().contains(#""users":[],"count":0}"#))
        }
    }
}
