import Primitives

/// What to read from the log for a room that has been joined.
struct ReplayRequest: Sendable {
    let room: Room
    let workspaceID: ID<Subject>
    let cursor: EventCursor?
    /// In which it will be sent.
    let version: PhoenixVersion
}
