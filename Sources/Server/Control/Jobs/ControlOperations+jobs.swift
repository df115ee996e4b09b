import DataStore
import Identity
import JobQueue
import Primitives

/// Jobs, for the operator: of one workspace, or with `nil` of the whole node.
extension ControlOperations {
    /// Jobs of one list.
    static let jobLimit = 1_000
    /// Pages that a search looks at, of 20,000 jobs each: more than a node should keep.
    private static let searchPageLimit = 100
    /// Writes of one request that retries many; the command asks again for the rest.
    private static let retryWriteLimit = 50

    func carryOut(_ request: JobsRequest, in workspace: Workspace?) async throws -> ControlAnswer {
        switch request {
        case .list(let filter, let limit): return try await list(filter, of: workspace, limit: min(max(limit, 1), Self.jobLimit))
        case .show(let id): return .job(try await sheet(of: id, in: workspace))
        case .retry(let id):
            let retried = try await change(id, of: workspace, "job.retried", "retried") { [jobs] id, tx in
                try jobs.retry(id, of: workspace?.tenant, in: tx)
            }
            return .jobs([retried])
        case .cancel(let id, let reason):
            let words = reason ?? "by the operator"
            let cancelled = try await change(id, of: workspace, "job.cancelled", "cancelled", after: ["reason": .string(words)]) {
                [jobs] id, tx in
                try jobs.cancel(id, of: workspace?.tenant, because: words, in: tx)
            }
            return .jobs([cancelled])
        case .retryFailed(let queue, let kind, let place):
            return try await retryFailed(queue: queue, kind: kind, of: workspace, after: place)
        case .pause(let queue, let until):
            return try await set(queue, of: workspace, "queue.paused", after: until.map { ["until": .string($0.description)] }) { [jobs] in
                try jobs.pause($0, of: workspace?.tenant, until: until, in: $1)
            }
        case .resume(let queue):
            return try await set(queue, of: workspace, "queue.resumed") { [jobs] in try jobs.resume($0, of: workspace?.tenant, in: $1) }
        case .queues:
            let queues = try await store.read { [jobs] in try jobs.queues(of: workspace?.tenant, in: $0) }
            return .queues(queues.map { QueueLine($0, isNodeRunning: isNodeRunning) })
        }
    }

    private var isNodeRunning: Bool { address.listening != nil }

    // MARK: Looking

    private func list(_ wanted: JobsRequest.Filter, of workspace: Workspace?, limit: Int) async throws -> ControlAnswer {
        let names = try await workspaceNames()
        // Jobs of one state are found by workspace; all of a state would be looked for among all jobs of the node.
        let tenants: [String?] = if let workspace { [workspace.tenant] } else if wanted.state == nil { [nil] } else { tenants(names) }
        var found: [JobRecord] = []
        for tenant in tenants {
            found += try await newest(wanted, of: tenant, limit: limit)
            found = Array(found.sorted { $0.id > $1.id }.prefix(limit))
        }
        return .jobs(found.map { JobLine($0, names: names) })
    }

    private func newest(_ wanted: JobsRequest.Filter, of tenant: String?, limit: Int) async throws -> [JobRecord] {
        var filter = JobFilter(workspaceID: tenant)
        filter.state = wanted.state
        filter.queue = wanted.queue.map { QueueName($0) }
        filter.kind = wanted.kind
        filter.text = wanted.text
        var found: [JobRecord] = []
        var last: ID<JobRecord>?
        for _ in 0..<Self.searchPageLimit {
            let page = try await store.read { [jobs, filter, last, left = limit - found.count] tx in
                try jobs.list(filter, before: last, limit: left, in: tx)
            }
            found += page.items
            last = page.next.flatMap { ID<JobRecord>($0) }
            guard last != nil, found.count < limit else { break }
        }
        return found
    }

    private func sheet(of id: ID<JobRecord>, in workspace: Workspace?) async throws -> JobSheet {
        let names = try await workspaceNames()
        guard let whole = try await store.read({ [jobs] in try jobs.whole(id, of: workspace?.tenant, in: $0) }) else {
            throw Self.unknownJob(id, workspace)
        }
        return try JobSheet(whole, names: names)
    }

