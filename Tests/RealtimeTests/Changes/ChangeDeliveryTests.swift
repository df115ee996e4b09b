import DataStore
import Foundation
import NIOCore
import NIOEmbedded
import Primitives
import Synchronization
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct ChangeDeliveryTests {
    private func names(_ frames: [String]) -> [String] {
        frames.map { frame in
            guard let start = frame.range(of: #""record":{"id":"01900000-0000-7000-8000-000000000009","name":""#)?.upperBound else {
                return frame
            }
            return String(frame[start...].prefix { $0 != "\"" })
        }
    }

    // MARK: What is not heard

    @Test func `Another workspace's rows are not heard, on any topic`() async throws {
        try await withChanges { world, _ in
            let other = ID<Subject>()
            let stranger = try await world.subscribed(in: other)
            let member = try await world.subscribed()
            try await world.record(.insert)
            try await world.record(.delete)
            #expect(try await stranger.settled() == [])
            #expect(try await member.settled().count == 2)
            try await world.record(.insert, in: other)
            #expect(try await stranger.settled().count == 1)
            #expect(try await member.settled() == [])
        }
    }

    @Test func `A write that fails changes nothing that could be heard`() async throws {
        struct Broken: Error {}
        try await withChanges { world, _ in
            let peer = try await world.subscribed()
            await #expect(throws: Broken.self) {
                try await world.realtime.store.write { [changes = world.changes, workspace = world.realtime.workspace] tx in
                    changes.record(.insert, Shop(), of: Shop.changes, in: workspace, tx)
                    throw Broken()
                }
            }
            #expect(try await peer.settled() == [])
        }
    }

    @Test func `After leaving, closing or joining without, nothing is heard and nobody is interested`() async throws {
        try await withChanges { world, _ in
            let (leaver, closer, rejoiner) = (
                try await world.subscribed(), try await world.subscribed(), try await world.subscribed(loop: 1)
            )
            #expect(world.hub.isHeard(world.key))
            try await leaver.send(#"["1","2","realtime:t","phx_leave",{}]"#)
            _ = await leaver.next()
            try await closer.close()
            try await rejoiner.send(world.join("3", topic: "realtime:t", changes: "[]"))
            _ = await rejoiner.next()
            #expect(!world.hub.isHeard(world.key))
            try await world.record(.insert)
            #expect(try await leaver.settled() == [])
            #expect(try await rejoiner.settled() == [])
        }
    }

    @Test func `Nothing is made of a row that nobody listens to`() async throws {
        let counted = Mutex(0)
        let table = RowTable<Shop>(
            "shop", primaryKey: "id",
            [
                .uuid("id") { shop in
                    counted.withLock { $0 += 1 }
                    return shop.id
                }
            ])
        try await withChanges { world, _ in
            let elsewhere = try await world.subscribed(to: #"[{"event":"*","table":"cellar"}]"#)
            try await world.record(.insert, of: table)
            #expect(counted.withLock { $0 } == 0)
            let peer = try await world.subscribed()
            try await world.record(.insert, of: table)
            #expect(counted.withLock { $0 } == 1)
            #expect(try await peer.settled().count == 1)
            #expect(try await elsewhere.settled() == [])
        }
    }

    // MARK: What is heard

    @Test func `Each entry hears its own, and a channel gets one push with the ids of all that do`() async throws {
        try await withChanges { world, _ in
            let entries = """
                [{"event":"INSERT","table":"shop"},{"event":"UPDATE","table":"shop","filter":"staff=gt.5"},{"event":"DELETE","table":"shop",\
                "filter":"staff=gt.5"},{"event":"*","schema":"*"},{"event":"*","table":"cellar"}]
                """
            let peer = try await world.subscribed(to: entries)
            try await world.record(.insert)
            try await world.record(.update, Shop(staff: 9))
            try await world.record(.update, Shop(staff: 3))
            try await world.record(.delete, Shop(staff: 3))
            try await world.record(.insert, of: Shop.cellar)
            let frames = try await peer.settled()
            let ids = frames.map { $0.split(separator: #"{"ids":"#)[1].prefix { $0 != "]" } + "]" }
            #expect(ids == ["[1,4]", "[2,4]", "[4]", "[3,4]", "[4,5]"])
            #expect(frames[3].contains(#""type":"DELETE""#) && !frames[3].contains(#""record":"#) && !frames[3].contains("staff\":3"))
        }
    }

    @Test func `Entries that select other columns get a push of their own`() async throws {
        try await withChanges { world, _ in
            let entries = """
                [{"event":"*","table":"shop","select":["name"]},{"event":"*","table":"shop"},{"event":"*","table":"shop","select":["name"]}]
                """
            let peer = try await world.subscribed(to: entries)
            try await world.record(.insert)
            let frames = try await peer.settled()
            #expect(frames.count == 2)
            #expect(frames[0].contains(#"{"ids":[1,3],"#) && frames[0].contains(#""record":{"name":"Élan Vert"},"#))
            #expect(frames[1].contains(#"{"ids":[2],"#) && frames[1].contains(#""staff":7"#))
        }
    }

    @Test func `Any topic will do: public, private, a room`() async throws {
        try await withChanges { world, peer in
            let topics = ["realtime:public:shop", "realtime:any thing", world.realtime.topic]
            for topic in topics { try await world.subscribe(peer, topic: topic, to: #"[{"event":"*","table":"shop"}]"#) }
            try await world.record(.insert)
            let frames = try await peer.settled()
            #expect(Set(frames.map { $0.split(separator: "\"")[1] }) == Set(topics.map { $0[...] }))
        }
    }

    @Test func `Rows and events come in the order of commits, to every loop`() async throws {
        try await withChanges { world, _ in
            let realtime = world.realtime
            let peers = [
                try await world.subscribed(topic: realtime.topic), try await world.subscribed(loop: 1, topic: realtime.topic),
            ]
            var expected: [String] = []
            for number in 1...40 {
                if number.isMultiple(of: 3) {
                    try await realtime.commit(version: Int64(number))
                    expected.append("event")
                } else {
                    try await world.record(.update, Shop(name: "a\(number)"), Shop(name: "b\(number)"))
                    expected += ["a\(number)", "b\(number)"]
                }
            }
            for peer in peers {
                let heard = names(try await peer.settled()).map { $0.contains("lead.updated") ? "event" : $0 }
                #expect(heard == expected)
            }
        }
    }

    @Test func `A frame is made once for all of one topic, ids, columns and version`() async throws {
        let encodings = Mutex(0)
        let counting: FrameSerializer = { payload, kind in
            if String(buffer: payload).contains(#""ids":"#) { encodings.withLock { $0 += 1 } }
            return SentFrame.serialize(payload, kind)
        }
        try await withChanges(serialize: counting) { world, _ in
            var peers: [Peer] = []
            for _ in 0..<3 {
                peers.append(try await world.subscribed())
                peers.append(try await world.subscribed(.v1))
            }
            try await world.record(.insert)
            for peer in peers { #expect(try await peer.settled().count == 1) }
            #expect(encodings.withLock { $0 } == 2)
            let others = [
                try await world.subscribed(topic: "realtime:u"),
                try await world.subscribed(to: #"[{"event":"*","table":"shop"},{"event":"*","table":"shop"}]"#),
            ]
            try await world.record(.insert)
            for peer in peers + others { #expect(try await peer.settled().count == 1) }
            #expect(encodings.withLock { $0 } == 6)
        }
    }

    @Test func `A socket that closes while a row is written to it spoils nothing for the others`() async throws {
        try await withChanges { world, _ in
            let two = #"[{"event":"*","table":"shop"},{"event":"*","table":"shop","select":["id"]}]"#
            let (closer, other) = (try await world.subscribed(to: two), try await world.subscribed(to: two))
            try await closer.closeOnNextFrame()
            try await world.record(.insert)
            #expect(try await other.settled().count == 2)
            try await world.record(.delete)
            #expect(try await other.settled().count == 2)
        }
    }

    // MARK: Permission that changes

    @Test func `Permission that goes ends the rows, saying so, and permission that comes brings them`() async throws {
        try await withChanges { world, _ in
            let workspace = world.realtime.workspace
            let peer = try await world.realtime.open { request in
                let tables = request.token?.revealedText == "less" ? [Shop.cellar.table] : [Shop.cellar.table, Shop.changes.table]
                return .admitted(world.grant(tables, in: workspace))
            }
            try await world.subscribe(peer, topic: "realtime:t", to: #"[{"event":"*","table":"shop"}]"#)
            try await peer.send(#"["1","2","realtime:t","access_token",{"access_token":"less"}]"#)
            #expect(
                await peer.next().contains(
                    #""status":"error","message":"Unable to subscribe to changes with given parameters. There is no table"#))
            try await world.record(.insert)
            #expect(try await peer.settled() == [])
            try await peer.send(#"["1","3","realtime:t","access_token",{"access_token":"more"}]"#)
            #expect(await peer.next().contains(#""status":"ok","message":"Subscribed to PostgreSQL""#))
            try await peer.send(#"["1","4","realtime:t","access_token",{"access_token":"as much"}]"#)
            try await world.record(.insert)
            #expect(await peer.next().contains(#""type":"INSERT""#))
            #expect(try await peer.settled() == [])
        }
    }
}
