import DataStore
import Primitives
import TestSupport
import Testing

@testable import Realtime

/// The protocol's own replay, for clients that keep no cursor.
@Suite(.timeLimit(.minutes(1)))
struct ReplayOptionTests {
    private func config(_ replay: String, isPrivate: Bool = true) -> String {
        #"{"private":\#(isPrivate),"broadcast":{"replay":\#(replay)}}"#
    }

    @Test(arguments: [
        #"{"limit":5}"#, #"{"since":"yesterday"}"#, #"{"since":-1}"#, #"{"since":1,"limit":0}"#, #"{"since":1,"limit":26}"#, "7",
    ])
    func `Parameters that are none are refused`(replay: String) async throws {
        try await withRealtime { world in
            let peer = try await world.open()
            try await peer.send(world.join(config: config(replay)))
            #expect(await peer.next().contains(#""reason":"UnableToReplayMessages: Replay params are not valid""#))
        }
    }

    @Test func `A public channel replays nothing`() async throws {
        try await withRealtime { world in
            let peer = try await world.open()
            try await peer.send(world.join(topic: "realtime:t", config: config(#"{"since":1}"#, isPrivate: false)))
            #expect(await peer.next().contains(#""reason":"UnableToReplayMessages: Replay is not allowed for public channels""#))
        }
    }

    @Test func `The newest since the moment come oldest first, then what happens`() async throws {
        try await withRealtime { world in
            try await world.commit(version: 1)
            world.clock.advance(by: .seconds(10))
            for version in 2...5 { try await world.commit(version: Int64(version)) }
            let since = world.clock.now.milliseconds
            for (limit, expected) in [(25, [2, 3, 4, 5]), (2, [4, 5])] {
                let peer = try await world.open()
                try await peer.send(world.join(config: config(#"{"since":\#(since),"limit":\#(limit)}"#)))
                #expect(await peer.next() == world.joined(seq: 5))
                for seq in expected {
                    let event = await peer.next()
                    #expect(event.contains(#""seq":\#(seq),"#) && event.contains(#""replayed":true"#))
                }
                let more = try await peer.settled()
                #expect(more == [])
            }
            let late = try await world.open()
            try await late.send(world.join(config: config(#"{"since":\#(since + 1)}"#)))
            #expect(await late.next() == world.joined(seq: 5))
            try await world.commit(version: 6)
            #expect(await late.next().contains(#""seq":6,"#))
        }
    }

    @Test func `A cursor counts before a moment`() async throws {
        try await withRealtime { world in
            for version in 1...3 { try await world.commit(version: Int64(version)) }
            let peer = try await world.open()
            let cursor = #"{"epoch":"\#(world.store.epoch)","seq":2}"#
            try await peer.send(world.join(config: #"{"private":true,"cursor":\#(cursor),"broadcast":{"replay":{"since":0}}}"#))
            #expect(await peer.next() == world.joined(seq: 3, #","recovered":true"#))
            #expect(await peer.next().contains(#""seq":3,"#))
        }
    }
}
