import FoundationEssentials
import JobQueue
import Primitives

/// What the operator's commands about jobs do and print. Without a workspace they are about the whole node.
extension Operator {
    /// - Parameter state: the name of one; `nil` for all.
    package func printJobs(
        state: String?, queue: String?, kind: String?, text: String?, limit: Int, workspace: String?, isJSON: Bool
    ) async throws {
        guard (1...ControlOperations.jobLimit).contains(limit) else {
            throw Failure(.invalidRequest, "--limit is 1 to \(ControlOperations.jobLimit).")
        }
        let filter = JobsRequest.Filter(state: try state.map(Self.state), queue: queue, kind: kind, text: text)
        guard case .jobs(let jobs) = try await ask(.jobs(.list(filter, limit: limit), workspace: workspace)) else { return }
        if isJSON { return try printJSON(["items": jobs]) }
        guard !jobs.isEmpty else { return say("There are no such jobs.") }
        for line in JobText.list(jobs, now: .now()) { print(line) }
    }

    package func printJob(_ id: String, workspace: String?, isJSON: Bool) async throws {
        guard case .job(let job) = try await ask(.jobs(.show(try Self.jobID(id)), workspace: workspace)) else { return }
        if isJSON { return try printJSON(job) }
        for line in try JobText.sheet(job) { print(line) }
    }

    package func retryJob(_ id: String, workspace: String?) async throws {
        guard case .jobs(let jobs) = try await askRunning(.retry(try Self.jobID(id)), workspace) else { return }
        for job in jobs { say("The job \(job.id) (\(job.kind)) is \(job.state.words).") }
    }

    /// Retries all that have failed, however many requests it takes.
    package func retryFailedJobs(queue: String?, kind: String?, workspace: String?) async throws {
        var total = 0
        var place: JobsRequest.Place?
        repeat {
            let answer = try await askRunning(.retryFailed(queue: queue, kind: kind, after: place), workspace)
            guard case .retried(let count, let rest) = answer else { return }
            total += count
            place = rest
        } while place != nil
        say(total == 1 ? "One job was retried." : "\(total) jobs were retried.")
    }

    package func cancelJob(_ id: String, reason: String?, workspace: String?) async throws {
        let reason = reason?.singleLine()
        guard (reason ?? "").utf8.count <= Self.reasonLimit else {
            throw Failure(.invalidRequest, "A reason has at most \(Self.reasonLimit) bytes.")
        }
        let request = JobsRequest.cancel(try Self.jobID(id), reason: reason?.isEmpty == false ? reason : nil)
        guard case .jobs(let jobs) = try await askRunning(request, workspace) else { return }
        for job in jobs {
            let outcome = job.state == .running ? "runs and was asked to stop" : "is \(job.state.words)"
            say("The job \(job.id) (\(job.kind)) \(outcome).")
        }
    }

    /// - Parameters:
    ///   - until: an RFC 3339 time; `nil` lasts until someone resumes the queue.
    ///   - span: in place of it, a time from now on such as `2h`.
    package func pauseQueue(_ name: String, until: String?, span: String?, workspace: String?) async throws {
        let now = Timestamp.now()
        let end = try until.map(Self.moment) ?? span.map { now + (try Duration(span: $0)) }
        if let end, end <= now { throw Failure(.invalidRequest, "\(end) is past.") }
        let queues = try await askQueue(.pause(queue: try Self.queueName(name), until: end), workspace)
        if queues.allSatisfy(\.isEmpty) { say("No job is or was in a queue named \(name); it is paused all the same.") }
        say("The queue \(name) is paused for \(Self.scope(workspace))\(end.map { " until \($0)" } ?? ""). What runs goes on.")
    }

    package func resumeQueue(_ name: String, workspace: String?) async throws {
        let queues = try await askQueue(.resume(queue: try Self.queueName(name)), workspace)
        say("The queue \(name) is resumed for \(Self.scope(workspace)).")
        if workspace != nil, queues.contains(where: \.pausedByOperator) { say("For the whole node it is paused all the same.") }
    }

    package func printQueues(workspace: String?, isJSON: Bool) async throws {
        guard case .queues(let queues) = try await ask(.jobs(.queues, workspace: workspace)) else { return }
        if isJSON { return try printJSON(["items": queues]) }
        guard !queues.isEmpty else { return say("There were no jobs so far.") }
        for line in JobText.queues(queues, now: .now()) { print(line) }
        if queues.contains(where: { $0.lastHour == nil }) { say("The node does not run: what it did in the last hour is not known.") }
    }

    /// Of a reason for which a job is cancelled, in bytes.
    private static let reasonLimit = 500

    private func askRunning(_ request: JobsRequest, _ workspace: String?) async throws -> ControlAnswer {
        try await ControlClient(settings: settings).ask(
            running: .jobs(request, workspace: workspace),
            remedy: "Start it first: the work that a job is about takes part when it is retried or cancelled.")
    }

    private func askQueue(_ request: JobsRequest, _ workspace: String?) async throws -> [QueueLine] {
        guard case .queues(let queues) = try await ask(.jobs(request, workspace: workspace)) else { return [] }
        return queues
    }

    private func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    private static func scope(_ workspace: String?) -> String { workspace.map { "the workspace \($0)" } ?? "the whole node" }

    private static func state(_ text: String) throws(Failure) -> JobState {
        guard let state = JobState(rawValue: text) else {
            throw Failure(.invalidRequest, "\(text.singleLine()) is no state; one of \(list(JobState.allCases)) is wanted.")
        }
        return state
    }

    private static func jobID(_ text: String) throws(Failure) -> ID<JobRecord> {
        guard let id = ID<JobRecord>(text) else { throw Failure(.invalidRequest, "“\(text.singleLine())” is no id of a job.") }
        return id
    }

    private static func queueName(_ text: String) throws(Failure) -> String {
        guard !text.isEmpty, text.utf8.count <= 64, text == text.singleLine() else {
            throw Failure(.invalidRequest, "“\(text.singleLine())” is no name of a queue.")
        }
        return text
    }

    private static func moment(_ text: String) throws(Failure) -> Timestamp {
        guard let moment = Timestamp(text) else {
            throw Failure(.invalidRequest, "“\(text.singleLine())” is no time. One like 2027-01-31T18:00:00+01:00 is wanted.")
        }
        return moment
    }
}
