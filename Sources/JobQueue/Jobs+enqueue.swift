import Crypto
package import DataStore
package import Primitives

extension Jobs {
    /// Keeps `job` in the caller's write; it starts after the commit.
    ///
    /// - Parameters:
    ///   - subject: the id of the entity that it is about, for ``about(subject:limit:in:)``.
    ///   - runAt: not before this moment; at once if absent.
    /// - Throws: ``JobFault/duplicate(of:)`` when its uniqueness refuses it.
    @discardableResult
    package func enqueue<Work: Job>(
        _ job: Work, workspace: String? = nil, subject: String? = nil, trace: TraceID, runAt: Timestamp? = nil, in tx: WriteTransaction
    ) throws -> JobRecord {
        try enqueue(JobDraft(job, workspace: workspace, subject: subject, trace: trace, runAt: runAt), in: tx).job
    }

    /// What became of a draft: a new job, or the one that was there.
    package struct Enqueued: Sendable {
        package let job: JobRecord
        package let isNew: Bool

        package init(_ job: JobRecord, isNew: Bool) {
            self.job = job
            self.isNew = isNew
        }
    }

    @discardableResult
    package func enqueue(_ draft: JobDraft, in tx: WriteTransaction) throws -> Enqueued {
        try changing(in: tx) { try $0.enqueue(draft) }
    }

    /// All or none, in one write.
    package func enqueue(_ drafts: [JobDraft], in tx: WriteTransaction) throws -> [Enqueued] {
        try changing(in: tx) { changes in try drafts.map { try changes.enqueue($0) } }
    }

    /// Keeps a job with its children: it starts when they have ended.
    ///
    /// Children ignore their uniqueness: a flow is whole or not there.
    package func enqueue(_ tree: JobTree, in tx: WriteTransaction) throws -> JobRecord {
        guard tree.size <= JobTree.sizeLimit, tree.depth <= JobTree.depthLimit else { throw JobFault.treeTooLarge }
        return try changing(in: tx) { try $0.enqueue(tree, under: nil) }
    }
}

extension JobChanges {
    func enqueue(_ draft: JobDraft) throws -> Jobs.Enqueued {
        let key = uniqueKey(of: draft)
        if let key, let holder = try holder(of: key), let uniqueness = draft.uniqueness {
            switch uniqueness.onConflict {
            case .reject: throw JobFault.duplicate(of: holder.id)
            case .keep: return Jobs.Enqueued(holder, isNew: false)
            case .replace where holder.state == .running || holder.state == .waitingForChildren:
                try update(holder) { $0.holdsUniqueKey = false }
            case .replace where holder.isEnded: try update(holder) { $0.holdsUniqueKey = false }
            case .replace: return Jobs.Enqueued(try replace(holder, by: draft), isNew: false)
            }
        }
        let record = record(of: draft, uniqueKey: key, under: nil, waitsFor: 0, onChildFailure: nil)
        try insert(record)
        return Jobs.Enqueued(record, isNew: true)
    }

    func enqueue(_ tree: JobTree, under parent: ID<JobRecord>?) throws -> JobRecord {
        var draft = tree.draft
        if parent != nil { draft.uniqueness = nil }
        let key = uniqueKey(of: draft)
        if let key, let holder = try holder(of: key) { throw JobFault.duplicate(of: holder.id) }
        let record = record(
            of: draft, uniqueKey: key, under: parent, waitsFor: tree.children.count,
            onChildFailure: tree.children.isEmpty ? nil : tree.onChildFailure)
        try insert(record)
        for child in tree.children { _ = try enqueue(child, under: record.id) }
        return record
    }

    private func record(
        of draft: JobDraft, uniqueKey: String?, under parent: ID<JobRecord>?, waitsFor: Int, onChildFailure: JobTree.ChildFailure?
    ) -> JobRecord {
        let runAt = max(draft.runAt ?? now, now)
        let state: JobState = waitsFor > 0 ? .waitingForChildren : runAt > now ? .scheduled : .waiting
        return JobRecord(
            id: jobs.nextID(at: now), workspaceID: draft.workspaceID, queue: draft.queue, kind: draft.kind, isExternal: draft.isExternal,
            state: state, isHeld: false, priority: draft.priority, runAt: runAt, arguments: draft.arguments, subjectID: draft.subjectID,
            traceID: draft.traceID, spanID: draft.spanID, uniqueKey: uniqueKey, holdsUniqueKey: uniqueKey != nil,
            uniqueUntil: uniqueUntil(of: draft),
            limitKey: draft.limitKey.map { $0.text(in: draft.workspaceID) }, keyConcurrency: draft.limitKey?.concurrency,
            keyInterval: draft.limitKey?.interval, parentID: parent, waitsFor: waitsFor, onChildFailure: onChildFailure, attempt: 0,
            maxAttempts: draft.maxAttempts, timeout: draft.timeout, backoff: draft.backoff, crashes: 0, fence: 0, progress: 0,
            progressText: nil, error: nil, result: nil, cancelReason: nil, worker: nil, leaseExpiresAt: nil, version: 1, createdAt: now,
            startedAt: nil, finishedAt: nil, updatedAt: now)
    }

    // MARK: Uniqueness

    /// Who holds the key at the moment. One whose time is over lets it go.
    private func holder(of key: String) throws -> JobRecord? {
        guard let holder = try JobRows.holder(ofUniqueKey: key, in: tx) else { return nil }
        guard let until = holder.uniqueUntil, until <= now else { return holder }
        try update(holder) { $0.holdsUniqueKey = false }
        return nil
    }

    private func replace(_ holder: JobRecord, by draft: JobDraft) throws -> JobRecord {
        let runAt = max(draft.runAt ?? now, now)
        return try update(holder) { job in
            job.arguments = draft.arguments
            job.priority = draft.priority
            job.runAt = runAt
            job.isHeld = false
            switch job.state {
            case .retrying where runAt <= now, .scheduled where runAt <= now: job.state = .waiting
            default: break
            }
        }
    }

    private func uniqueUntil(of draft: JobDraft) -> Timestamp? {
        guard case .within(let period) = draft.uniqueness?.span else { return nil }
        return now + period
    }

    private func uniqueKey(of draft: JobDraft) -> String? {
        guard let uniqueness = draft.uniqueness else { return nil }
        let sameness = uniqueness.key ?? Hex.encode(SHA256.hash(data: Array(draft.arguments.utf8)))
        return "\(draft.workspaceID ?? "") \(draft.kind) \(sameness)"
    }
}

extension LimitKey {
    /// As the table knows it: no workspace reaches another's, whatever it names its keys.
    func text(in workspace: String?) -> String {
        switch scope {
        case .node: "node \(name)"
        case .workspace: "workspace \(workspace ?? "") \(name)"
        }
    }
}

extension JobRecord {
    package var isEnded: Bool { state.isEnded }
}
