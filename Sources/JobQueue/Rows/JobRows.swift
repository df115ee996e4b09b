import DataStore
import Primitives

/// The table of jobs: SQL and row mapping, nothing else.
enum JobRows {
    private static let columns = """
        id, workspace_id, queue, kind, is_external, state, is_held, priority, run_at, arguments, subject_id, trace_id, span_id, unique_key, \
        holds_unique_key, unique_until, limit_key, key_concurrency, key_interval_ms, parent_id, waits_for, on_child_failure, attempt, \
        max_attempts, timeout_ms, backoff, crashes, fence, progress, progress_text, error, result, cancel_reason, worker, \
        lease_expires_at, version, created_at, started_at, finished_at, updated_at
        """

    static let select = "SELECT \(columns) FROM job "

    private static let insertion = "INSERT INTO job (\(columns)) VALUES (\(Array(repeating: "?", count: 40).joined(separator: ", ")))"

    static func insert(_ job: JobRecord, in tx: WriteTransaction) throws {
        try tx.execute(
            insertion,
            [
                job.id, job.workspaceID ?? "", job.queue, job.kind, job.isExternal, job.state, job.isHeld, job.priority, job.runAt,
                job.arguments, job.subjectID, job.traceID, job.spanID?.description, job.uniqueKey, job.holdsUniqueKey, job.uniqueUntil,
                job.limitKey,
                job.keyConcurrency, job.keyInterval?.milliseconds, job.parentID, job.waitsFor, job.onChildFailure?.rawValue, job.attempt,
                job.maxAttempts, job.timeout.milliseconds, job.backoff == .standard ? nil : job.backoff, job.crashes, job.fence,
                job.progress, job.progressText, job.error, job.result, job.cancelReason, job.worker, job.leaseExpiresAt, job.version,
                job.createdAt, job.startedAt, job.finishedAt, job.updatedAt,
            ] as [any SQLConvertible])
    }

    /// Writes what has changed: each column that is named costs a look at every index that knows it.
    static func update(_ old: JobRecord, to job: JobRecord, in tx: WriteTransaction) throws {
        var columns = ""
        var values: [any SQLConvertible] = []
        func set<Value: SQLConvertible & Equatable>(_ column: String, _ old: Value, _ new: Value) {
            guard old != new else { return }
            columns += (columns.isEmpty ? "" : ", ") + column + " = ?"
            values.append(new)
        }
        set("state", old.state, job.state)
        set("is_held", old.isHeld, job.isHeld)
        set("priority", old.priority, job.priority)
        set("run_at", old.runAt, job.runAt)
        set("arguments", old.arguments, job.arguments)
        set("holds_unique_key", old.holdsUniqueKey, job.holdsUniqueKey)
        set("waits_for", old.waitsFor, job.waitsFor)
        set("attempt", old.attempt, job.attempt)
        set("crashes", old.crashes, job.crashes)
        set("fence", old.fence, job.fence)
        set("progress", old.progress, job.progress)
        set("progress_text", old.progressText, job.progressText)
        set("error", old.error, job.error)
        set("result", old.result, job.result)
        set("cancel_reason", old.cancelReason, job.cancelReason)
        set("worker", old.worker, job.worker)
        set("lease_expires_at", old.leaseExpiresAt, job.leaseExpiresAt)
        set("version", old.version, job.version)
        set("started_at", old.startedAt, job.startedAt)
        set("finished_at", old.finishedAt, job.finishedAt)
        set("updated_at", old.updatedAt, job.updatedAt)
        guard !values.isEmpty else { return }
        try tx.execute("UPDATE job SET \(columns) WHERE id = ?", values + [job.id])
    }

    static func delete(_ id: ID<JobRecord>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM job_log WHERE job_id = ?", [id])
        try tx.execute("DELETE FROM job_attempt WHERE job_id = ?", [id])
        try tx.execute("DELETE FROM job WHERE id = ?", [id])
    }

    static func rows(_ rest: String, _ arguments: [any SQLConvertible], in tx: some SQLReading) throws -> [JobRecord] {
        try tx.rows(select + rest, arguments).map(decode)
    }

    static func find(_ id: ID<JobRecord>, in tx: some SQLReading) throws -> JobRecord? {
        try rows("WHERE id = ?", [id], in: tx).first
    }

    /// Goes up with every change of the job.
    static func version(of id: ID<JobRecord>, in tx: some SQLReading) throws -> Int64? {
        try tx.value("SELECT version FROM job WHERE id = ?", [id])
    }

    private static func decode(_ row: SQLRow) throws -> JobRecord {
        var fields = row.fields
        return JobRecord(
            id: try fields.next(), workspaceID: try fields.next(String.self).nonEmpty, queue: try fields.next(), kind: try fields.next(),
            isExternal: try fields.next(), state: try fields.next(), isHeld: try fields.next(), priority: try fields.next(),
            runAt: try fields.next(), arguments: try fields.next(), subjectID: try fields.next(), traceID: try fields.next(),
            spanID: try fields.next(String?.self).flatMap { SpanID($0) },
            uniqueKey: try fields.next(), holdsUniqueKey: try fields.next(), uniqueUntil: try fields.next(), limitKey: try fields.next(),
            keyConcurrency: try fields.next(), keyInterval: try fields.next(Int64?.self).map { .milliseconds($0) },
            parentID: try fields.next(), waitsFor: try fields.next(),
            onChildFailure: try fields.next(String?.self).flatMap { JobTree.ChildFailure(rawValue: $0) }, attempt: try fields.next(),
            maxAttempts: try fields.next(), timeout: .milliseconds(try fields.next(Int64.self)),
            backoff: try fields.next(Backoff?.self) ?? .standard, crashes: try fields.next(), fence: try fields.next(),
            progress: try fields.next(), progressText: try fields.next(), error: try fields.next(), result: try fields.next(),
            cancelReason: try fields.next(), worker: try fields.next(), leaseExpiresAt: try fields.next(), version: try fields.next(),
            createdAt: try fields.next(), startedAt: try fields.next(), finishedAt: try fields.next(), updatedAt: try fields.next())
    }
}

extension String {
    /// The node's own jobs have an empty workspace in the table, where a NULL would sort and compare by rules of its own.
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
