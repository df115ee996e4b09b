import Primitives

/// What to read from the log for a room that has been joined.
struct ReplayRequest: Sendable {
    enum Wish: Sendable {
        /// What came after a cursor; without one, nothing but where the log stands.
        case after(EventCursor?)
        /// The newest events since a moment, at most so many.
        case recent(since: Timestamp, limit: Int)
    }

    let room: Room
    let workspaceID: ID<Subject>
    let wish: Wish
    /// In which it will be sent.
    let version: PhoenixVersion
}
