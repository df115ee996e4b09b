import NIOCore
import Primitives

/// What a client asked for in its join. Everything is optional, and a value of the wrong type counts as none.
struct JoinConfig {
    let includesSender: Bool
    let acknowledges: Bool
    let isPresenceEnabled: Bool
    let isPrivate: Bool
    let cursor: EventCursor?
    let token: Secret?
    let changes: ChangeBindings

    init(_ payload: JSONSlice) {
        let config = payload["config"]
        let broadcast = config?["broadcast"]
        includesSender = broadcast?["self"]?.flag ?? false
        acknowledges = broadcast?["ack"]?.flag ?? false
        isPresenceEnabled = config?["presence"]?["enabled"]?.flag ?? false
        isPrivate = config?["private"]?.flag ?? false
        if let cursor = config?["cursor"], let epoch = cursor["epoch"]?.string, let seq = cursor["seq"]?.integer, seq >= 0 {
            self.cursor = EventCursor(epoch: epoch, seq: seq)
        } else {
            cursor = nil
        }
        changes = ChangeBindings(config?["postgres_changes"])
        token = Self.token(payload["user_token"]) ?? Self.token(payload["access_token"])
    }

    /// A token that says more than the connection's credential. Keys (`sb_…`) come in its place and are none.
    static func token(_ value: JSONSlice?) -> Secret? {
        guard let text = value?.string, !text.isEmpty, !text.hasPrefix("sb_") else { return nil }
        return Secret(text)
    }
}
