import Primitives

/// What runs at the moment, what has ended, and which queues may have more: the loop's own knowledge, without any I/O.
struct RunnerFloor {
    private let queues: [QueueName: QueueLimits]
    /// How long an attempt that was told to stop may take to do so.
    private let stopGrace: Duration
    private let clock: WallClock
    private var active: [ID<JobRecord>: RunningAttempt] = [:]
    /// Told to stop, did not, and were recorded as over.
    private var abandoned: [QueueName: Set<ObjectIdentifier>] = [:]
    private var ended: [FinishedAttempt] = []
    private var mayHaveWork: Set<QueueName>
    private var isClosing = false
    private var dueAt: Timestamp?
    private var turns: [QueueName: String] = [:]
    /// When a rate or the end of a pause may let in more.
    private var lookAgainAt: [QueueName: Timestamp] = [:]
    private var lastLook: (wall: Timestamp, steady: ContinuousClock.Instant)

    init(queues: [QueueName: QueueLimits], stopGrace: Duration, clock: WallClock) {
        self.queues = queues
        self.stopGrace = stopGrace
        self.clock = clock
        mayHaveWork = Set(queues.keys)
        // Everything is looked at once.
        dueAt = clock.now()
        lastLook = (clock.now(), .now)
    }

    // MARK: What happens

    mutating func take(_ ring: Bell.Ring, finished: [FinishedAttempt]) {
        mayHaveWork.formUnion(ring.queues.filter { queues[$0] != nil })
        for (queue, moment) in lookAgainAt where moment <= clock.now() {
            lookAgainAt[queue] = nil
            mayHaveWork.insert(queue)
        }
        if let due = ring.due { dueAt = min(dueAt ?? due, due) }
        for id in ring.stopped { active[id]?.stop(.cancelled(JobFault.cancelled(reason: "on request"))) }
        for one in finished {
            // One that was left to itself has been recorded, and only frees its slot.
            if abandoned[one.attempt.record.queue]?.remove(ObjectIdentifier(one.attempt)) != nil { continue }
            active[one.attempt.record.id] = nil
            ended.append(one)
        }
    }

    mutating func started(_ attempt: RunningAttempt) {
        active[attempt.record.id] = attempt
    }

    /// Tells those to stop whose time is over, and leaves those to themselves that were told and go on; answers the latter.
    mutating func stopWhatIsOver(now: ContinuousClock.Instant = .now) -> [RunningAttempt] {
        var left: [RunningAttempt] = []
        for attempt in active.values {
            if let stop = attempt.stopped {
                guard stop.at + stopGrace <= now else { continue }
                leave(attempt, stop.ending)
                left.append(attempt)
            } else if attempt.timesOutAt <= now {
                attempt.stop(.timedOut(.timedOut(attempt.record.timeout)))
            }
        }
        return left
    }

    private mutating func leave(_ attempt: RunningAttempt, _ ending: AttemptEnding) {
        active[attempt.record.id] = nil
        abandoned[attempt.record.queue, default: []].insert(ObjectIdentifier(attempt))
        let ending: AttemptEnding = if case .timedOut = ending { .abandoned(.abandoned(after: stopGrace)) } else { ending }
        ended.append(FinishedAttempt(attempt: attempt, ending: ending))
    }

    mutating func stopAll(_ ending: AttemptEnding) {
        for attempt in active.values { attempt.stop(ending) }
    }

    mutating func leaveAll() {
        for attempt in active.values { leave(attempt, .interrupted) }
    }

    /// Nothing is started any more.
    mutating func closeQueues() {
        isClosing = true
    }

    // MARK: What is to be done

    var isBusy: Bool { !active.isEmpty || !ended.isEmpty }

    var isDue: Bool { !isClosing && dueAt.map { $0 <= clock.now() } ?? false }

    var endings: [FinishedAttempt] { ended }

    /// Queues that may have work and have room for it.
    var openings: [Jobs.Opening] {
        guard !isClosing else { return [] }
        return mayHaveWork.compactMap { queue in
            guard let limits = queues[queue] else { return nil }
            // As many as the queue runs at once may be left to themselves beside it; past that they count.
            let left = max(0, (abandoned[queue]?.count ?? 0) - limits.concurrency)
            let room = limits.concurrency - active.values.count { $0.record.queue == queue } - left
            guard room > 0 else { return nil }
            return Jobs.Opening(queue: queue, room: room, perWorkspace: limits.perWorkspace, rate: limits.rate)
        }
    }

    func turn(in queue: QueueName) -> String { turns[queue] ?? "" }

    var hasSomethingToWrite: Bool { !ended.isEmpty || isDue || !openings.isEmpty }

    /// How long nothing is to be done by the clock.
    func pause(atMost longest: Duration) -> Duration {
        guard !hasSomethingToWrite else { return .zero }
        let steady = ContinuousClock.now
        var pause = longest
        if !isClosing, let dueAt { pause = min(pause, dueAt - clock.now()) }
        if let next = lookAgainAt.values.min() { pause = min(pause, next - clock.now()) }
        for attempt in active.values {
            let next = attempt.stopped.map { $0.at + stopGrace } ?? attempt.timesOutAt
            pause = min(pause, next - steady)
        }
        return max(pause, .milliseconds(1))
    }

    // MARK: What was done

    mutating func wrote(endings count: Int) {
        ended.removeFirst(count)
    }

    mutating func looked(nextDue: Timestamp?) {
        dueAt = nextDue
    }

    mutating func claimed(from queue: QueueName, turn: String, mayHaveMore: Bool, retryAt: Timestamp?) {
        turns[queue] = turn
        guard !mayHaveMore else { return }
        mayHaveWork.remove(queue)
        lookAgainAt[queue] = retryAt
    }

    // MARK: The clock

    /// By how much the time of day has jumped against a clock that nobody sets, since the last look; `nil` for less than a few seconds.
    mutating func clockJump() -> Duration? {
        let wall = clock.now()
        let steady = ContinuousClock.now
        let jump = (wall - lastLook.wall) - (steady - lastLook.steady)
        lastLook = (wall, steady)
        return abs(jump.components.seconds) >= 5 ? jump : nil
    }
}
