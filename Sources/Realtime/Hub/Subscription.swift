/// One socket's membership in one topic. Belongs to the socket's event loop.
final class Subscription {
    private enum State {
        case holding(Seam)
        case live
        case ended
    }

    // What each delivery looks at stands first, in one cache line: between two deliveries the kernel has used the cache for itself.

    let outlet: any Outlet
    /// The last event that the replay brought. A commit can be read before its notice comes: what comes at or below this is known already.
    private(set) var replayedThrough: Int64 = 0
    let version: PhoenixVersion
    /// Whether messages go straight to the outlet.
    private(set) var isLive: Bool
    /// Where it stands among the members of its topic.
    var position = 0
    /// The presence diffs that are known already; all of them for who did not ask for presence.
    private(set) var presenceThrough: Int64 = .max
    private var state: State {
        didSet { if case .live = state { isLive = true } else { isLive = false } }
    }
    let key: TopicKey
    /// Whom it rests on, for those who look for the subscriptions of a person or credential.
    var bearer: Bearer
    /// Has it decided again whether the subscriber may hear the topic.
    let recheck: () -> Void

    init(
        key: TopicKey, version: PhoenixVersion, outlet: any Outlet, bearer: Bearer, isHolding: Bool, recheck: @escaping () -> Void = {}
    ) {
        self.key = key
        self.version = version
        self.outlet = outlet
        self.bearer = bearer
        self.recheck = recheck
        state = isHolding ? .holding(Seam()) : .live
        isLive = !isHolding
    }

    /// Keeps `broadcast` for later while the log is being read.
    func hold(_ broadcast: Broadcast) {
        guard case .holding(var seam) = state else { return }
        state = .ended
        seam.hold(broadcast)
        state = .holding(seam)
    }

    /// Goes live; answers what the subscriber is told, and what was held and is due after that.
    func release(_ recovery: Recovery) -> (recovery: Recovery, remainder: [Broadcast]) {
        guard case .holding(let seam) = state else { return (recovery, []) }
        state = .live
        let recovery = seam.joining(recovery)
        replayedThrough = recovery.cursor.seq
        return (recovery, seam.remainder(after: recovery.cursor.seq))
    }

    /// Lets presence diffs through from the state of `version` on.
    func hearPresence(after version: Int64) {
        presenceThrough = version
    }

    /// Nothing goes to the outlet any more, even if a delivery is under way.
    func end() {
        state = .ended
    }
}
