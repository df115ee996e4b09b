import NIOCore

/// The frames of one broadcast as one loop sends them: copies of its own, made when the first subscriber of a version wants one.
///
/// A reference count that two cores pull at for each delivery costs more than one copy.
struct LoopFrames {
    private let broadcast: Broadcast
    private var first: ByteBuffer??
    private var second: ByteBuffer??

    init(_ broadcast: Broadcast) {
        self.broadcast = broadcast
    }

    /// `nil` when `version` can't express the broadcast.
    mutating func frame(for version: PhoenixVersion) -> ByteBuffer? {
        switch version {
        case .v1: Self.resolve(&first, broadcast, version)
        case .v2: Self.resolve(&second, broadcast, version)
        }
    }

    private static func resolve(_ frame: inout ByteBuffer??, _ broadcast: Broadcast, _ version: PhoenixVersion) -> ByteBuffer? {
        if let frame { return frame }
        let own = broadcast.frame(for: version).map { ByteBuffer(bytes: $0.readableBytesView) }
        frame = .some(own)
        return own
    }
}
