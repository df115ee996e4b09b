import NIOCore
import NIOEmbedded
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(1)))
struct AccessChangeTests {
    private let ada = ID<Subject>(high: 1, low: 1)
    private let bob = ID<Subject>(high: 1, low: 2)

    private func ended(_ world: RealtimeWorld, _ peer: Peer, _ reason: String) async {
        #expect(
            await peer.next()
                == #"[null,null,"\#(world.topic)","system",{"extension":"system","status":"error","message":"\#(reason)","channel":"\#(world.room)"}]"#
        )
        #expect(await peer.next() == #"["1","1","\#(world.topic)","phx_close",{}]"#)
    }

    @Test func `Who may no longer hear is out, and nobody else is asked`() async throws {
        try await withRealtime { world in
            let removed = Mutex(false)
            let asked = FrameQueue()
            let (adas, bobs) = (world.grant(person: ada), world.grant(person: bob))
            let first = try await world.open { request in
                removed.withLock { $0 } ? .refused(.unauthorized(topic: request.topic)) : .admitted(adas)
            }
            let second = try await world.open(loop: 1) { _ in
                asked.append(SentFrame(SentFrame.serialize(ByteBuffer(string: "asked"), .text)))
                return .admitted(bobs)
            }
            for peer in [first, second] {
                try await peer.send(world.join())
                _ = await peer.next()
            }
            _ = await asked.next()
            removed.withLock { $0 = true }
            world.endpoint.accessChanged { [ada] in $0.personID == ada }
            await ended(world, first, "You no longer have permission to read from this Channel topic: \(world.room)")
            try await world.commit(version: 1)
            #expect(await second.next().contains(#""seq":1"#))
            let (quiet, left) = (try await first.settled(), try await world.subscribers(of: world.room, loop: 0))
            #expect(quiet == [] && left == 0)
            asked.append(SentFrame(SentFrame.serialize(ByteBuffer(string: "last"), .text)))
            #expect(await asked.next()?.text == "last")
        }
    }

    @Test func `Who came by a later token is out when that token's bearer is, and the first one's end changes nothing`() async throws {
        try await withRealtime { world in
            let isRemoved = Mutex(false)
            let asked = FrameQueue()
            let (first, second) = (world.grant(person: ada), world.grant(person: bob))
            let peer = try await world.open { request in
                defer { asked.append(SentFrame(SentFrame.serialize(ByteBuffer(string: "asked"), .text))) }
                if isRemoved.withLock({ $0 }) { return .refused(.unauthorized(topic: request.topic)) }
                return .admitted(request.token?.revealedText == "bob" ? second : first)
            }
            try await peer.send(world.join())
            _ = await peer.next()
            try await peer.send(#"["1","3","\#(world.topic)","access_token",{"access_token":"bob"}]"#)
            for _ in 0..<2 { _ = await asked.next() }
            // The answer is on its way to the loop; whatever is asked of the loop from here on comes after it.
            var bearers: [ID<Subject>?] = []
            repeat {
                bearers = try await world.loops[0].executeInContext { [hub = world.hub, loop = world.loops[0]] in
                    hub.shard(on: loop).subscriptions.map(\.bearer.personID)
                }
            } while bearers != [bob] && !Task.isCancelled
            isRemoved.withLock { $0 = true }
            world.endpoint.accessChanged { [ada] in $0.personID == ada }
            let quiet = try await peer.settled()
            #expect(quiet == [])
            world.endpoint.accessChanged { [bob] in $0.personID == bob }
            await ended(world, peer, "You no longer have permission to read from this Channel topic: \(world.room)")
        }
    }

    @Test func `A role that changed counts for the next broadcast`() async throws {
        try await withRealtime { world in
            let isViewer = Mutex(false)
            let asked = FrameQueue()
            let grants = [world.grant(person: ada), world.grant(person: ada, mayBroadcast: false)]
            let peer = try await world.open { _ in
                asked.append(SentFrame(SentFrame.serialize(ByteBuffer(string: "asked"), .text)))
                return .admitted(grants[isViewer.withLock { $0 } ? 1 : 0])
            }
            try await peer.send(world.join(config: #"{"private":true,"broadcast":{"ack":true}}"#))
            _ = await peer.next()
            isViewer.withLock { $0 = true }
            world.endpoint.accessChanged { _ in true }
            for _ in 0..<2 { _ = await asked.next() }
            var answer = ""
            repeat {
                try await peer.send(#"["1","5","\#(world.topic)","broadcast",{"event":"e","payload":{}}]"#)
                answer = await peer.next()
            } while answer.contains(#""status":"ok""#)
            #expect(answer.contains("You do not have permissions to write"))
        }
    }

    /// The decision was made by what was so before; the change looked for subscriptions when there was none yet.
    @Test func `A change while a join is being decided is not missed`() async throws {
        try await withRealtime { world in
            let isRemoved = Mutex(false)
            let (grant, endpoint) = (world.grant(person: ada), world.endpoint)
            let peer = try await world.open { request in
                let answer: Admission = isRemoved.withLock { $0 } ? .refused(.unauthorized(topic: request.topic)) : .admitted(grant)
                if isRemoved.withLock({ removed in
                    defer { removed = true }; return !removed
                }) {
                    endpoint.accessChanged { _ in true }
                }
                return answer
            }
            try await peer.send(world.join())
            #expect(await peer.next() == world.joined(seq: 0))
            await ended(world, peer, "You no longer have permission to read from this Channel topic: \(world.room)")
        }
    }

    @Test func `A change while the log is being read is not missed`() async throws {
        let isRemoved = Mutex(false)
        let endpoint = Mutex<PhoenixEndpoint?>(nil)
        var hooks = JoinHooks()
        hooks.afterReading = {
            let first = isRemoved.withLock { removed in
                defer { removed = true }
                return !removed
            }
            if first { endpoint.withLock { $0 }?.accessChanged { _ in true } }
        }
        try await withRealtime(hooks: hooks) { world in
            endpoint.withLock { $0 = world.endpoint }
            let grant = world.grant(person: ada)
            let peer = try await world.open { request in
                isRemoved.withLock { $0 } ? .refused(.unauthorized(topic: request.topic)) : .admitted(grant)
            }
            try await peer.send(world.join())
            #expect(await peer.next() == world.joined(seq: 0))
            await ended(world, peer, "You no longer have permission to read from this Channel topic: \(world.room)")
        }
    }

    @Test func `A membership ends with its credential, unless a newer one came`() async throws {
        try await withRealtime { world in
            let ends = world.clock.now + .seconds(60)
            let (first, second) = (world.grant(person: ada, expiresAt: ends), world.grant(person: ada, expiresAt: ends + .seconds(60)))
            let asked = FrameQueue()
            let authorise: Authorise = { request in
                defer { asked.append(SentFrame(SentFrame.serialize(ByteBuffer(string: "asked"), .text))) }
                return .admitted(request.token?.revealedText == "new" ? second : first)
            }
            let (old, renewed) = (try await world.open(authorise: authorise), try await world.open(authorise: authorise))
            for peer in [old, renewed] {
                try await peer.send(world.join())
                _ = await peer.next()
            }
            try await renewed.send(#"["1","3","\#(world.topic)","access_token",{"access_token":"new"}]"#)
            for _ in 0..<3 { _ = await asked.next() }
            _ = try await renewed.settled()
            await world.loops[0].advanceTime(by: .seconds(59))
            let before = try await old.settled()
            #expect(before == [])
            await world.loops[0].advanceTime(by: .seconds(1))
            await ended(world, old, "Token has expired 0 seconds ago")
            let kept = try await renewed.settled()
            #expect(kept == [])
            await world.loops[0].advanceTime(by: .seconds(60))
            await ended(world, renewed, "Token has expired 0 seconds ago")
        }
    }
}
