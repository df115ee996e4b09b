import Domain
import HTTPTypes
import JobQueue
import Primitives

/// Jobs, queues, schedules, and the workers outside the node.
extension Operation {
    private static let name = Shape.pattern("^[a-z0-9_.:-]+$", upTo: 64)
    private static let states = Shape.oneOf(JobState.allCases.map(\.rawValue))

    static let listJobs = Operation(
        id: "listJobs", summary: "List the jobs of the workspace, the newest first",
        parameters: [
            .init("state", states, "How far they are."), .init("queue", .anyText, "The queue."),
            .init("kind", .anyText, "The kind."),
            .init(
                "q", .anyText,
                """
                The id of a job, subject or trace, or text in kind, key, error or arguments. A page looks at the newest 20,000 of the filter: \
                it may be short or empty and have a next all the same.
                """),
        ] + .page(upTo: JobDesk.pageLimit), answers: [.page(ShortJobAnswer.self)])

    private static func jobFields(withChildren depth: Int) -> [Shape.Member] {
        var fields: [Shape.Member] = [
            .init("kind", name, required: true), .init("queue", .nullable(name), "The kind's name if absent."),
            .init("arguments", .anything, "Any JSON of at most 65,536 bytes."),
            .init("priority", .nullable(.integer(0...9)), "0 is first, 9 is last; 5 if absent."),
            .init("delaySeconds", .nullable(.number(0...315_360_000)), "Not before so long from now. Instead of `runAt`."),
            .init("runAt", .nullable(.moment), "Not before this moment, at most ten years ahead."),
            .init("maxAttempts", .nullable(.integer(1...100)), "How many times it is started before it is given up; 5 if absent."),
            .init("timeoutSeconds", .nullable(.integer(1...86_400)), "How long one attempt may last; 60 if absent."),
            .init(
                "backoff",
                .nullable(
                    .object([
                        .init(
                            "kind", .oneOf(["exponential", "fixed", "steps"]), required: true,
                            "Doubling from `firstSeconds` to `longestSeconds`; always `firstSeconds`; one of `seconds` after each attempt."),
                        .init("firstSeconds", .nullable(.number(0...604_800))), .init("longestSeconds", .nullable(.number(0...604_800))),
                        .init("seconds", .nullable(.list(.number(0...604_800), upTo: Backoff.stepLimit))),
                    ]))),
            .init(
                "unique",
                .nullable(
                    .object([
                        .init("key", .nullable(.text(upTo: 200)), "What is the same; kind and arguments if absent."),
                        .init("while", .nullable(.oneOf(["active"])), "Until the job has ended."),
                        .init("periodSeconds", .nullable(.number(1...31_536_000)), "For so long after it was enqueued."),
                        .init(
                            "onConflict", .nullable(.oneOf(["reject", "replace", "keep"])),
                            "`reject` answers 409; `keep` the first job; `replace` gives one that was not started the new arguments."),
                    ]))),
            .init(
                "key",
                .nullable(
                    .object([
                        .init("name", .line(upTo: 200), required: true, "What jobs share that must not all run at once."),
                        .init("concurrency", .nullable(.integer(1...1_000)), "How many with that key run at the same time."),
                        .init("intervalSeconds", .nullable(.number(0.001...86_400)), "The least time between two starts."),
                    ])), "With at least one of `concurrency` and `intervalSeconds`."),
            .init("subjectId", .nullable(.text(upTo: 64)), "What the work is about, for finding it again."),
        ]
        guard depth > 0 else { return fields }
        let children = depth > 1 ? Shape.object(jobFields(withChildren: depth - 1)) : .map(.anything)
        fields += [
            .init(
                "children", .nullable(.list(children, upTo: Int(999))),
                "Jobs like this one: it starts when they have ended. At most 5 levels and 1,000 jobs in all."),
            .init("onChildFailure", .nullable(.oneOf(["fail", "continue"])), "It fails with a child, or starts all the same."),
        ]
        return fields
    }

    static let enqueueJob = Operation(
        id: "enqueueJob", summary: "Enqueue a job, with its children if it has any",
        detail: """
            For workers outside the node. Kinds and queues that the node runs itself are refused, but for `noop`, which ends at once. 200 for \
            one that was there already.
            """,
        body: .members(jobFields(withChildren: 2)), key: .optional,
        answers: [.json(JobRoutes.EnqueuedJobAnswer.self, .created), .json(JobRoutes.EnqueuedJobAnswer.self)], hasLocation: true,
        failures: [.conflict])

