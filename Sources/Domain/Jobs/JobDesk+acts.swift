import DataStore
package import Identity
package import JobQueue
package import Primitives

/// What those who manage jobs do to them; each act leaves an entry in the audit log, in the same write.
extension JobDesk {
    /// The longest reason that is kept.
    package static let reasonByteLimit = 500

    /// - Throws: ``Failure`` `forbidden`, `notFound`, `conflict` when it has neither failed nor was cancelled.
    package func retry(_ id: ID<JobRecord>, act: Act) async throws -> JobRecord {
        try await change(id, .jobRetried, "retried", act) { jobs, workspace, tx in try jobs.retry(id, of: workspace, in: tx) }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`, `conflict` when it has ended.
    package func cancel(_ id: ID<JobRecord>, because reason: String?, act: Act) async throws -> JobRecord {
        let line = (reason ?? "").singleLine()
        guard line.utf8.count <= Self.reasonByteLimit else {
            throw Failure(
                .invalidRequest, "The job was not cancelled.", fields: [FieldFault("/reason", "At most \(Self.reasonByteLimit) bytes.")])
        }
        let name = act.principal?.displayName.description ?? "operator"
        return try await change(id, .jobCancelled, "cancelled", act, after: line.isEmpty ? [:] : ["reason": .string(line)]) {
            jobs, workspace, tx in
            try jobs.cancel(id, of: workspace, because: line.isEmpty ? "by \(name)" : line, in: tx)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`, `conflict` when it waits for no time.
    package func promote(_ id: ID<JobRecord>, act: Act) async throws -> JobRecord {
        try await change(id, .jobPromoted, "promoted", act) { jobs, workspace, tx in try jobs.promote(id, of: workspace, in: tx) }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`, `conflict` while it has not ended.
    package func remove(_ id: ID<JobRecord>, act: Act) async throws {
        try await change(id, .jobRemoved, "removed", act) { jobs, workspace, tx in try jobs.remove(id, of: workspace, in: tx) }
    }

    /// Retries all that have failed, or all that were cancelled; answers how many. In many small writes, others between them.
    ///
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` for another state.
    package func retryAll(_ state: JobState, queue: String?, kind: String?, act: Act) async throws -> Int {
        guard state == .failed || state == .cancelled else {
            throw Failure(.invalidRequest, "Nothing was retried.", fields: [FieldFault("/state", "One of failed, cancelled.")])
        }
        return try await changeMany(.jobsRetried, state, queue: queue, kind: kind, act: act) { jobs, filter, last, tx in
            try jobs.retryBatch(filter, after: last, in: tx)
        }
    }

    /// Removes jobs that ended in `state` at least so long ago; answers how many. In many small writes, others between them.
    ///
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` for a state that is no end.
    package func clean(_ state: JobState, queue: String?, kind: String?, olderThan age: Duration, act: Act) async throws -> Int {
        guard state.isEnded else {
            throw Failure(.invalidRequest, "Nothing was removed.", fields: [FieldFault("state", "One of completed, failed, cancelled.")])
        }
        let moment = clock.now() - age + .microseconds(1)
        return try await changeMany(.jobsRemoved, state, queue: queue, kind: kind, act: act) { jobs, filter, last, tx in
            try jobs.removeBatch(filter, endedBefore: moment, after: last, in: tx)
        }
    }

    // MARK: One write each

    @discardableResult
    private func change<Value: Sendable>(
        _ id: ID<JobRecord>, _ action: AuditAction, _ verb: String, _ act: Act, after: [String: JSONValue] = [:],
        _ body: @escaping @Sendable (Jobs, String, WriteTransaction) throws -> Value
    ) async throws -> Value {
        let principal = try act.requirePrincipal()
        try principal.require(.jobsManage)
        return try await JobFault.translated(verb) {
            try await store.write { [self] tx in
                _ = try ActingRank(of: principal, using: .jobsManage, in: tx)
                let workspace = principal.workspaceID.description
                guard let job = try jobs.find(id, of: workspace, in: tx) else { throw JobFault.gone(id) }
                let value = try body(jobs, workspace, tx)
                try AuditLog.append(
                    AuditEntry(
                        action, on: AuditSubject("job", id: id, label: job.kind), in: principal.workspaceID,
                        before: ["state": .string(job.state.rawValue)], after: after.isEmpty ? nil : .object(after), act: act,
                        at: clock.now()),
                    in: tx)
                return value
            }
        }
    }

    private typealias Batch = @Sendable (Jobs, JobFilter, ID<JobRecord>?, WriteTransaction) throws -> (count: Int, last: ID<JobRecord>?)

    /// The entry of the audit log is in the first write; where more were needed, one with the whole count is in the last.
    private func changeMany(
        _ action: AuditAction, _ state: JobState, queue: String?, kind: String?, act: Act, _ batch: @escaping Batch
    ) async throws -> Int {
        let principal = try act.requirePrincipal()
        try principal.require(.jobsManage)
        let filter = filter(state: state, queue: queue, kind: kind, for: principal)
        var total = 0
        var last: ID<JobRecord>?
        var isFirst = true
        repeat {
            try Task.checkCancellation()
            let (count, next) = try await store.write { [self, last, total, isFirst] tx in
                _ = try ActingRank(of: principal, using: .jobsManage, in: tx)
                let (count, next) = try batch(jobs, filter, last, tx)
                if isFirst || next == nil {
                    let members: [String: JSONValue?] = [
                        "state": .string(state.rawValue), "queue": queue.map { .string($0) }, "kind": kind.map { .string($0) },
                        "jobs": next == nil ? .integer(Int64(total + count)) : nil,
                    ]
                    try AuditLog.append(
                        AuditEntry(
                            action, on: AuditSubject("job"), in: principal.workspaceID, after: .object(members.compactMapValues { $0 }),
                            act: act, at: clock.now()), in: tx)
                }
                return (count, next)
            }
            total += count
            last = next
            isFirst = false
        } while last != nil
        return total
    }
}
