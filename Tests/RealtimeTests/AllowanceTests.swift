import NIOCore
import Primitives
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(1)))
struct AllowanceTests {
    private let now = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func bearer(_ number: UInt64) -> Bearer {
        Bearer(workspaceID: ID(high: 1, low: 1), personID: ID(high: 2, low: number), credentialID: nil)
    }

    @Test func `Past its burst a bearer opens so many sockets a second, and another is not held up`() {
        var limits = SessionLimits()
        (limits.socketBurst, limits.socketsPerSecond) = (5, 2)
        let allowances = Allowances(limits)
        func open(_ bearer: Bearer, at moment: NIODeadline) -> Int {
            (0..<10).filter { _ in allowances.allowance(of: bearer, now: moment).takeSocket(now: moment) }.count
        }
        #expect(open(bearer(1), at: now) == 5)
        #expect(open(bearer(1), at: now + .seconds(1)) == 2)
        #expect(open(bearer(2), at: now + .seconds(1)) == 5)
        #expect(open(bearer(1), at: now + .hours(1)) == 5)
    }

    @Test func `At the bound the bearers that were quiet the longest start afresh`() {
        var limits = SessionLimits()
        limits.socketBurst = 1
        let allowances = Allowances(limits)
        for number in 0..<UInt64(Allowances.limit) { #expect(allowances.allowance(of: bearer(number), now: now).takeSocket(now: now)) }
        #expect(allowances.allowance(of: bearer(.max), now: now).takeSocket(now: now))
        #expect(!allowances.allowance(of: bearer(UInt64(Allowances.limit) - 1), now: now).takeSocket(now: now))
        #expect(allowances.allowance(of: bearer(0), now: now).takeSocket(now: now))
    }

    @Test func `All sockets of a bearer share their joins`() async throws {
        var limits = SessionLimits()
        (limits.socketBurst, limits.joinsPerSecond) = (1, 2)
        try await withRealtime(limits: limits) { world in
            let grant = world.grant(person: ID(high: 1, low: 1))
            var answers: [String] = []
            for _ in 0..<(SessionLimits.roomsOfOneSocket + 1) {
                let peer = try await world.open { _ in .admitted(grant) }
                try await peer.send(world.join())
                answers.append(await peer.next())
            }
            #expect(answers.filter { $0.contains("ClientJoinRateLimitReached") }.count == 1)
            #expect(answers.last?.contains("ClientJoinRateLimitReached") == true)
        }
    }

    @Test func `All sockets of a bearer share what one may send`() async throws {
        var limits = SessionLimits()
        limits.messagesPerSecond = 2
        try await withRealtime(limits: limits) { world in
            let grant = world.grant(person: ID(high: 1, low: 1))
            var peers: [Peer] = []
            for _ in 0..<(SessionLimits.socketsOfOneBearer + 1) {
                let peer = try await world.open { _ in .admitted(grant) }
                try await peer.send(world.join())
                _ = await peer.next()
                peers.append(peer)
            }
            for peer in peers {
                for _ in 0..<2 { try await peer.send(#"["1",null,"\#(world.topic)","broadcast",{"event":"e","payload":{}}]"#) }
            }
            var closed = 0
            for peer in peers {
                let frames = try await peer.settled()
                if frames.contains(where: { $0.contains("Too many messages per second") }) { closed += 1 }
            }
            #expect(closed == 1)
        }
    }
}
