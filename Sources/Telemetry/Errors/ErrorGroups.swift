package import DataStore
package import Primitives

/// The errors that were gathered. Whose they are is said by the projects that each call names: those of one workspace.
package struct ErrorGroups: Sendable {
    package static let pageLimit = 100
    package static let releaseLimit = 200
    private static let attachmentMissing = Failure(.notFound, "There is no such attachment in this workspace, or it is not kept any more.")
    private static let missing = Failure(.notFound, "There is no such error in this workspace.")

    let store: Store
    let retention: ErrorRetention
    let clock: WallClock

    package init(store: Store, retention: ErrorRetention = ErrorRetention(), clock: WallClock = .system) {
        self.store = store
        self.retention = retention
        self.clock = clock
    }

    package func list(_ query: ErrorQuery, of projects: [ErrorProjectID]) async throws -> Page<ErrorGroup> {
        let now = clock.now()
        return try await store.read { tx in
            let found = try ErrorGroupRows.list(query, of: projects, in: tx)
            let shown = try ErrorGroupRows.withTrends(Array(found.prefix(query.limit)), at: now, in: tx)
            return Page(items: shown, next: found.count > query.limit ? shown.last.map { query.cursor(after: $0) } : nil)
        }
    }

    /// With its latest report, if one is kept.
    package func show(_ id: ID<ErrorGroup>, of projects: [ErrorProjectID]) async throws -> (group: ErrorGroup, latest: EventDetails?) {
        let now = clock.now()
        return try await store.read { tx in
            let group = try Self.find(id, of: projects, in: tx)
            let latest = try ErrorEventRows.latest(of: id, in: tx)
            return (try ErrorGroupRows.withTrends([group], at: now, in: tx)[0], latest.map { EventDetails(report: $0) })
        }
    }

    package func events(
        of id: ID<ErrorGroup>, before: Int64?, limit: Int, in projects: [ErrorProjectID]
    ) async throws -> Page<EventSummary> {
        try await store.read { tx in
            _ = try Self.find(id, of: projects, in: tx)
            let found = try ErrorEventRows.list(of: id, before: before, limit: limit + 1, in: tx)
            let shown = found.prefix(limit)
            return Page(
                items: shown.map { EventSummary(report: $0) }, next: found.count > limit ? shown.last.map { "\($0.number)" } : nil)
        }
    }

    package func event(_ eventID: String, of projects: [ErrorProjectID]) async throws -> StoredReport {
        guard let id = EventID.normalized(eventID),
            let report = try await store.read({ try ErrorEventRows.find(id, of: projects, in: $0) })
        else { throw Failure(.notFound, "There is no such report in this workspace, or it is not kept any more.") }
        return report
    }

    /// What was sent with a report.
    ///
    /// - Parameter number: its place among the report's attachments, as the report shows it.
    package func attachment(_ number: Int, of eventID: String, in projects: [ErrorProjectID]) async throws -> ErrorAttachment {
        guard let id = EventID.normalized(eventID) else { throw Self.attachmentMissing }
        let found = try await store.read { tx -> ErrorAttachment? in
            guard let report = try ErrorEventRows.find(id, of: projects, in: tx), let name = report.attachmentName(number),
                let content = try AttachmentRows.find(number, of: report.number, in: tx)
            else { return nil }
            return ErrorAttachment(name: name, content: content)
        }
        guard let found else { throw Self.attachmentMissing }
        return found
    }

    /// How sessions of the releases went in the last days, those seen last first.
    package func releases(of projects: [ErrorProjectID], days: Int) async throws -> [ReleaseHealth] {
        let first = Int(clock.now().seconds / 86_400) - days + 1
        return try await store.read { try SessionRows.releases(of: projects, since: first, limit: Self.releaseLimit, in: $0) }
    }

    /// - Parameters:
    ///   - state: `nil` leaves it.
    ///   - assignee: the outer `nil` leaves it, the inner takes it away.
    /// - Throws: ``Failure`` `notFound`, `versionRequired`, `staleVersion` with what is there.
    package func change(
        _ id: ID<ErrorGroup>, of projects: [ErrorProjectID], version: Int64?, state: ErrorGroup.State?, assignee: ID<ErrorAssignee>??
    ) async throws -> ErrorGroup {
        let now = clock.now()
        return try await store.write { tx in
            let before = try Self.find(id, of: projects, in: tx)
            guard let version else {
                throw Failure(.versionRequired, "Say with If-Match on which version the change is based: the ETag of what you have read.")
            }
            guard before.version == version else { throw Self.stale(before, since: version) }
            var group = before
            if let assignee { group.assignee = assignee }
            if let state {
                group.state = state
                group.isRegression = false
            }
            if group != before {
                group.version += 1
                try ErrorGroupRows.update(group, resolvedAt: group.state == .resolved ? now : nil, in: tx)
            }
            return try ErrorGroupRows.withTrends([group], at: now, in: tx)[0]
        }
    }

    /// With its reports; the next report of it makes a new one.
    package func remove(_ id: ID<ErrorGroup>, of projects: [ErrorProjectID]) async throws {
        try await store.write { tx in
            try ErrorRemoval.remove(try Self.find(id, of: projects, in: tx).id, in: tx)
        }
    }

    /// Takes away what is too old, and everything of projects that are not any more.
    package func prune(keeping projects: [ErrorProjectID]) async throws {
        let now = clock.now()
        while try await store.write({ [retention] in try retention.forgetOld(at: now, in: $0) }) {}
        let found = try await store.read { tx in
            try tx.rows("SELECT project_id FROM error_group UNION SELECT project_id FROM error_session").map {
                try $0["project_id"] as ErrorProjectID
            }
        }
        for project in found where !projects.contains(project) {
            while try await store.write({ tx in
                let ids = try ErrorGroupRows.oldest(of: project, limit: 100, in: tx)
                for id in ids { try ErrorRemoval.remove(id, in: tx) }
                return !ids.isEmpty
            }) {}
            try await store.write { try SessionRows.remove(of: project, in: $0) }
        }
    }

    private static func find(_ id: ID<ErrorGroup>, of projects: [ErrorProjectID], in tx: some SQLReading) throws -> ErrorGroup {
        guard let group = try ErrorGroupRows.find(id, of: projects, in: tx) else { throw missing }
        return group
    }

    private static func stale(_ group: ErrorGroup, since version: Int64) -> Failure {
        let current: JSONValue = [
            "id": .string(group.id.description), "state": .string(group.state.rawValue),
            "assigneeId": group.assignee.map { .string($0.description) } ?? .null, "version": .integer(group.version),
        ]
        return Failure(
            .staleVersion,
            "It has changed since you read version \(version). Nothing was changed; look at what is there and send it again.",
            members: ["current": current, "differences": []])
    }
}
