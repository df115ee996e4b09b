import DataStore
import Logging
import NIOCore
import NIOEmbedded
import Primitives
import TestSupport

@testable import Realtime

/// A node's realtime part, on two event loops that a test drives.
struct RealtimeWorld: Sendable {
    let store: Store
    let log: EventLog
    let hub: Hub
    let endpoint: PhoenixEndpoint
    let loops: [NIOAsyncTestingEventLoop]
    let clock: ManualClock
    let workspace = ID<Subject>(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)
    let lead = ID<Subject>(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0002)

    var room: Room { .lead(lead) }
    var topic: String { "realtime:\(room)" }

    /// A socket whose joins are all admitted to the workspace, unless told otherwise.
    func open(_ version: PhoenixVersion = .v2, loop: Int = 0, authorise: Authorise? = nil) async throws -> Peer {
        let grant = grant()
        return try await Peer(endpoint, version, on: loops[loop], authorise: authorise ?? { _ in .admitted(grant) })
    }

    /// Membership of the world's workspace, unless another is named; of a key, unless a person is named.
    func grant(
        workspace: ID<Subject>? = nil, person: ID<Subject>? = nil, credential: ID<Subject>? = nil, name: String = "Ada",
        mayBroadcast: Bool = true, expiresAt: Timestamp? = nil
    ) -> Admission.Grant {
        Admission.Grant(
            bearer: Bearer(workspaceID: workspace ?? self.workspace, personID: person, credentialID: credential), name: name,
            mayBroadcast: mayBroadcast, expiresAt: expiresAt)
    }

    func envelope(version: Int64, payload: JSONValue? = nil) throws -> EventEnvelope {
        EventEnvelope(
            .leadUpdated, traceID: TraceID("0af7651916cd43dd8448eb211c80319c") ?? TraceID(), workspaceID: workspace, entityID: lead,
            entityVersion: version, payload: try JSONText(payload ?? .object(["version": .integer(version)])), emittedAt: clock.now)
    }

    /// Commits one event for the lead's room and the workspace's.
    @discardableResult
    func commit(version: Int64, payload: JSONValue? = nil, rooms: [Room]? = nil) async throws -> Int64 {
        let event = try envelope(version: version, payload: payload)
        let rooms = rooms ?? [room, .workspace(workspace)]
        let log = log
        return try await store.write { try log.append(event, rooms: rooms, in: $0) }
    }

    func subscribers(of room: Room, loop index: Int) async throws -> Int {
        let key = TopicKey(room, in: workspace)
        return try await loops[index].executeInContext { [hub, loop = loops[index]] in hub.shard(on: loop).count(of: key) }
    }

    /// The join of `topic` in the array form.
    func join(_ ref: String = "1", topic: String? = nil, config: String = #"{"private":true}"#) -> String {
        #"["\#(ref)","\#(ref)","\#(topic ?? self.topic)","phx_join",{"config":\#(config)}]"#
    }

    func cursor(_ seq: Int64, epoch: String? = nil) -> String {
        #"{"private":true,"cursor":{"epoch":"\#(epoch ?? store.epoch)","seq":\#(seq)}}"#
    }

    /// The reply to ``join(_:topic:config:)`` of a room, up to the given place.
    func joined(_ ref: String = "1", seq: Int64, _ outcome: String = "") -> String {
        let cursor = #"{"epoch":"\#(store.epoch)","seq":\#(seq)}"#
        return
            #"["\#(ref)","\#(ref)","\#(topic)","phx_reply",{"status":"ok","response":{"postgres_changes":[],"cursor":\#(cursor)\#(outcome)}}]"#
    }
}

func withRealtime(
    policy: ChannelPolicy = ChannelPolicy(allowsPublic: true), limits: SessionLimits = SessionLimits(), hooks: JoinHooks = JoinHooks(),
    isRunning: Bool = true, serialize: @escaping FrameSerializer = SentFrame.serialize, _ body: (RealtimeWorld) async throws -> Void
) async throws {
    try await withStore(EventLog.migrations) { store in
        let clock = ManualClock()
        let loops = [NIOAsyncTestingEventLoop(), NIOAsyncTestingEventLoop()]
        let hub = Hub(eventLoops: loops as [any EventLoop], serialize: serialize)
        let log = EventLog(epoch: store.epoch, hub: hub)
        let endpoint = PhoenixEndpoint(
            hub: hub, log: log, store: store, policy: policy, limits: limits, hooks: hooks, clock: clock.wallClock,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let world = RealtimeWorld(store: store, log: log, hub: hub, endpoint: endpoint, loops: loops, clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            if isRunning { group.addTask { await endpoint.run() } }
            try await body(world)
            group.cancelAll()
        }
        for loop in loops { await loop.shutdownGracefully() }
    }
}
