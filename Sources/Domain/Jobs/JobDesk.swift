package import DataStore
package import Identity
package import JobQueue
package import Primitives

/// What people and programs see of the jobs of their workspace, and do with them; nobody reaches those of another or of the node itself.
package struct JobDesk: Sendable {
    package static let pageLimit = 200

    let store: Store
    let jobs: Jobs
    package let own: OwnWork
    let clock: WallClock

    package init(store: Store, jobs: Jobs, own: OwnWork, clock: WallClock = .system) {
        self.store = store
        self.jobs = jobs
        self.own = own
        self.clock = clock
    }

    /// The newest first. A search looks at the newest 20,000 of the filter a page: its page may be short, or empty, and have a `next` all the same.
    ///
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` for a cursor that no page gave out.
    package func list(
        state: JobState? = nil, queue: String? = nil, kind: String? = nil, text: String? = nil, for principal: Principal, cursor: String?,
        limit: Int
    ) async throws -> Page<JobRecord> {
        try principal.require(.jobsRead)
        let last = try cursor.map { text in
            guard let id = ID<JobRecord>(text) else {
                throw Failure(
                    .invalidRequest, "The page can't be found.", fields: [FieldFault("cursor", "Take it from `next` of the page before.")])
            }
            return id
        }
        var filter = filter(state: state, queue: queue, kind: kind, for: principal)
        filter.text = text
        return try await store.read { [jobs, filter] tx in
            try jobs.list(filter, before: last, limit: min(max(limit, 1), Self.pageLimit), in: tx)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func show(_ id: ID<JobRecord>, for principal: Principal) async throws -> Jobs.Whole {
        try principal.require(.jobsRead)
        let whole = try await store.read { [jobs] tx in try jobs.whole(id, of: principal.workspaceID.description, in: tx) }
        guard let whole else { throw Failure(.notFound, "There is no such job in this workspace.") }
        return whole
    }

    func filter(state: JobState?, queue: String?, kind: String?, for principal: Principal) -> JobFilter {
        var filter = JobFilter(workspaceID: principal.workspaceID.description)
        filter.state = state
        filter.queue = queue.map { QueueName($0) }
        filter.kind = kind
        return filter
    }
}
