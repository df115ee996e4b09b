import NIOCore
import Primitives

/// What a client asked for in its join. Everything is optional, and a value of the wrong type counts as none.
struct JoinConfig {
    let includesSender: Bool
    let acknowledges: Bool
    let isPresenceEnabled: Bool
    /// The key under which the client wants to be present.
    let presenceKey: String?
    let isPrivate: Bool
    let cursor: EventCursor?
    let replay: Replay?
    let token: Secret?
    let changes: ChangeBindings

    init(_ payload: JSONSlice) {
        let config = payload["config"]
        let broadcast = config?["broadcast"]
        includesSender = broadcast?["self"]?.flag ?? false
        acknowledges = broadcast?["ack"]?.flag ?? false
        let presence = config?["presence"]
        isPresenceEnabled = presence?["enabled"]?.flag ?? false
        let key = presence?["key"]?.string ?? ""
        presenceKey = key.isEmpty || key.utf8.count > PhoenixCodec.nameLimit ? nil : key
        isPrivate = config?["private"]?.flag ?? false
        if let cursor = config?["cursor"], let epoch = cursor["epoch"]?.string, let seq = cursor["seq"]?.integer, seq >= 0 {
            self.cursor = EventCursor(epoch: epoch, seq: seq)
        } else {
            cursor = nil
        }
        replay = broadcast?["replay"].flatMap { $0.isNull ? nil : Replay($0) }
        changes = ChangeBindings(config?["postgres_changes"])
        token = Self.token(payload["user_token"]) ?? Self.token(payload["access_token"])
    }

    /// What the protocol offers in place of a cursor: the newest messages since a moment.
    enum Replay: Equatable {
        static let limits = 1...25

        case recent(since: Timestamp, limit: Int)
        case malformed

        init(_ value: JSONSlice) {
            // Milliseconds up to the year 9999.
            guard let since = value["since"]?.integer, (0...253_402_300_799_999).contains(since) else {
                self = .malformed
                return
            }
            let limit = value["limit"].map { $0.integer.flatMap(Int.init(exactly:)) } ?? Self.limits.upperBound
            guard let limit, Self.limits.contains(limit) else {
                self = .malformed
                return
            }
            self = .recent(since: Timestamp(milliseconds: since), limit: limit)
        }
    }

    /// A token that says more than the connection's credential. Keys (`sb_…`) come in its place and are none.
    static func token(_ value: JSONSlice?) -> Secret? {
        guard let text = value?.string, !text.isEmpty, !text.hasPrefix("sb_") else { return nil }
        return Secret(text)
    }
}
