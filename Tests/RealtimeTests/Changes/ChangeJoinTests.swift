import DataStore
import NIOCore
import Primitives
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct ChangeJoinTests {
    private func reply(_ topic: String, _ entries: String) -> String {
        #"["1","1","\#(topic)","phx_reply",{"status":"ok","response":{"postgres_changes":\#(entries)}}]"#
    }

    private func system(_ topic: String, _ status: String, _ message: String) -> String {
        let channel = topic.dropFirst("realtime:".count)
        return
            #"[null,null,"\#(topic)","system",{"extension":"postgres_changes","status":"\#(status)","message":"\#(message)","channel":"\#(channel)"}]"#
    }

    // MARK: Refusals

    @Test(arguments: [
        (#"{"event":"*","table":"till"}"#, "There is no table `till` for you; you may read `shop`, `cellar`."),
        (#"{"event":"*","schema":"auth","table":"shop"}"#, "There is no schema `auth`; the tables are in `public`."),
        (#"{"event":"TRUNCATE","table":"shop"}"#, "An event is *, INSERT, UPDATE or DELETE, not `TRUNCATE`."),
        (#"{"event":"*","table":"shop","filter":"till=eq.1"}"#, "The table `shop` has no column `till`."),
        (#"{"event":"*","table":"shop","select":["id","till"]}"#, "The table `shop` has no column `till`."),
        (#"{"event":"*","schema":"public","filter":"id=eq.1"}"#, "A filter or a selection of columns needs a table."),
        (#"{"event":"*","table":"*","select":["id"]}"#, "A filter or a selection of columns needs a table."),
    ])
    func `An entry that can't be followed joins all the same, then hears why, and no rows`(_ entry: String, _ reason: String) async throws {
        try await withChanges { world, peer in
            try await peer.send(world.join(topic: "realtime:t", changes: "[\(entry)]"))
            #expect(await peer.next() == reply("realtime:t", "[\(entry.dropLast()),\"id\":1}]"))
            let message = "Unable to subscribe to changes with given parameters. \(reason)"
            #expect(await peer.next() == system("realtime:t", "error", message))
            try await world.record(.insert)
            #expect(try await peer.settled() == [])
        }
    }

    @Test(arguments: [
        (#""name""#, "a condition is written column=op.value, not `name`"), ("7", "a condition is written column=op.value, not `7`"),
        (#"{"id":1}"#, #"a condition is written column=op.value, not `{\"id\":1}`"#),
        (#""staff=eq.x""#, "`x` is no int4, which staff is"),
    ])
    func `A bad filter brings an error in place of rows, and spares the other entries`(_ filter: String, _ reason: String) async throws {
        try await withChanges { world, peer in
            let entries = #"[{"event":"*","table":"shop","filter":\#(filter)},{"event":"*","table":"shop"}]"#
            try await peer.send(world.join(topic: "realtime:t", changes: entries))
            _ = await peer.next()
            #expect(await peer.next() == system("realtime:t", "error", "Error parsing `filter` params: \(reason)"))
            try await world.record(.insert)
            #expect(await peer.next().contains(#""postgres_changes",{"ids":[2],"#))
        }
    }

    @Test func `Of several faults the first is told, and how many there are`() async throws {
        try await withChanges { world, peer in
            let entry = #"{"event":"*","table":"till"}"#
            try await peer.send(world.join(topic: "realtime:t", changes: "[\(entry),\(entry),\(entry)]"))
            _ = await peer.next()
            #expect(await peer.next().contains("`cellar`. (And 2 more of the entries can't be followed.)"))
        }
    }

    @Test func `Whoever may read no table hears of none, whatever they ask for`() async throws {
        try await withChanges(tables: []) { world, peer in
            for (topic, entry) in [("a", #"{"event":"*","table":"shop"}"#), ("b", #"{"event":"*","schema":"public"}"#), ("c", "{}")] {
                try await peer.send(world.join(topic: "realtime:\(topic)", changes: "[\(entry)]"))
                _ = await peer.next()
                #expect(await peer.next().contains("that you may read"))
            }
            try await world.record(.insert)
            #expect(try await peer.settled() == [])
            #expect(!world.hub.isHeard(world.key))
        }
    }

    @Test func `A channel has so many entries, not more`() async throws {
        try await withChanges { world, peer in
            let entry = #"{"event":"*","table":"cellar"}"#
            let entries = Array(repeating: entry, count: 101).joined(separator: ",")
            try await peer.send(world.join(topic: "realtime:t", changes: "[\(entries)]"))
            #expect(
                await peer.next()
                    == #"["1","1","realtime:t","phx_reply",{"status":"error","response":{"reason":"#
                    + #""ChannelRateLimitReached: A channel has at most 100 entries in postgres_changes"}}]"#)
            try await peer.send(world.join(topic: "realtime:t", changes: "[null,\(entries.dropLast(entry.count + 1)),null]"))
            #expect(await peer.next().contains(#""id":100}]"#))
        }
    }

    // MARK: Replies

    @Test func `Entries are echoed as they came, in their order, with ids from one; nulls are dropped`() async throws {
        try await withChanges { world, peer in
            let entries = [
                #"{ "schema" : "public","event":"*", "filter":null,"x":{"a":[1, 2.50]},"table":"sh\u006fp" }"#, "null", "7",
                #"{"event":"INSERT","table":"shop","filter":"  ","select":[]}"#, "{ }", #"{"id":99,"event":"delete","table":"cellar"}"#,
            ]
            let echoes = [
                #"{ "schema" : "public","event":"*", "filter":null,"x":{"a":[1, 2.50]},"table":"sh\u006fp" ,"id":1}"#,
                #"{"event":"INSERT","table":"shop","filter":"  ","select":[],"id":2}"#, #"{ "id":3}"#,
                #"{"id":99,"event":"delete","table":"cellar","id":4}"#,
            ]
            try await peer.send(world.join(topic: "realtime:t", changes: "[\(entries.joined(separator: ", "))]"))
            #expect(await peer.next() == reply("realtime:t", "[\(echoes.joined(separator: ","))]"))
            #expect(await peer.next() == system("realtime:t", "ok", "Subscribed to PostgreSQL"))
            try await world.record(.insert)
            #expect(await peer.next().contains(#""postgres_changes",{"ids":[1,2,3],"#))
        }
    }

    @Test(arguments: ["null", "[]", "[null]", "7", #"{"event":"*"}"#])
    func `Without entries nothing is said of row changes`(_ entries: String) async throws {
        try await withChanges { world, peer in
            try await peer.send(world.join(topic: "realtime:t", changes: entries))
            #expect(await peer.next() == reply("realtime:t", "[]"))
            #expect(try await peer.settled() == [])
        }
    }

    @Test func `A room's reply has its cursor too, and what was missed comes before the rows`() async throws {
        try await withChanges { world, peer in
            try await world.realtime.commit(version: 1)
            let config = #"{"presence":{"enabled":true},"cursor":{"epoch":"\#(world.realtime.store.epoch)","seq":0},"#
            let entry = #"{"event":"*","table":"shop"}"#
            try await peer.send(
                world.realtime.join(topic: world.realtime.topic, config: config + #""postgres_changes":[\#(entry)]}"#))
            let cursor = #"{"epoch":"\#(world.realtime.store.epoch)","seq":1},"recovered":true"#
            #expect(await peer.next() == reply(world.realtime.topic, #"[\#(entry.dropLast()),"id":1}],"cursor":\#(cursor)"#))
            #expect(await peer.next().contains("presence_state"))
            #expect(await peer.next().contains("lead.updated"))
            #expect(await peer.next() == system(world.realtime.topic, "ok", "Subscribed to PostgreSQL"))
        }
    }

    @Test func `The older serialisation says the same`() async throws {
        try await withChanges(.v1) { world, peer in
            try await peer.send(
                #"{"topic":"realtime:t","event":"phx_join","payload":{"config":{"postgres_changes":[{"table":"shop"}]}},"ref":"1"}"#)
            #expect(
                await peer.next()
                    == #"{"topic":"realtime:t","event":"phx_reply","payload":{"status":"ok","response":{"postgres_changes":[{"table":"shop","id":1}]}},"ref":"1"}"#
            )
            #expect(
                await peer.next()
                    == #"{"topic":"realtime:t","event":"system","payload":{"extension":"postgres_changes","status":"ok","#
                    + #""message":"Subscribed to PostgreSQL","channel":"t"},"ref":null}"#)
            try await world.record(.delete)
            let push = await peer.next()
            #expect(push.hasPrefix(#"{"topic":"realtime:t","event":"postgres_changes","payload":{"ids":[1],"data":{"schema":"public","#))
            #expect(push.hasSuffix(#""errors":null}},"ref":null}"#))
        }
    }
}
