import NIOCore
import Primitives

/// The connections of one event loop: one timer for all their deadlines, one flush a turn for all their frames, one list to end them.
///
/// Touched on its event loop only. A timer for each connection would cost 300 bytes and a heap operation a request.
final class ConnectionRoster {
    /// A connection as its roster sees it.
    protocol Member: AnyObject {
        /// Where it stands in the roster; the roster's own.
        var seat: Int { get set }
        func tick(now: NIODeadline)
        /// The service ends: finish what is under way, then close.
        func drain()
        /// Close now.
        func drop()
    }

    let eventLoop: any EventLoop
    /// The `Date` header (RFC 9110 §5.6.7), at most one tick and one second old.
    private(set) var date: String
    private(set) var isDraining = false

    /// How many writes are made at a stretch, a third of a millisecond; then the loop first looks for what has come in.
    private static let stretch = 64
    /// So much more to write takes as long as another write.
    private static let writeBytes = 16 * 1_024
    /// Far enough ahead that the loop does not take the rest of a flush for due yet, and polls instead of going on at once.
    private static let breath = TimeAmount.microseconds(5)

    /// Where frames are gathered for one write; empty between writes.
    var gathered = ByteBufferAllocator().buffer(capacity: WebSocket.gatheredBytes)

    /// Frames that sockets of this loop wait with.
    var seams = FrameSeams()

    private var members: [any Member] = []
    private var unflushed = CircularBuffer<WebSocket>()
    private var flushScheduled = false
    private var refusals = 0
    private var second: Int64
    private let interval: TimeAmount
    private var ticking: Scheduled<Void>?
    private var emptied: EventLoopPromise<Void>?

    init(eventLoop: any EventLoop, tick: Duration) {
        self.eventLoop = eventLoop
        second = Timestamp.now().seconds
        date = HTTPDate.format(secondsSince1970: second)
        interval = TimeAmount(tick)
    }

    /// Ticks as long as there is anyone: a loop without connections sleeps.
    func add(_ member: any Member) {
        member.seat = members.count
        members.append(member)
        guard ticking == nil else { return }
        readClock()
        scheduleTick()
    }

    func remove(_ member: any Member) {
        let seat = member.seat
        guard members.indices.contains(seat), members[seat] === member else { return }
        let last = members.removeLast()
        if last !== member {
            members[seat] = last
            last.seat = seat
        }
        if members.isEmpty { finish() }
    }

    /// `newcomer` takes the seat of `member`: a connection that became a WebSocket.
    func replace(_ member: any Member, by newcomer: any Member) {
        guard members.indices.contains(member.seat), members[member.seat] === member else { return }
        newcomer.seat = member.seat
        members[member.seat] = newcomer
    }

    func admitRefusal(limit: Int) -> Bool {
        guard refusals < limit else { return false }
        refusals += 1
        return true
    }

    func refusalEnded() { refusals -= 1 }

    /// Has `socket` flushed at the end of this turn of the event loop, however many frames it is sent until then.
    func flushLater(_ socket: WebSocket) {
        unflushed.append(socket)
        guard !flushScheduled else { return }
        flushScheduled = true
        eventLoop.assumeIsolated().execute { self.flush() }
    }

    /// Ends all members: by themselves within `grace`, then by force. Done when the last is gone.
    func drain(grace: Duration) -> EventLoopFuture<Void> {
        let promise = emptied ?? eventLoop.makePromise(of: Void.self)
        guard emptied == nil else { return promise.futureResult }
        emptied = promise
        isDraining = true
        for seat in members.indices.reversed() where seat < members.count { members[seat].drain() }
        if members.isEmpty { finish() }
        let deadline = eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(grace)) { self.drop() }
        return promise.futureResult.assumeIsolated().always { _ in deadline.cancel() }.nonisolated()
    }

    private func drop() {
        for seat in members.indices.reversed() where seat < members.count { members[seat].drop() }
    }

    private func finish() {
        guard isDraining, let emptied else { return }
        ticking?.cancel()
        ticking = nil
        emptied.succeed()
    }

    private func scheduleTick() {
        ticking = eventLoop.assumeIsolated().scheduleTask(in: interval) { [weak self] in self?.tick() }
    }

    private func tick() {
        ticking = nil
        guard !members.isEmpty else { return }
        scheduleTick()
        readClock()
        let now = NIODeadline.now()
        // From the end: a member that leaves is replaced by the last one, which has had its turn.
        for seat in members.indices.reversed() where seat < members.count { members[seat].tick(now: now) }
    }

    private func readClock() {
        let second = Timestamp.now().seconds
        guard second != self.second else { return }
        self.second = second
        date = HTTPDate.format(secondsSince1970: second)
    }

    /// Flushes in the order in which sockets were marked. A socket that is sent more meanwhile gets it in the same write when its turn is
    /// still to come, so the more there is to send, the more goes into each write.
    private func flush() {
        var left = Self.stretch
        while left > 0, let socket = unflushed.popFirst() {
            left -= 1 + socket.outbox.byteCount / Self.writeBytes
            socket.flushNow()
        }
        flushScheduled = !unflushed.isEmpty
        guard flushScheduled else { return seams.removeAll() }
        // `execute` would go on before the loop reads anything: requests would wait for the whole of a large room.
        eventLoop.assumeIsolated().scheduleTask(in: Self.breath) { self.flush() }
    }
}
