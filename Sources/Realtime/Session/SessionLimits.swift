/// What one socket, and all sockets of one bearer, may do. The values are those of the hosted original where it has one.
package struct SessionLimits: Sendable {
    /// So many sockets of one bearer may be as busy as one may be: a person's tabs, a service's processes.
    package static let socketsOfOneBearer = 20

    /// What most sockets join: the room that is looked at, and its workspace's. So many come back for each after a restart.
    static let roomsOfOneSocket = 2

    /// Topics joined at a time.
    package var channels = 100
    /// Joins; as many as there may be channels, so that a client that comes back joins all of its topics at once.
    package var joinsPerSecond = 100
    /// Broadcasts and presence calls; past it the channel is closed.
    package var messagesPerSecond = 100
    /// Sockets that one person or token opens, once its burst is used up: a client in a loop costs a hundredth of a core then.
    package var socketsPerSecond = 100
    /// As many as a node holds: all clients of one token come back at once after a restart.
    package var socketBurst = 10_000
    /// Payload of a client's broadcast: every slow socket of the topic holds it.
    package var broadcastBytes = 262_144
    /// Payload of anything else: a token and a few dozen filters.
    package var controlBytes = 65_536
    /// What a member tells of itself; everyone in the topic holds it.
    package var trackedBytes = 4_096
    /// Events replayed on a join; past it fetching the state is cheaper.
    package var replayEvents = 1_000
    /// Payload replayed on a join, all of which waits in one socket.
    package var replayBytes = 1_048_576

    package init() {}
}
