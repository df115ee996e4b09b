import DataStore
import Primitives

/// Lists for people, the newest first.
extension JobRows {
    /// How many jobs a search looks at before it answers; who wants more goes on from there.
    static let searchDepth = 20_000

    /// Jobs before `last`, with the place to go on from; none when all were seen.
    ///
    /// The newest of a workspace are merged from those of each state, for the index has them so.
    static func list(
        _ filter: JobFilter, before last: ID<JobRecord>?, limit: Int, in tx: some SQLReading
    ) throws -> (jobs: [JobRecord], next: ID<JobRecord>?) {
        guard filter.state == nil, filter.workspaceID != nil else { return try listOne(filter, before: last, limit: limit, in: tx) }
        let parts = try JobState.allCases.map { state in
            var filter = filter
            filter.state = state
            return try listOne(filter, before: last, limit: limit, in: tx)
        }
        // Below the highest of the places where the parts end, one of them has not looked yet.
        let floor = parts.compactMap(\.next).max()
        let seen = parts.flatMap(\.jobs).filter { job in floor.map { job.id >= $0 } ?? true }.sorted { $0.id > $1.id }
        return (Array(seen.prefix(limit)), seen.count > limit ? seen[limit - 1].id : floor)
    }

    private static func listOne(
        _ filter: JobFilter, before last: ID<JobRecord>?, limit: Int, in tx: some SQLReading
    ) throws -> (jobs: [JobRecord], next: ID<JobRecord>?) {
        if let id = filter.text.flatMap({ ID<JobRecord>($0) }) {
            let exact = try rows("WHERE id = ?", [id], in: tx).filter { filter.matches($0) }
            if !exact.isEmpty { return (last == nil ? exact : [], nil) }
        }
        var bounds = Conditions()
        // An index has the jobs of a workspace by state; across workspaces only the key is in order.
        bounds.add("workspace_id = ?", filter.workspaceID)
        if filter.workspaceID != nil { bounds.add("state = ?", filter.state) }
        bounds.add("id < ?", last)
        var wanted = Conditions()
        if filter.workspaceID == nil { wanted.add("state = ?", filter.state) }
        wanted.add("queue = ?", filter.queue)
        wanted.add("kind = ?", filter.kind)
        wanted.addSearch(for: filter.text)
        guard !wanted.isEmpty else {
            let found = try rows("\(bounds.clause) ORDER BY id DESC LIMIT ?", bounds.arguments + [limit + 1], in: tx)
            return (Array(found.prefix(limit)), found.count > limit ? found[limit - 1].id : nil)
        }
        // What is looked at is bounded first, so that a search among a million jobs is not one through a million rows.
        let seen = "SELECT id FROM job \(bounds.clause) ORDER BY id DESC LIMIT \(searchDepth)"
        let found = try rows(
            "\(wanted.clause) AND id IN (\(seen)) ORDER BY id DESC LIMIT ?", wanted.arguments + bounds.arguments + [limit + 1], in: tx)
        if found.count > limit { return (Array(found.prefix(limit)), found[limit - 1].id) }
        let end: ID<JobRecord>? = try tx.value(
            "SELECT id FROM job \(bounds.clause) ORDER BY id DESC LIMIT 1 OFFSET \(searchDepth - 1)", bounds.arguments)
        return (found, end)
    }

    /// For acts on many: in the order of arrival, so that a walk from one to the next sees each once.
    static func matching(
        _ filter: JobFilter, after last: ID<JobRecord>?, limit: Int, in tx: some SQLReading
    ) throws -> [JobRecord] {
        var conditions = Conditions()
        conditions.add("workspace_id = ?", filter.workspaceID)
        conditions.add("state = ?", filter.state)
        conditions.add("id > ?", last)
        conditions.add("queue = ?", filter.queue)
        conditions.add("kind = ?", filter.kind)
        return try rows("\(conditions.clause) ORDER BY id LIMIT ?", conditions.arguments + [limit], in: tx)
    }

    /// Ended before `moment`, the first to end first; without those that a parent still needs.
    static func ended(_ state: JobState, before moment: Timestamp, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try rows(
            """
            WHERE state = ? AND finished_at < ? AND finished_at IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM job AS parent WHERE parent.id = job.parent_id AND parent.finished_at IS NULL)
            ORDER BY finished_at LIMIT ?
            """, [state, moment, limit], in: tx)
    }

    /// Since when the job waits that could have started first: of each priority the one that arrived first, of external ones those of a few kinds.
    static func oldestReady(in queue: QueueName, of tenant: String, isExternal: Bool, in tx: some SQLReading) throws -> Timestamp? {
        if isExternal {
            let first = """
                SELECT run_at FROM job WHERE state = 'waiting' AND is_held = 0 AND is_external = 1 AND workspace_id = ? AND queue = ?
                ORDER BY kind, priority, id LIMIT 100
                """
            return try tx.value("SELECT MIN(run_at) FROM (\(first))", [tenant, queue], as: Timestamp?.self).flatMap { $0 }
        }
        return try JobDraft.priorities.compactMap { priority in
            try tx.value(
                """
                SELECT run_at FROM job WHERE state = 'waiting' AND is_held = 0 AND is_external = 0 AND queue = ? AND workspace_id = ?
                    AND priority = ? ORDER BY id LIMIT 1
                """, [queue, tenant, priority], as: Timestamp.self)
        }.min()
    }
}

/// The conditions of a query with their values, in order.
private struct Conditions {
    private var texts: [String] = []
    private(set) var arguments: [any SQLConvertible] = []

    var isEmpty: Bool { texts.isEmpty }
    var clause: String { texts.isEmpty ? "" : "WHERE " + texts.joined(separator: " AND ") }

    mutating func add(_ text: String, _ argument: (any SQLConvertible)?) {
        guard let argument else { return }
        texts.append(text)
        arguments.append(argument)
    }

    mutating func addSearch(for text: String?) {
        guard let text, !text.isEmpty else { return }
        let columns = ["kind", "limit_key", "error", "arguments", "subject_id", "trace_id"]
        let pattern = "%" + text.lowercased().replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
        texts.append("(" + columns.map { "LOWER(\($0)) LIKE ? ESCAPE '\\'" }.joined(separator: " OR ") + ")")
        arguments += columns.map { _ in pattern }
    }
}

extension JobFilter {
    fileprivate func matches(_ job: JobRecord) -> Bool {
        (workspaceID == nil || job.workspaceID == workspaceID) && (state == nil || job.state == state)
            && (queue == nil || job.queue == queue)
            && (kind == nil || job.kind == kind)
    }
}