    static let enqueueJobs = Operation(
        id: "enqueueJobs", summary: "Enqueue up to 1,000 jobs, all or none",
        body: .members([
            .init("jobs", .filledList(.object(jobFields(withChildren: 0)), upTo: JobDesk.batchLimit), required: true)
        ]), key: .remembered, answers: [.json(JobRoutes.EnqueuedBatchAnswer.self, .created)], failures: [.conflict])

    static let cleanJobs = Operation(
        id: "cleanJobs", summary: "Remove jobs that have ended", detail: "In many small writes. What a parent still waits for stays.",
        parameters: [
            .init("state", .oneOf(["completed", "failed", "cancelled"]), required: true, "How they ended."),
            .init("queue", .anyText, "Of that queue alone."), .init("kind", .anyText, "Of that kind alone."),
            .init("olderThanSeconds", .integer(0...3_155_760_000), "That ended so long ago."),
        ], answers: [.json(JobRoutes.RemovedJobsAnswer.self)])

    static let retryJobs = Operation(
        id: "retryJobs", summary: "Begin all anew that have failed, or all that were cancelled",
        body: .members([
            .init("state", .oneOf(["failed", "cancelled"]), required: true), .init("queue", .nullable(.text)),
            .init("kind", .nullable(.text)),
        ]), key: .remembered, answers: [.json(JobRoutes.RetriedJobsAnswer.self)])

    static let showJob = Operation(id: "showJob", summary: "Show one job, whole", answers: [.json(WholeJobAnswer.self)])

    static let removeJob = Operation(id: "removeJob", summary: "Remove a job that has ended", failures: [.conflict])

    static let retryJob = Operation(
        id: "retryJob", summary: "Begin a failed or cancelled job anew",
        detail: "With all its attempts, and those of its children that did not complete.", key: .remembered,
        answers: [.json(ShortJobAnswer.self)], failures: [.conflict])

    static let promoteJob = Operation(
        id: "promoteJob", summary: "Let a scheduled or retrying job wait for its turn at once", key: .remembered,
        answers: [.json(ShortJobAnswer.self)], failures: [.conflict])

    static let cancelJob = Operation(
        id: "cancelJob", summary: "Cancel a job", detail: "One that runs is asked to stop: its worker is told at the next heartbeat.",
        body: .optionalMembers([.init("reason", .nullable(.text(upTo: 500)))]), key: .remembered, answers: [.json(ShortJobAnswer.self)],
        failures: [.conflict])

    // MARK: Queues

    private static let queueInPath = Parameter("queue", name, in: .path, "The name of the queue.")

    static let listQueues = Operation(
        id: "listQueues", summary: "List every queue with how it does", answers: [.list(QueueAnswer.self, atMost: JobDesk.shownQueueLimit)])

    static let pauseQueue = Operation(
        id: "pauseQueue", summary: "Start no job of the queue any more", detail: "What runs goes on.", parameters: [queueInPath],
        body: .optionalMembers([.init("until", .nullable(.moment), "When the pause ends by itself, at most 366 days ahead.")]),
        answers: [.json(QueueAnswer.self)], failures: [.conflict])

    static let resumeQueue = Operation(
        id: "resumeQueue", summary: "End the pause of a queue", parameters: [queueInPath], answers: [.json(QueueAnswer.self)],
        failures: [.conflict])

    static let limitQueue = Operation(
        id: "limitQueue", summary: "Limit a queue of external workers", detail: "What is absent or null is not limited.",
        parameters: [queueInPath],
        body: .members([
            .init("concurrency", .nullable(.integer(1...1_000)), "How many jobs run at once."),
            .init(
                "rate",
                .nullable(
                    .object([
                        .init("count", .integer(1...1_000_000), required: true), .init("seconds", .integer(1...86_400), required: true),
                    ])), "How many may start in a period."),
        ]), answers: [.json(QueueAnswer.self)], failures: [.conflict])

    // MARK: Schedules

    private static func scheduleFields(isNew: Bool) -> [Shape.Member] {
        [
            .init("name", .line(upTo: 100), required: isNew),
            .init("cron", .line(upTo: 200), required: isNew, "Five fields, or a word such as `@daily`."),
            .init("timeZone", .nullable(.text(upTo: 64)), "Of the IANA database; UTC if absent."), .init("kind", name, required: isNew),
            .init("queue", .nullable(name), "The kind's name if absent."), .init("arguments", .anything, "Any JSON."),
            .init("priority", .nullable(.integer(0...9))),
            .init("catchUp", .nullable(.oneOf(CatchUp.allCases.map(\.rawValue))), "What becomes of runs that were missed."),
            .init("overlap", .nullable(.oneOf(Overlap.allCases.map(\.rawValue))), "What becomes of a run while the last one goes on."),
            .init("paused", .nullable(.flag)),
        ]
    }

