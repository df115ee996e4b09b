import DataStore

/// How many jobs there are in each state, kept with every change, so that nobody has to count a million rows.
enum CountRows {
    struct Key: Hashable {
        let tenant: String
        let queue: QueueName
        let isExternal: Bool
        let state: JobState

        init(_ job: JobRecord) {
            tenant = job.workspaceID ?? ""
            queue = job.queue
            isExternal = job.isExternal
            state = job.state
        }

        init(tenant: String, queue: QueueName, isExternal: Bool, state: JobState) {
            self.tenant = tenant
            self.queue = queue
            self.isExternal = isExternal
            self.state = state
        }
    }

    /// A thousand queues of a workspace, each with jobs in every state. Queues are made by their names, and names may come from anywhere.
    static let rowLimit = 1_000 * JobState.allCases.count

    /// - Throws: ``JobFault/tooManyQueues`` for another queue of a workspace that has very many.
    static func add(_ difference: Int, to key: Key, in tx: WriteTransaction) throws {
        let changed = try tx.execute(
            "UPDATE job_count SET jobs = jobs + ? WHERE workspace_id = ? AND queue = ? AND is_external = ? AND state = ?",
            [difference, key.tenant, key.queue, key.isExternal, key.state])
        guard changed == 0 else { return }
        let rows: Int = try tx.value("SELECT COUNT(*) FROM job_count WHERE workspace_id = ? AND is_external = 1", [key.tenant]) ?? 0
        guard !key.isExternal || rows < rowLimit else { throw JobFault.tooManyQueues }
        try tx.execute(
            "INSERT INTO job_count (workspace_id, queue, is_external, state, jobs) VALUES (?, ?, ?, ?, ?)",
            [key.tenant, key.queue, key.isExternal, key.state, difference])
    }

    static func count(_ key: Key, in tx: some SQLReading) throws -> Int {
        try tx.value(
            "SELECT jobs FROM job_count WHERE workspace_id = ? AND queue = ? AND is_external = ? AND state = ?",
            [key.tenant, key.queue, key.isExternal, key.state]) ?? 0
    }

    /// Of one tenant, or of the whole node.
    static func all(of tenant: String?, in tx: some SQLReading) throws -> [(key: Key, jobs: Int)] {
        let columns = "SELECT workspace_id, queue, is_external, state, jobs FROM job_count "
        let rows =
            if let tenant {
                try tx.rows(columns + "WHERE workspace_id = ? ORDER BY queue", [tenant])
            } else {
                try tx.rows(columns + "ORDER BY queue")
            }
        return try rows.map { row in
            var fields = row.fields
            let key = Key(tenant: try fields.next(), queue: try fields.next(), isExternal: try fields.next(), state: try fields.next())
            return (key, try fields.next())
        }
    }

    /// Queues of external workers in which there is no job any more are forgotten; what was set for them stays.
    static func prune(in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM job_count WHERE jobs = 0 AND is_external = 1")
    }

    static func forget(tenant: String, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM job_count WHERE workspace_id = ?", [tenant])
    }
}
