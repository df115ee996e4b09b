import ArgumentParser
import Server

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "The work that the node does in the background.",
        discussion: """
            Of the whole node, its own jobs included, or of one workspace with --workspace. Jobs hold what they work on, which may be \
            personal: these commands are for whoever runs the node.

            list, show, stats, pause and resume work while the node is stopped, too. Retrying and cancelling need it running. What is \
            changed stands in the audit log.

            Exit status: 0, 1 when it is refused, 64 for a wrong command line.
            """,
        subcommands: [List.self, Show.self, Retry.self, Cancel.self, Pause.self, Resume.self, Stats.self])

    struct Place: ParsableArguments {
        @OptionGroup var options: ProfileOptions
        @Option(help: "A workspace's name or id; the whole node without it.") var workspace: String?

        func jobsOperator() async throws -> Operator { Operator(settings: try await options.settings()) }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Print jobs, the newest first.",
            discussion: """
                One line each: id, state, queue, kind, attempt of attempts, age, workspace, and what there is to know: the error, the \
                progress, when it comes back. With --json an object {"items": […]} as GET /api/v1/jobs answers, with each job's workspace.

                A state is one of scheduled, waiting, waiting_for_children, running, retrying, completed, failed, cancelled.
                """)

        @OptionGroup var place: Place
        @Option(help: "Jobs in this state alone.") var state: String?
        @Option(help: "Jobs of this queue alone.") var queue: String?
        @Option(help: "Jobs of this kind alone, such as analyze_lead.") var kind: String?
        @Option(help: "An id of a job, a subject or a trace; or part of the kind, key, error or arguments.") var text: String?
        @Option(help: "At most so many, 1 to 1000.") var limit = 20
        @Flag(help: "As one JSON object.") var json = false

        func run() async throws {
            try await Exit.reporting {
                try await place.jobsOperator().printJobs(
                    state: state, queue: queue, kind: kind, text: text, limit: limit, workspace: place.workspace, isJSON: json)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Print all that is known of one job.",
            discussion: """
                Its state, times and arguments, its result, the attempts that did not complete it with their errors and stack traces, its \
                parent and children, and the newest 1,000 lines of its log. With --json an object as GET /api/v1/jobs/ID answers.
                """)

        @OptionGroup var place: Place
        @Argument(help: "The job's id.") var id: String
        @Flag(help: "As one JSON object.") var json = false

        func run() async throws {
            try await Exit.reporting { try await place.jobsOperator().printJob(id, workspace: place.workspace, isJSON: json) }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry", abstract: "Let a failed or cancelled job begin anew, or all that have failed.",
            discussion: """
                    uprising jobs retry 0199…
                    uprising jobs retry --failed --kind analyze_lead

                With all its attempts, and with those of its children that did not complete. A job that another of the same uniqueness has \
                replaced is refused; with --failed it is left out.
                """)

        @OptionGroup var place: Place
        @Argument(help: "The job's id.") var id: String?
        @Flag(help: "All that have failed, in place of one.") var failed = false
        @Option(help: "With --failed: of this queue alone.") var queue: String?
        @Option(help: "With --failed: of this kind alone.") var kind: String?

        func validate() throws {
            guard (id != nil) != failed else { throw ValidationError("Give the id of a job, or --failed.") }
            guard failed || (queue == nil && kind == nil) else { throw ValidationError("--queue and --kind go with --failed.") }
        }

        func run() async throws {
            try await Exit.reporting {
                let jobs = try await place.jobsOperator()
                if let id {
                    try await jobs.retryJob(id, workspace: place.workspace)
                } else {
                    try await jobs.retryFailedJobs(queue: queue, kind: kind, workspace: place.workspace)
                }
            }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "End a job that was not started, or ask one that runs to stop.",
            discussion: """
                What it waits for is cancelled with it. One that runs ends when its handler or worker has heard of it, within seconds.
                """)

        @OptionGroup var place: Place
        @Argument(help: "The job's id.") var id: String
        @Option(help: "Why, for those who look at the job; at most 500 bytes.") var reason: String?

        func run() async throws {
            try await Exit.reporting { try await place.jobsOperator().cancelJob(id, reason: reason, workspace: place.workspace) }
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pause", abstract: "Let no job of a queue start; what runs goes on.",
            discussion: """
                    uprising jobs pause analysis --for 2h
                    uprising jobs pause analysis --until 2027-01-31T18:00:00+01:00

                For the whole node, or for the jobs of one workspace. Without an end it lasts until `uprising jobs resume`, also across \
                restarts.
                """)

        @OptionGroup var place: Place
        @Argument(help: "The queue.") var queue: String
        @Option(help: "Until this time (RFC 3339).") var until: String?
        @Option(name: .customLong("for"), help: "For 90s, 10m, 2h or 3d.") var span: String?

        func validate() throws {
            guard until == nil || span == nil else { throw ValidationError("Either --until or --for.") }
        }

        func run() async throws {
            try await Exit.reporting {
                try await place.jobsOperator().pauseQueue(queue, until: until, span: span, workspace: place.workspace)
            }
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Let the jobs of a queue start again.",
            discussion: "Ends a pause of the whole node; one of a workspace, as its page or --workspace sets it, is ended with --workspace."
        )

        @OptionGroup var place: Place
        @Argument(help: "The queue.") var queue: String

        func run() async throws {
            try await Exit.reporting { try await place.jobsOperator().resumeQueue(queue, workspace: place.workspace) }
        }
    }

    struct Stats: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stats", abstract: "Print every queue with its depth and its last hour.",
            discussion: """
                A line a queue: jobs by state, how long the oldest waits, how many came and ended in the last hour, and the median and 95th \
                percentile of how long jobs waited and ran in it. The hour is counted in memory and begins anew with each start; while the \
                node is stopped it is not known. With --json an object {"items": […]} as GET /api/v1/jobs/queues answers.
                """)

        @OptionGroup var place: Place
        @Flag(help: "As one JSON object.") var json = false

        func run() async throws {
            try await Exit.reporting { try await place.jobsOperator().printQueues(workspace: place.workspace, isJSON: json) }
        }
    }
}
