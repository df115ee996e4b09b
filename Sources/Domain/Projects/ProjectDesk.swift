package import DataStore
package import Identity
package import Primitives
package import Realtime

/// What people do with projects; each change is one write, based on the version that the caller has seen.
///
/// - Throws: ``Failure`` `forbidden`, `notFound`, and for changes `versionRequired` and `staleVersion`.
package struct ProjectDesk: Sendable {
    /// Projects of one workspace, those in the trash included: all fit on one page.
    package static let limit = 1_000

    private let store: Store
    private let log: EventLog
    private let changes: RowChanges
    private let clock: WallClock

    package init(store: Store, log: EventLog, changes: RowChanges, clock: WallClock = .system) {
        self.store = store
        self.log = log
        self.changes = changes
        self.clock = clock
    }

    /// Which projects a list shows.
    package enum Place: String, Sendable, CaseIterable {
        case exclude, include, only
    }

    /// In the order in which they were made.
    package func list(archived: Place, isTrash: Bool, for principal: Principal) async throws -> [Project] {
        try principal.require(.leadsRead)
        return try await store.read { try ProjectRows.list(of: principal.workspaceID, in: $0) }.filter { project in
            guard (project.deletedAt != nil) == isTrash else { return false }
            return switch archived {
            case .include: true
            case .exclude: isTrash || project.archivedAt == nil
            case .only: project.archivedAt != nil
            }
        }
    }

    package func find(_ id: ID<Project>, for principal: Principal) async throws -> Project {
        try principal.require(.leadsRead)
        return try await store.read { try Self.find(id, for: principal, in: $0) }
    }

    /// In their order.
    package func stages(of id: ID<Project>, for principal: Principal) async throws -> [Stage] {
        try principal.require(.leadsRead)
        return try await store.read { try StageRows.all(of: Self.find(id, for: principal, in: $0).id, in: $0) }
    }

    /// Makes a project with its stages, in the workspace's language.
    ///
    /// - Throws: besides, `invalidRequest`, `conflict` at ``limit``, `idempotencyKeyReused`.
    package func create(_ draft: MergePatch, by principal: Principal, key: IdempotencyKey?, trace: TraceID) async throws -> Project {
        try principal.require(.projectsManage)
        let patch = try ProjectPatch(draft)
        guard let name = patch.name else {
            throw Failure(
                .invalidRequest, "The project was not made.", fields: [FieldFault("/name", "Give the name of the project.")])
        }
        return try await store.write { [self] tx in
            try IdempotencyKeys.once(key, operation: "projects.create", input: draft.value, by: principal, at: clock.now(), in: tx) {
                guard try ProjectRows.count(of: principal.workspaceID, in: tx) < Self.limit else {
                    throw Failure(.conflict, "This workspace has \(Self.limit) projects, which is the most it can. Delete one.")
                }
                let now = clock.now()
                let project = patch.applied(
                    to: Project(
                        id: ID(at: now), workspaceId: principal.workspaceID, name: name, description: nil, isDefault: false,
                        duplicatePolicy: .keep, version: 1, createdAt: now, updatedAt: now))
                try ProjectRows.insert(project, in: tx)
                let language = try Workspaces.find(principal.workspaceID, in: tx)?.language ?? .english
                try Stages.createDefaults(for: project.id, language: language, at: now, in: tx)
                try tell(.insert, project, by: principal, trace, tx)
                return project
            }
        }
    }

    package func edit(
        _ id: ID<Project>, _ patch: ProjectPatch, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Project {
        try await changing(id, version, principal, trace, wanted: patch.wanted) { project, _ in
            try Self.requireOutsideTrash(project)
            return patch.applied(to: project)
        }
    }

    /// Puts a project out of the way, or takes it back.
    ///
    /// - Throws: besides, `projectIsDefault`, `conflict` for one in the trash.
    package func archive(
        _ id: ID<Project>, _ isArchived: Bool, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Project {
        let now = clock.now()
        return try await changing(id, version, principal, trace) { project, _ in
            try Self.requireOutsideTrash(project)
            var project = project
            if isArchived { try Self.requireOrdinary(project) }
            if (project.archivedAt != nil) != isArchived { project.archivedAt = isArchived ? now.onTheWire : nil }
            return project
        }
    }

    /// Puts a project into the trash; one that is there stays there.
    ///
    /// - Throws: besides, `projectNotEmpty`, `projectIsDefault`.
    package func trash(_ id: ID<Project>, version: Int64?, by principal: Principal, trace: TraceID) async throws -> Project {
        let now = clock.now()
        return try await changing(id, version, principal, trace) { project, tx in
            try Self.requireOrdinary(project)
            guard try !ProjectRows.hasLeads(project.id, in: tx) else {
                throw Failure(.projectNotEmpty, "This project has leads. Move them to another project, or delete them first.")
            }
            var project = project
            project.deletedAt = project.deletedAt ?? now.onTheWire
            return project
        }
    }

    package func restore(_ id: ID<Project>, version: Int64?, by principal: Principal, trace: TraceID) async throws -> Project {
        try await changing(id, version, principal, trace) { project, _ in
            var project = project
            project.deletedAt = nil
            return project
        }
    }

    /// Lets leads that name no project be dropped here.
    ///
    /// - Throws: besides, `conflict` for one that is archived or in the trash.
    package func makeDefault(_ id: ID<Project>, version: Int64?, by principal: Principal, trace: TraceID) async throws -> Project {
        try await changing(id, version, principal, trace) { [self] project, tx in
            guard !project.isDefault else { return project }
            try Self.requireOutsideTrash(project)
            guard project.archivedAt == nil else {
                throw Failure(.conflict, "This project is archived. Take it out of the archive first.")
            }
            if var former = try ProjectRows.default(of: project.workspaceId, in: tx) {
                former.isDefault = false
                try write(former, principal, trace, tx)
            }
            var project = project
            project.isDefault = true
            return project
        }
    }

    private func changing(
        _ id: ID<Project>, _ version: Int64?, _ principal: Principal, _ trace: TraceID, wanted: JSONValue = .null,
        _ change: @escaping @Sendable (Project, WriteTransaction) throws -> Project
    ) async throws -> Project {
        try principal.require(.projectsManage)
        return try await store.write { [self] tx in
            let project = try Self.find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: project.version, of: project, wanting: wanted)
            let changed = try change(project, tx)
            return changed == project ? project : try write(changed, principal, trace, tx)
        }
    }

    @discardableResult
    private func write(_ project: Project, _ principal: Principal, _ trace: TraceID, _ tx: WriteTransaction) throws -> Project {
        var project = project
        project.version += 1
        project.updatedAt = clock.now()
        try ProjectRows.update(project, in: tx)
        try tell(.update, project, by: principal, trace, tx)
        return project
    }

    private func tell(
        _ kind: ChangeKind, _ project: Project, by principal: Principal, _ trace: TraceID, _ tx: WriteTransaction
    ) throws {
        var payload = JSONWriter()
        payload.object { json in
            json.member("projectId", project.id)
            json.member("project", project)
            json.member("version", project.version)
            json.member("updatedAt", project.updatedAt)
        }
        try log.append(
            EventEnvelope(
                .projectUpdated, traceID: trace, actorID: principal.personID.map { ID<Subject>($0) }, workspaceID: project.workspaceId,
                entityID: project.id, entityVersion: project.version, payload: JSONText(payload), emittedAt: clock.now()),
            rooms: [.project(project.id), .workspace(project.workspaceId)], in: tx)
        changes.record(kind, project, of: Project.changes, in: project.workspaceId, tx)
    }

    private static func find(_ id: ID<Project>, for principal: Principal, in tx: some SQLReading) throws -> Project {
        guard let project = try ProjectRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such project in this workspace.")
        }
        return project
    }

    private static func requireOutsideTrash(_ project: Project) throws(Failure) {
        guard project.deletedAt == nil else { throw Failure(.conflict, "This project is in the trash. Restore it first.") }
    }

    private static func requireOrdinary(_ project: Project) throws(Failure) {
        guard !project.isDefault else {
            throw Failure(.projectIsDefault, "Leads that name no project are dropped here. Make another project the default first.")
        }
    }
}