    static let listSchedules = Operation(
        id: "listSchedules", summary: "List the schedules of the workspace",
        answers: [.list(ScheduleAnswer.self, atMost: Schedules.mostPerWorkspace)])

    static let createSchedule = Operation(
        id: "createSchedule", summary: "Make work recur", body: .members(scheduleFields(isNew: true)), key: .remembered,
        answers: [.versioned(ScheduleAnswer.self, .created)], hasLocation: true, failures: [.conflict])

    static let showSchedule = Operation(id: "showSchedule", summary: "Show one schedule", answers: [.versioned(ScheduleAnswer.self)])

    static let changeSchedule = Operation(
        id: "changeSchedule", summary: "Change, pause or resume a schedule", detail: "What is absent stays.",
        body: .members(scheduleFields(isNew: false)), needsVersion: true, answers: [.versioned(ScheduleAnswer.self)], failures: [.conflict])

    static let removeSchedule = Operation(id: "removeSchedule", summary: "Remove a schedule; its jobs stay", needsVersion: true)

    static let runSchedule = Operation(
        id: "runSchedule", summary: "Enqueue one more run at once", key: .remembered,
        answers: [.json(ScheduleRoutes.ScheduledRunAnswer.self, .created)], hasLocation: true, failures: [.conflict])

    // MARK: Workers

    private static let lease = Shape.Member("lease", .integer(1...Int64.max), required: true, "The fencing number of the lease.")

    static let leaseJobs = Operation(
        id: "leaseJobs", summary: "Take jobs, and wait for the first",
        detail: """
            By priority, then in the order of arrival, over all the kinds. At most 256 requests of a workspace wait at the same time. A \
            lease is taken anew each time: no key makes two requests one.
            """,
        body: .members([
            .init("kinds", .filledList(name, upTo: 32), required: true), .init("max", .nullable(.integer(1...100)), "1 if absent."),
            .init("leaseSeconds", .nullable(.number(5...3_600)), "The node takes a job back when it hears nothing of it for so long."),
            .init("waitSeconds", .nullable(.number(0...60)), "How long to wait when there is no job."),
            .init("worker", .nullable(.text(upTo: 100)), "The worker's name, for people."),
        ]), answers: [.json(WorkerRoutes.LeasesAnswer.self)], failures: [.rateLimited])

    static let heartbeat = Operation(
        id: "heartbeat", summary: "Say that the worker lives, and how far the work is",
        detail: "No lease outlasts the time-out of its job.",
        body: .members([
            lease, .init("leaseSeconds", .nullable(.number(5...3_600))),
            .init("progress", .nullable(.number(0...100)), "Per cent; a fraction is cut."),
            .init("text", .nullable(.text), "How far the work is, for people. Longer than 2,000 bytes is cut."),
            .init(
                "log",
                .nullable(
                    .list(
                        .object([
                            .init("level", .oneOf(JobLogLine.Level.allCases.map(\.rawValue))), .init("text", .text, required: true),
                        ]), upTo: WorkerDesk.logLimit))),
        ]), answers: [.json(WorkerRoutes.HeartbeatAnswer.self)], failures: [.leaseLost])

    static let completeJob = Operation(
        id: "completeJob", summary: "Say that the work is done",
        body: .members([lease, .init("result", .anything, "Any JSON of at most 65,536 bytes, null included; none if absent.")]),
        failures: [.leaseLost])

    static let failJob = Operation(
        id: "failJob", summary: "Say that the attempt failed",
        body: .members([
            lease, .init("error", .line(upTo: 100_000), required: true, "Longer than 2,000 bytes is cut."),
            .init("stack", .nullable(.text(upTo: 100_000)), "Longer than 16,000 bytes is cut."),
            .init("retry", .nullable(.flag), "Whether trying again may help."),
            .init("delaySeconds", .nullable(.number(0...315_360_000)), "Instead of the back-off's pause."),
        ]), answers: [.json(WorkerRoutes.FailedAttemptAnswer.self)], failures: [.leaseLost])

    static let releaseJob = Operation(
        id: "releaseJob", summary: "Give the job back unused, at no cost of an attempt", body: .members([lease]), failures: [.leaseLost])
}
