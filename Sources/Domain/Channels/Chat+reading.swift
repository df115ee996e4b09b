import DataStore
package import Identity
package import Primitives

/// How far people have read, on all their devices at once.
extension Chat {
    /// Channels that the number of unread messages is counted over, the most active ones.
    private static let countedChannels = 5_000
    /// Channels that are listed with theirs.
    private static let unreadChannelLimit = 200

    /// Moves the marker of whoever acts to a message; back only when that is wanted.
    ///
    /// - Parameters:
    ///   - seq: the number of the last message that was read; one that is not there yet is the last there is.
    ///   - goesBack: marks what comes after it as unread.
    /// - Throws: besides, `invalidRequest` for a negative number.
    package func read(
        _ id: ID<Channel>, upTo seq: Int64, goesBack: Bool, by principal: Principal, trace: TraceID
    ) async throws -> ReadMarker {
        try principal.require(.chatRead)
        let person = try Self.requirePerson(principal)
        guard seq >= 0 else {
            throw Failure(.invalidRequest, "Nothing was marked.", fields: [FieldFault("/upTo", "The number of a message, or 0.")])
        }
        return try await store.write { [self] tx in
            let channel = try find(id, for: principal, in: tx)
            let before = try ChannelReaderRows.standing(of: person, in: channel, tx)
            let wanted = min(seq, channel.messages)
            if wanted >= before.readSeq {
                // What was read here is news in the inbox no longer; also of a message that named them only when it was changed.
                try InboxEvents(log: events.log, clock: clock).readMentions(
                    in: id, upTo: wanted, by: Inboxes.Owner(person, in: channel.workspaceId), trace: trace, in: tx)
            }
            guard wanted > before.readSeq || (goesBack && wanted < before.readSeq) else {
                return ReadMarker(channelID: id, standing: before)
            }
            try ChannelReaderRows.set(wanted, of: person, in: id, tx)
            let marker = ReadMarker(channelID: id, standing: try ChannelReaderRows.standing(of: person, in: channel, tx))
            try events.read(marker, by: person, in: channel.workspaceId, trace: trace, tx)
            return marker
        }
    }

    /// Keeps a channel's messages from counting for whoever acts, or lets them count again. Mentions count all the same.
    package func mute(_ id: ID<Channel>, _ isMuted: Bool, by principal: Principal) async throws -> Channel {
        try principal.require(.chatRead)
        let person = try Self.requirePerson(principal)
        return try await store.write { [self] tx in
            let channel = try find(id, for: principal, in: tx)
            let standing = try ChannelReaderRows.standing(of: person, in: channel, tx)
            if standing.isMuted != isMuted {
                _ = try Channels.keep(channel, in: tx)
                try ChannelReaderRows.mute(isMuted, id, by: person, tx)
            }
            return try Self.seen(try find(id, for: principal, in: tx), by: principal, in: tx)
        }
    }

    /// What whoever asks has not read yet, over the 5,000 most active channels.
    package func unread(for principal: Principal) async throws -> UnreadChannels {
        try principal.require(.chatRead)
        let person = try Self.requirePerson(principal)
        return try await store.read { tx in
            var (markers, total, mentions): ([ReadMarker], Int64, Int64) = ([], 0, 0)
            let filter = ChannelFilter(archived: .exclude)
            for channel in try ChannelRows.list(of: principal.workspaceID, filter, below: nil, limit: Self.countedChannels, in: tx)
            where channel.messages > 0 {
                let standing = try ChannelReaderRows.standing(of: person, in: channel, tx)
                guard standing.unread > 0 || standing.mentions > 0 else { continue }
                if markers.count < Self.unreadChannelLimit { markers.append(ReadMarker(channelID: channel.id, standing: standing)) }
                total += standing.isMuted ? standing.mentions : standing.unread
                mentions += standing.mentions
            }
            return UnreadChannels(channels: markers, total: total, mentions: mentions)
        }
    }
}
