package import DataStore
package import Primitives

/// Looking at jobs; `workspace` is `nil` for all of the node.
extension Jobs {
    /// Children that are shown of one job.
    package static let shownChildren = 200

    /// A job with all that is known of it.
    package struct Whole: Sendable {
        package let job: JobRecord
        package let parent: JobRecord?
        package let children: [JobRecord]
        package let attempts: [JobAttempt]
        package let log: [JobLogLine]
    }

    package func find(_ id: ID<JobRecord>, of workspace: String?, in tx: some SQLReading) throws -> JobRecord? {
        guard let job = try JobRows.find(id, in: tx), workspace == nil || job.workspaceID == workspace else { return nil }
        return job
    }

    package func whole(_ id: ID<JobRecord>, of workspace: String?, in tx: some SQLReading) throws -> Whole? {
        guard let job = try find(id, of: workspace, in: tx) else { return nil }
        return Whole(
            job: job, parent: try job.parentID.flatMap { try JobRows.find($0, in: tx) },
            children: try JobRows.children(of: id, limit: Self.shownChildren, in: tx), attempts: try AttemptRows.list(of: id, in: tx),
            log: try AttemptRows.log(of: id, in: tx))
    }

    /// The jobs about one entity, the newest first.
    package func about(subject: String, limit: Int = 20, in tx: some SQLReading) throws -> [JobRecord] {
        try JobRows.about(subject: subject, limit: limit, in: tx)
    }

    /// The newest first.
    ///
    /// A search looks at the newest 20,000 jobs of the filter a page; its page may be short, or empty, and there may be more all the same.
    package func list(_ filter: JobFilter, before last: ID<JobRecord>?, limit: Int, in tx: some SQLReading) throws -> Page<JobRecord> {
        let (jobs, next) = try JobRows.list(filter, before: last, limit: limit, in: tx)
        return Page(items: jobs, next: next?.description)
    }

    /// A queue as its dashboard shows it.
    package struct QueueView: Sendable {
        package let name: QueueName
        package let isExternal: Bool
        package let depth: [JobState: Int]
        package let settings: QueueSettings
        /// Whether the operator has paused it for the whole node.
        package let isPausedByNode: Bool
        package let oldestWaitingSince: Timestamp?
        package let activity: QueueActivity.Summary
    }

    /// Queues of external workers of one workspace, should each have jobs in one state only.
    package static let countedQueueLimit = CountRows.rowLimit

    /// Every queue that has or had jobs of a workspace, or of the whole node; sorted by name.
    ///
    /// Reads counts that are kept, not the jobs: a million of them cost nothing.
    package func queues(of workspace: String?, in tx: some SQLReading) throws -> [QueueView] {
        let now = clock.now()
        var found: [String: (queue: QueueName, isExternal: Bool, depth: [JobState: Int], tenants: Set<String>)] = [:]
        for (key, jobs) in try CountRows.all(of: workspace, in: tx) {
            let place = "\(key.queue) \(key.isExternal)"
            found[place, default: (key.queue, key.isExternal, [:], [])].depth[key.state, default: 0] += jobs
            if key.state == .waiting, jobs > 0 { found[place]?.tenants.insert(key.tenant) }
        }
        let own = try QueueRows.all(of: workspace ?? "", in: tx)
        let node = try QueueRows.all(of: "", in: tx)
        for queue in own.keys where !found.values.contains(where: { $0.queue == queue }) {
            found["\(queue)"] = (queue, true, [:], [])
        }
        return try found.values.map { entry in
            var settings = own[entry.queue] ?? QueueSettings()
            settings.isPaused = settings.isPaused(at: now)
            // Of the whole node: the first few tenants stand for all.
            let oldest = try entry.tenants.sorted().prefix(20).compactMap {
                try JobRows.oldestReady(in: entry.queue, of: $0, isExternal: entry.isExternal, in: tx)
            }.min()
            return QueueView(
                name: entry.queue, isExternal: entry.isExternal, depth: entry.depth, settings: settings,
                isPausedByNode: node[entry.queue]?.isPaused(at: now) ?? false, oldestWaitingSince: oldest,
                activity: activity.summary(of: entry.queue, workspace: workspace))
        }.sorted { ($0.name, $0.isExternal ? 1 : 0) < ($1.name, $1.isExternal ? 1 : 0) }
    }

    /// One queue of a workspace; an empty one where nothing was ever enqueued or set.
    package func queue(_ name: QueueName, of workspace: String, in tx: some SQLReading) throws -> QueueView {
        if let found = try queues(of: workspace, in: tx).first(where: { $0.name == name }) { return found }
        return QueueView(
            name: name, isExternal: true, depth: [:], settings: QueueSettings(), isPausedByNode: false, oldestWaitingSince: nil,
            activity: activity.summary(of: name, workspace: workspace))
    }

    /// Whether something can be set for that queue when a workspace may have so many.
    package func hasRoom(for queue: QueueName, of workspace: String, limit: Int, in tx: some SQLReading) throws -> Bool {
        let all = try QueueRows.all(of: workspace, in: tx)
        return all.count < limit || all[queue] != nil
    }
}
