import NIOCore
import Primitives
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(1)))
struct PresenceListTests {
    private let ada = ID<Subject>(high: 1, low: 1)
    private let bob = ID<Subject>(high: 1, low: 2)

    private func meta(_ ref: String, _ tracked: String = "{}", person: ID<Subject>? = nil) throws -> PresenceMeta {
        let slice = try #require(JSONSlice(ByteBuffer(string: tracked)))
        return PresenceMeta(ref: ref, tracked: slice, identity: person.map { ($0, "Ada") })
    }

    private func text(_ buffer: ByteBuffer?) -> String? { buffer.map { String(buffer: $0) } }

    @Test func `What is past the bound is not tracked, and nothing changes`() throws {
        var list = PresenceList()
        let large = #"{"a":"\#(String(repeating: "x", count: PresenceList.byteLimit))"}"#
        #expect(try !list.track(meta("1", large), key: "a", replacing: nil))
        #expect(list.isEmpty)
        #expect(list.flush() == nil)
        #expect(text(list.state()) == "{}")
    }

    @Test func `A diff tells what changed and no more, and the state what was told`() throws {
        var list = PresenceList()
        #expect(try list.track(meta("1", #"{"x": 1}"#), key: "a", replacing: nil))
        #expect(text(list.state()) == "{}")
        #expect(text(list.flush()) == #"{"joins":{"a":{"metas":[{"x":1,"phx_ref":"1"}]}},"leaves":{}}"#)
        #expect(text(list.state()) == #"{"a":{"metas":[{"x":1,"phx_ref":"1"}]}}"#)
        #expect(try list.track(meta("2"), key: "a", replacing: nil))
        #expect(text(list.flush()) == #"{"joins":{"a":{"metas":[{"phx_ref":"2"}]}},"leaves":{}}"#)
        list.untrack("1", key: "a")
        #expect(text(list.flush()) == #"{"joins":{},"leaves":{"a":{"metas":[{"x":1,"phx_ref":"1"}]}}}"#)
        #expect(text(list.state()) == #"{"a":{"metas":[{"phx_ref":"2"}]}}"#)
        list.untrack("2", key: "a")
        _ = list.flush()
        #expect(list.isEmpty)
    }

    @Test func `A changed meta comes as one join that names the leaving one`() throws {
        var list = PresenceList()
        let first = try meta("1", #"{"at":"door"}"#)
        _ = list.track(first, key: "a", replacing: nil)
        _ = list.flush()
        _ = try list.track(meta("2", #"{"at":"desk"}"#), key: "a", replacing: first)
        #expect(
            text(list.flush())
                == #"{"joins":{"a":{"metas":[{"at":"desk","phx_ref":"2","phx_ref_prev":"1"}]}},"leaves":{"a":{"metas":[{"at":"door","phx_ref":"1"}]}}}"#
        )
    }

    @Test func `What comes and goes between two diffs is never told, whatever came in its place`() throws {
        var list = PresenceList()
        let (first, second) = (try meta("1"), try meta("2", #"{"n":2}"#))
        _ = list.track(first, key: "a", replacing: nil)
        _ = list.track(second, key: "a", replacing: first)
        list.untrack("2", key: "a")
        #expect(list.flush() == nil)
        #expect(list.isEmpty)
    }

    @Test func `Members that are the node's are left out of what a client tracks`() throws {
        let tracked = #"{"phx_ref":"9","userId":"other","name":"Eve","phx_ref_prev":"8","x":[1, 2]}"#
        var (room, channel) = (ByteBuffer(), ByteBuffer())
        try meta("1", tracked, person: ada).write(to: &room)
        try meta("1", tracked).write(to: &channel)
        #expect(String(buffer: room) == #"{"x":[1, 2],"userId":"\#(ada)","name":"Ada","phx_ref":"1"}"#)
        #expect(String(buffer: channel) == #"{"userId":"other","name":"Eve","x":[1, 2],"phx_ref":"1"}"#)
    }

    @Test func `A person with several connections is one person`() throws {
        var list = PresenceList()
        for (ref, person) in [("1", bob), ("2", ada), ("3", ada)] {
            _ = try list.track(meta(ref, person: person), key: person.description, replacing: nil)
        }
        #expect(list.persons == [])
        _ = list.flush()
        #expect(list.persons == [ada, bob])
    }

    /// Random histories: whoever applies every diff to the state that they got has, in the end, what the node has.
    @Test(arguments: 0..<20) func `State and diffs converge`(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        var list = PresenceList()
        var live: [(meta: PresenceMeta, key: String)] = []
        var told: [String: Set<String>] = [:]
        for step in 0..<200 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                let entry = (try meta("\(step)"), "k\(Int.random(in: 0..<4, using: &random))")
                _ = list.track(entry.0, key: entry.1, replacing: nil)
                live.append(entry)
            case 2 where !live.isEmpty:
                let index = Int.random(in: 0..<live.count, using: &random)
                let changed = try meta("\(step)")
                _ = list.track(changed, key: live[index].key, replacing: live[index].meta)
                live[index].meta = changed
            case 3 where !live.isEmpty:
                let gone = live.remove(at: Int.random(in: 0..<live.count, using: &random))
                list.untrack(gone.meta.ref, key: gone.key)
            default: break
            }
            if Int.random(in: 0..<3, using: &random) == 0, let diff = list.flush() { try apply(diff, to: &told) }
        }
        if let diff = list.flush() { try apply(diff, to: &told) }
        let expected = Dictionary(grouping: live, by: \.key).mapValues { Set($0.map(\.meta.ref)) }
        #expect(told == expected)
        #expect(try refs(in: JSONSlice(list.state())) == expected)
    }

    private func apply(_ diff: ByteBuffer, to told: inout [String: Set<String>]) throws {
        let diff = try #require(JSONSlice(diff))
        for (key, refs) in try refs(in: diff["joins"]) { told[key, default: []].formUnion(refs) }
        for (key, refs) in try refs(in: diff["leaves"]) {
            #expect(told[key]?.isSuperset(of: refs) == true, "nobody leaves who was not there")
            told[key]?.subtract(refs)
            if told[key] == [] { told[key] = nil }
        }
    }

    private func refs(in entries: JSONSlice?) throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        try #require(entries).forEachMember { key, value in
            found[key] = Set((value["metas"]?.elements(limit: 1_000) ?? []).compactMap { $0["phx_ref"]?.string })
        }
        return found
    }
}
