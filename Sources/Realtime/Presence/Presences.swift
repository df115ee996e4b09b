import NIOCore
import Primitives
import Synchronization

/// Who is present in which topic. In memory alone: with the node every socket goes, and with its socket every presence.
///
/// Changes gather for a moment and travel in one diff. State and diffs are handed to the shards under one lock, so whoever got the
/// state of a version misses no diff after it.
final class Presences: Sendable {
    /// A hundred people who come back together cost one diff instead of a hundred; nobody sees the delay.
    static let diffDelay: TimeAmount = .milliseconds(50)
    /// `presence.update` names everyone, so it comes seldom.
    static let updateDelay: TimeAmount = .seconds(1)
    /// How many persons `presence.update` names; it tells the number of all.
    static let namedPersons = 100

    fileprivate struct Topic {
        var list = PresenceList()
        var isDiffDue = false
        var update = RoomUpdate()
    }

    /// What a room was told last by `presence.update`.
    fileprivate struct RoomUpdate {
        /// The entity of its events. A new one with each time that somebody comes into an empty room.
        let entityID = ID<Subject>()
        var version: Int64 = 0
        var told: [ID<Subject>] = []
        var isDue = false
    }

    fileprivate struct State {
        var topics: [TopicKey: Topic] = [:]
        var version: Int64 = 0
        var lastRef: UInt64 = 0
    }

    private let state = Mutex(State())
    /// Makes references of two runs of the node differ.
    private let run = String(UInt32.random(in: 0 ... .max), radix: 36)
    private let hub: Hub
    private let clock: WallClock

    init(hub: Hub, clock: WallClock) {
        self.hub = hub
        self.clock = clock
    }

    func makeRef() -> String {
        let number = state.withLock { state in
            state.lastRef += 1
            return state.lastRef
        }
        return "\(run)-\(String(number, radix: 36))"
    }

    /// Adds a connection to a topic, in place of what it told before.
    ///
    /// - Parameter loop: whose timer the diff waits for.
    /// - Returns: false when the topic is full; nothing has changed then.
    func track(_ meta: PresenceMeta, key: String, replacing replaced: PresenceMeta?, in topic: TopicKey, on loop: any EventLoop) -> Bool {
        change(topic, on: loop) { $0.track(meta, key: key, replacing: replaced) }
    }

    /// Takes a connection out of a topic.
    func untrack(_ meta: PresenceMeta, key: String, in topic: TopicKey, on loop: any EventLoop) {
        change(topic, on: loop) { $0.untrack(meta.ref, key: key) }
    }

    /// What everyone in a topic was told so far, and its version.
    func state(of topic: TopicKey) -> PresenceDiff {
        state.withLock { state in
            PresenceDiff(version: state.version, payload: state.topics[topic]?.list.state() ?? ByteBuffer(string: "{}"))
        }
    }

    private func change<Result>(_ topic: TopicKey, on loop: any EventLoop, _ change: (inout PresenceList) -> Result) -> Result {
        let (result, isDue) = state.withLock { state in
            let result = change(&state.topics[topic, default: Topic()].list)
            return (result, state.scheduleDiff(of: topic))
        }
        if isDue { loop.scheduleTask(in: Self.diffDelay) { self.sendDiff(of: topic, on: loop) } }
        return result
    }

    private func sendDiff(of topic: TopicKey, on loop: any EventLoop) {
        let isUpdateDue = state.withLock { state in
            state.topics[topic]?.isDiffDue = false
            guard let payload = state.topics[topic]?.list.flush() else {
                state.forget(topic)
                return false
            }
            state.version += 1
            hub.send(.presence(PresenceDiff(version: state.version, payload: payload)), to: topic)
            defer { state.forget(topic) }
            return state.scheduleUpdate(of: topic)
        }
        if isUpdateDue { loop.scheduleTask(in: Self.updateDelay) { self.sendUpdate(of: topic) } }
    }

    private func sendUpdate(of topic: TopicKey) {
        guard case .room(let room) = topic.name else { return }
        state.withLock { state in
            state.topics[topic]?.update.isDue = false
            guard let persons = state.topics[topic]?.list.persons, persons != state.topics[topic]?.update.told else {
                return state.forget(topic)
            }
            state.topics[topic]?.update.told = persons
            state.topics[topic]?.update.version += 1
            if let update = state.topics[topic]?.update {
                let envelope = EventEnvelope(
                    .presenceUpdate, traceID: TraceID(), workspaceID: topic.workspaceID, entityID: update.entityID,
                    entityVersion: update.version, payload: Self.payload(room, persons), emittedAt: clock.now())
                hub.send(.broadcast(envelope.ephemeralBroadcast), to: topic)
            }
            state.forget(topic)
        }
    }

    private static func payload(_ room: Room, _ persons: [ID<Subject>]) -> JSONText {
        var json = JSONWriter()
        json.object { json in
            json.member("scope", room.description)
            json.member("users", array: persons.prefix(namedPersons))
            json.member("count", persons.count)
        }
        return JSONText(json)
    }
}

extension Presences.State {
    /// Whether somebody has to see to it that the diff is sent.
    fileprivate mutating func scheduleDiff(of topic: TopicKey) -> Bool {
        guard let known = topics[topic] else { return false }
        guard known.list.isChanged, !known.isDiffDue else {
            forget(topic)
            return false
        }
        topics[topic]?.isDiffDue = true
        return true
    }

    fileprivate mutating func scheduleUpdate(of topic: TopicKey) -> Bool {
        guard case .room = topic.name, let known = topics[topic], !known.update.isDue, known.list.persons != known.update.told else {
            return false
        }
        topics[topic]?.update.isDue = true
        return true
    }

    /// Drops a topic in which nobody is and of which nothing is to be told.
    fileprivate mutating func forget(_ topic: TopicKey) {
        guard let known = topics[topic], known.list.isEmpty, !known.list.isChanged, !known.isDiffDue, !known.update.isDue else { return }
        topics[topic] = nil
    }
}
