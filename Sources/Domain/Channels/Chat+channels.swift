import DataStore
package import Identity
package import Primitives

extension Chat {
    /// Channels of one page of a list.
    package static let pageLimit = 200
    /// More than a team can follow.
    package static let channelLimit = 1_000

    /// The newest activity first: the workspace's own, and those of projects and leads in which something was said.
    ///
    /// - Throws: besides, `invalidRequest` for a cursor of no page of this list.
    package func channels(
        _ filter: ChannelFilter, cursor: String?, limit: Int, for principal: Principal
    ) async throws -> Page<Channel> {
        try principal.require(.chatRead)
        let place = try cursor.map { try ChannelPlace(cursor: $0, for: filter) }
        return try await store.read { tx in
            let found = try ChannelRows.list(of: principal.workspaceID, filter, below: place, limit: limit + 1, in: tx)
            let items = try found.prefix(limit).map { try Self.seen($0, by: principal, in: tx) }
            let last = items.last.map { ChannelPlace(of: $0.id, activeAt: $0.activeAt) }
            return Page(items: items, next: found.count > limit ? last?.cursor(for: filter) : nil)
        }
    }

    package func channel(_ id: ID<Channel>, for principal: Principal) async throws -> Channel {
        try principal.require(.chatRead)
        return try await store.read { [self] tx in try Self.seen(try find(id, for: principal, in: tx), by: principal, in: tx) }
    }

    /// - Throws: besides, `invalidRequest`, `conflict` at ``channelLimit`` and for a name that another has, `idempotencyKeyReused`.
    package func create(_ draft: MergePatch, by principal: Principal, key: IdempotencyKey?, trace: TraceID) async throws -> Channel {
        try principal.require(.chatWrite)
        let patch = try ChannelPatch(draft)
        guard let name = patch.name else {
            throw Failure(.invalidRequest, "The channel was not made.", fields: [FieldFault("/name", "Give the name of the channel.")])
        }
        return try await store.write { [self] tx in
            let made = try IdempotencyKeys.once(
                key, operation: "channels.create", input: draft.value, by: principal, at: clock.now(), in: tx
            ) {
                guard try ChannelRows.count(of: principal.workspaceID, in: tx) < Self.channelLimit else {
                    throw Failure(.conflict, "This workspace has \(Self.channelLimit) channels, which is the most it can.")
                }
                let now = clock.now()
                let channel = patch.applied(
                    to: Channel(
                        id: ID(at: now), workspaceId: principal.workspaceID, kind: .workspace, projectId: nil, leadId: nil, name: name,
                        topic: nil, isDefault: false, messages: 0, isInTrash: false, version: 1, createdAt: now, updatedAt: now))
                try Self.requireFreeName(channel, in: tx)
                try ChannelRows.insert(channel, in: tx)
                try events.updated(channel, by: principal.personID, trace: trace, tx)
                return KnownID(id: channel.id)
            }
            return try Self.seen(try find(made.id, for: principal, in: tx), by: principal, in: tx)
        }
    }

    /// Changes name or topic.
    ///
    /// - Throws: besides, `versionRequired`, `staleVersion`, `conflict` for the name of a project's or lead's channel.
    package func edit(
        _ id: ID<Channel>, _ patch: ChannelPatch, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Channel {
        try await changing(id, version, by: principal, trace, wanted: patch.wanted) { channel, tx in
            try Self.requireOpen(channel)
            if let name = patch.name, name != channel.name, channel.kind != .workspace {
                throw Failure(
                    .conflict, "This channel is called what its \(channel.kind.rawValue) is called.",
                    fields: [FieldFault("/name", "Rename the \(channel.kind.rawValue).")])
            }
            let changed = patch.applied(to: channel)
            if changed.name != channel.name { try Self.requireFreeName(changed, in: tx) }
            return changed
        }
    }

    /// Puts a channel out of the way, or takes it back.
    ///
    /// - Throws: besides, `versionRequired`, `staleVersion`, `conflict` for the one that stays, and for that of a project or lead.
    package func archive(
        _ id: ID<Channel>, _ isArchived: Bool, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Channel {
        let now = clock.now()
        return try await changing(id, version, by: principal, trace) { channel, tx in
            guard channel.kind == .workspace else {
                throw Failure(.conflict, "This channel goes with its \(channel.kind.rawValue): archive that.")
            }
            guard !channel.isDefault || !isArchived else {
                throw Failure(.conflict, "This is the channel that everybody is in. It can be renamed, and stays.")
            }
            guard (channel.archivedAt != nil) != isArchived else { return channel }
            var channel = channel
            channel.archivedAt = isArchived ? now.onTheWire : nil
            if !isArchived { try Self.requireFreeName(channel, in: tx) }
            return channel
        }
    }

    /// With how far whoever asks has read.
    static func seen(_ channel: Channel, by principal: Principal, in tx: some SQLReading) throws -> Channel {
        var channel = channel
        channel.standing = try ChannelReaderRows.standing(of: principal.personID, in: channel, tx)
        return channel
    }

    private func changing(
        _ id: ID<Channel>, _ version: Int64?, by principal: Principal, _ trace: TraceID, wanted: JSONValue = .null,
        _ change: @escaping @Sendable (Channel, WriteTransaction) throws -> Channel
    ) async throws -> Channel {
        try principal.require(.channelsManage)
        return try await store.write { [self] tx in
            let before = try Self.seen(try find(id, for: principal, in: tx), by: principal, in: tx)
            try BaseVersion.require(version, is: before.version, of: before, wanting: wanted)
            var channel = try change(before, tx)
            guard channel != before else { return before }
            _ = try Channels.keep(before, in: tx)
            channel.version = before.version + 1
            channel.updatedAt = clock.now()
            try ChannelRows.update(channel, in: tx)
            try events.updated(channel, by: principal.personID, trace: trace, tx)
            return channel
        }
    }

    private static func requireFreeName(_ channel: Channel, in tx: some SQLReading) throws {
        guard try ChannelRows.hasName(channel.name, otherThan: channel.id, of: channel.workspaceId, in: tx) else { return }
        throw Failure(
            .conflict, "Another channel is called so already.", fields: [FieldFault("/name", "Give another name, or use that channel.")])
    }
}
