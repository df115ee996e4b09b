import NIOCore

/// What changed in a topic's presence between two states that were told.
struct PresenceDiff: Sendable {
    /// Grows with every diff of the node. Who got the state of a version needs the diffs after it.
    let version: Int64
    let payload: ByteBuffer
}
