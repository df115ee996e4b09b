import DataStore
import Primitives
import TestSupport

@testable import Realtime

/// A node's realtime part with the tables of a shop, and sockets whose joins are admitted to the workspace.
struct ChangesWorld: Sendable {
    let realtime: RealtimeWorld
    let changes: RowChanges

    var hub: Hub { realtime.hub }
    var key: ChangeKey { ChangeKey(workspaceID: realtime.workspace, table: "shop") }

    /// The join of `topic` in the array form.
    func join(_ ref: String = "1", topic: String, changes: String) -> String {
        realtime.join(ref, topic: topic, config: #"{"postgres_changes":\#(changes)}"#)
    }

    /// Commits a write that says that it changed these rows.
    func record(
        _ kind: ChangeKind, _ shops: Shop..., of table: RowTable<Shop> = Shop.changes, in workspace: ID<Subject>? = nil
    ) async throws {
        let (changes, workspace, shops) = (changes, workspace ?? realtime.workspace, shops.isEmpty ? [Shop()] : shops)
        try await realtime.store.write { tx in
            for shop in shops { changes.record(kind, shop, of: table, in: workspace, tx) }
        }
    }

    func grant(_ tables: [ChangeTable], in workspace: ID<Subject>) -> Admission.Grant {
        Admission.Grant(
            bearer: Bearer(workspaceID: workspace, personID: nil, credentialID: nil), name: "Ada", mayBroadcast: true, tables: tables,
            expiresAt: nil)
    }

    func open(
        _ version: PhoenixVersion = .v2, loop: Int = 0, tables: [ChangeTable] = [Shop.changes.table, Shop.cellar.table],
        in workspace: ID<Subject>? = nil
    ) async throws -> Peer {
        let grant = grant(tables, in: workspace ?? realtime.workspace)
        return try await realtime.open(version, loop: loop) { _ in .admitted(grant) }
    }

    /// A socket that has subscribed to `entries`, two messages after its join.
    func subscribed(
        _ version: PhoenixVersion = .v2, loop: Int = 0, topic: String = "realtime:t",
        to entries: String = #"[{"event":"*","table":"shop"}]"#,
        in workspace: ID<Subject>? = nil
    ) async throws -> Peer {
        let peer = try await open(version, loop: loop, in: workspace)
        try await subscribe(peer, version, topic: topic, to: entries)
        return peer
    }

    func subscribe(_ peer: Peer, _ version: PhoenixVersion = .v2, topic: String, to entries: String) async throws {
        let join = join(topic: topic, changes: entries)
        let object = #"{"topic":"\#(topic)","event":"phx_join","payload":{"config":{"postgres_changes":\#(entries)}},"ref":"1"}"#
        try await peer.send(version == .v1 ? object : join)
        try await peer.next(having: "Subscribed to PostgreSQL")
    }
}

func withChanges(
    _ version: PhoenixVersion = .v2, tables: [ChangeTable] = [Shop.changes.table, Shop.cellar.table],
    serialize: @escaping FrameSerializer = SentFrame.serialize, _ body: (ChangesWorld, Peer) async throws -> Void
) async throws {
    try await withRealtime(serialize: serialize) { realtime in
        let clock = realtime.clock
        let world = ChangesWorld(realtime: realtime, changes: RowChanges(hub: realtime.hub, clock: clock.wallClock))
        try await body(world, try await world.open(version, tables: tables))
    }
}