    private func workspaceNames() async throws -> [String: String] {
        let all = try await store.read { try Workspaces.all(limit: Self.workspaceLimit, in: $0) }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.tenant, $0.name.description) })
    }

    /// The node's own jobs have the empty tenant.
    private func tenants(_ names: [String: String]) -> [String] { [""] + names.keys.sorted() }

    // MARK: Acting

    private func change(
        _ id: ID<JobRecord>, of workspace: Workspace?, _ action: AuditAction, _ verb: String, after: JSONValue? = nil,
        _ body: @escaping @Sendable (ID<JobRecord>, WriteTransaction) throws -> JobRecord
    ) async throws -> JobLine {
        let names = try await workspaceNames()
        do {
            let changed = try await store.write { [jobs, clock] tx in
                guard let job = try jobs.find(id, of: workspace?.tenant, in: tx) else { throw Self.unknownJob(id, workspace) }
                let changed = try body(id, tx)
                try AuditLog.append(
                    AuditEntry(
                        action, on: AuditSubject("job", id: id, label: job.kind), in: job.workspaceID.flatMap { ID<Workspace>($0) },
                        before: ["state": .string(job.state.rawValue)], after: after, act: .byOperator(), at: clock.now()), in: tx)
                return changed
            }
            return JobLine(changed, names: names)
        } catch let JobFault.notAllowed(state, _) {
            throw Failure(.conflict, "The job is \(state.words) and can't be \(verb).")
        } catch let JobFault.duplicate(other) {
            throw Failure(.conflict, "Another job of the same uniqueness is there by now: \(other).")
        }
    }

    /// Each write retries a bounded number and has its own entry in the audit log, so that the two never differ.
    private func retryFailed(
        queue: String?, kind: String?, of workspace: Workspace?, after place: JobsRequest.Place?
    ) async throws -> ControlAnswer {
        let tenants = if let workspace { [workspace.tenant] } else { tenants(try await workspaceNames()) }
        var rest = tenants.drop { $0 < place?.tenant ?? "" }
        var last = place?.job
        var total = 0
        for _ in 0..<Self.retryWriteLimit {
            guard let tenant = rest.first else { break }
            var filter = JobFilter(workspaceID: tenant)
            filter.state = .failed
            filter.queue = queue.map { QueueName($0) }
            filter.kind = kind
            let (count, next) = try await store.write { [jobs, clock, filter, last] tx in
                let (count, next) = try jobs.retryBatch(filter, after: last, in: tx)
                guard count > 0 else { return (count, next) }
                let members = ["queue": queue, "kind": kind].compactMapValues { $0.map { JSONValue.string($0) } }
                try AuditLog.append(
                    AuditEntry(
                        "job.many_retried", on: AuditSubject("job"), in: ID<Workspace>(tenant),
                        after: .object(members.merging(["state": "failed", "jobs": .integer(Int64(count))]) { $1 }), act: .byOperator(),
                        at: clock.now()), in: tx)
                return (count, next)
            }
            total += count
            last = next
            if next == nil { rest.removeFirst() }
        }
        return .retried(total, rest: rest.first.map { JobsRequest.Place(tenant: $0, job: last) })
    }

    private func set(
        _ name: String, of workspace: Workspace?, _ action: AuditAction, after: JSONValue? = nil,
        _ body: @escaping @Sendable (QueueName, WriteTransaction) throws -> Void
    ) async throws -> ControlAnswer {
        let queue = QueueName(name)
        try await store.write { [clock] tx in
            try body(queue, tx)
            try AuditLog.append(
                AuditEntry(
                    action, on: AuditSubject("queue", id: name, label: name), in: workspace?.id, after: after, act: .byOperator(),
                    at: clock.now()), in: tx)
        }
        let all = try await store.read { [jobs] in try jobs.queues(of: workspace?.tenant, in: $0) }
        return .queues(all.filter { $0.name == queue }.map { QueueLine($0, isNodeRunning: isNodeRunning) })
    }

    private static func unknownJob(_ id: ID<JobRecord>, _ workspace: Workspace?) -> Failure {
        Failure(.notFound, workspace.map { "There is no job \(id) in the workspace \($0.name)." } ?? "There is no job \(id) on this node.")
    }
}

extension Workspace {
    /// As the tables of jobs name it.
    fileprivate var tenant: String { id.description }
}

extension JobState {
    var words: String { rawValue.replacing("_", with: " ") }
}
