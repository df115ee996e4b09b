import Primitives

/// Where a page of channels ended.
struct ChannelPlace: Equatable {
    let activeAt: Timestamp
    let channel: ID<Channel>

    func cursor(for filter: ChannelFilter) -> String {
        BoundCursor.text(of: "\(activeAt.microseconds)|\(channel)", for: filter)
    }

    /// - Throws: ``Failure`` `invalidRequest` for what no page of `filter` gave out.
    init(cursor: String, for filter: ChannelFilter) throws(Failure) {
        self = try BoundCursor.place(in: cursor, for: filter) { position in
            let parts = position.split(separator: "|")
            guard parts.count == 2, let microseconds = Int64(parts[0]), let channel = ID<Channel>(String(parts[1])) else { return nil }
            return Self(of: channel, activeAt: Timestamp(microseconds: microseconds))
        }
    }

    init(of channel: ID<Channel>, activeAt: Timestamp) {
        self.channel = channel
        self.activeAt = activeAt
    }
}
