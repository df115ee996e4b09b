package import NIOCore
package import Primitives
import Synchronization

/// What is known of one request across all that handle it: its trace, who asked, and what its line in the access log will say.
///
/// A class, because a context is copied on its way through the router and what a handler learns has to come back.
package final class RequestRecord: Sendable {
    /// What was learnt of the request while it was handled.
    struct Facts: Sendable {
        fileprivate(set) var errorCode: FailureCode?
        fileprivate(set) var workspaceID: String?
        fileprivate(set) var userID: String?
        fileprivate(set) var leadID: String?
        fileprivate(set) var isQuiet = false
        fileprivate(set) var waits = false
    }

    package let traceID: TraceID
    /// The other end of the connection: a proxy, where there is one.
    package let remoteAddress: SocketAddress?
    let channel: (any Channel)?
    /// The bytes of the answer are encrypted on their way out, so the kernel can't take them from a file.
    let isSecure: Bool
    private let state = Mutex(Facts())

    package init(traceID: TraceID = TraceID(), channel: (any Channel)? = nil, isSecure: Bool = false) {
        self.traceID = traceID
        self.channel = channel
        self.isSecure = isSecure
        remoteAddress = channel?.remoteAddress
    }

    /// All of it, as far as it is known.
    var facts: Facts { state.withLock { $0 } }

    package var errorCode: FailureCode? {
        get { state.withLock { $0.errorCode } }
        set { state.withLock { $0.errorCode = newValue } }
    }

    package var workspaceID: String? {
        get { state.withLock { $0.workspaceID } }
        set { state.withLock { $0.workspaceID = newValue } }
    }

    package var userID: String? {
        get { state.withLock { $0.userID } }
        set { state.withLock { $0.userID = newValue } }
    }

    package var leadID: String? {
        get { state.withLock { $0.leadID } }
        set { state.withLock { $0.leadID = newValue } }
    }

    /// Logged at debug only: health checks and metrics, which come every few seconds for ever.
    package var isQuiet: Bool {
        get { state.withLock { $0.isQuiet } }
        set { state.withLock { $0.isQuiet = newValue } }
    }

    /// Takes as long as its caller asked it to: no measure of how fast the node is.
    package internal(set) var waits: Bool {
        get { state.withLock { $0.waits } }
        set { state.withLock { $0.waits = newValue } }
    }

    /// The body may be long: it has no end by which it must be there, as long as it comes at a pace.
    package func streamsBody() {
        channel?.triggerUserOutboundEvent(StreamedBody(), promise: nil)
    }

    /// Tells a client that waits for it to send the body.
    func inviteBody() {
        channel?.triggerUserOutboundEvent(ContinueWanted(), promise: nil)
    }
}
