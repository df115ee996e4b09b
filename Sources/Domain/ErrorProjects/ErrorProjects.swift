package import DataStore
package import Identity
package import Primitives

/// Who may report errors to a workspace; each change is one write with its audit entry.
package struct ErrorProjects: Sendable {
    /// Of one workspace, beside the node's own.
    package static let countLimit = 50

    let store: Store
    let home: HomeWorkspace
    let address: @Sendable () -> String
    let clock: WallClock
    private let directory = ErrorProjectDirectory()

    /// - Parameter address: where the node is reached, for DSNs.
    package init(store: Store, home: HomeWorkspace, address: @escaping @Sendable () -> String, clock: WallClock = .system) {
        self.store = store
        self.home = home
        self.address = address
        self.clock = clock
    }

    package func list(for principal: Principal) async throws -> [ErrorProjectAnswer] {
        try principal.require(.errorsRead)
        if try await home.id() == principal.workspaceID { for kind in [ErrorProject.Kind.node, .page] { _ = try await builtIn(kind) } }
        return try await store.read { try ErrorProjectRows.list(of: principal.workspaceID, in: $0) }.map(answer)
    }

    package func show(_ id: ErrorProjectID, for principal: Principal) async throws -> ErrorProjectAnswer {
        try principal.require(.errorsRead)
        return answer(try await store.read { try find(id, for: principal, in: $0) })
    }

    /// Those whose errors the principal may see.
    package func visible(to principal: Principal) async throws -> [ErrorProject] {
        try principal.require(.errorsRead)
        return try await all().values.filter { $0.workspaceID == principal.workspaceID }
    }

    /// - Throws: ``Failure`` `forbidden`, `conflict` past ``countLimit``.
    package func create(_ draft: ErrorProjectDraft, key: IdempotencyKey?, act: Act) async throws -> ErrorProjectAnswer {
        let principal = try act.requirePrincipal()
        try principal.require(.workspaceManage)
        guard let name = draft.name else {
            throw Failure(
                .invalidRequest, "The project was not kept: some fields are not right.", fields: [FieldFault("/name", "Give it a name.")])
        }
        let now = clock.now()
        let project = try await store.write { [self] tx in
            let reference = try IdempotencyKeys.once(key, operation: "error_projects.create", input: draft, by: principal, at: now, in: tx)
            {
                guard try ErrorProjectRows.list(of: principal.workspaceID, in: tx).count(where: { $0.kind == .service }) < Self.countLimit
                else { throw Failure(.conflict, "This workspace has \(Self.countLimit) projects. Delete one first.") }
                let id = try ErrorProjectRows.insert(
                    name, .service, budget: draft.budgetPerMinute ?? ErrorProjectDraft.standardBudget,
                    keepsAddresses: draft.keepsAddresses ?? false, in: principal.workspaceID, at: now, tx)
                try audit(.errorProjectCreated, try find(id, for: principal, in: tx), act, in: tx)
                return Reference(number: id.number)
            }
            return try find(ErrorProjectID(reference.number), for: principal, in: tx)
        }
        directory.forget()
        return answer(project)
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`, `versionRequired`, `staleVersion`.
    package func change(_ id: ErrorProjectID, to draft: ErrorProjectDraft, version: Int64?, act: Act) async throws -> ErrorProjectAnswer {
        try await update(id, version: version, .errorProjectChanged, act) { draft.apply(to: &$0) }
    }

    /// Gives it a new key; what reports with the one before is refused from now on.
    package func renewKey(_ id: ErrorProjectID, key: IdempotencyKey?, act: Act) async throws -> ErrorProjectAnswer {
        let principal = try act.requirePrincipal()
        try principal.require(.workspaceManage)
        let now = clock.now()
        let project = try await store.write { [self] tx in
            _ = try IdempotencyKeys.once(key, operation: "error_projects.key", input: id.number, by: principal, at: now, in: tx) {
                var project = try find(id, for: principal, in: tx)
                project.publicKey = ErrorProject.newKey()
                project.version += 1
                project.updatedAt = now
                try ErrorProjectRows.update(project, in: tx)
                try audit(.errorProjectKeyRenewed, project, act, in: tx)
                return Reference(number: id.number)
            }
            return try find(id, for: principal, in: tx)
        }
        directory.forget()
        return answer(project)
    }

    /// Its errors are taken away within the hour.
    package func remove(_ id: ErrorProjectID, version: Int64?, act: Act) async throws {
        let principal = try act.requirePrincipal()
        try principal.require(.workspaceManage)
        try await store.write { [self] tx in
            let project = try find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: project.version, of: answer(project))
            guard project.kind == .service else { throw Failure(.conflict, "This project is the node's own and stays.") }
            try ErrorProjectRows.delete(id, in: tx)
            try audit(.errorProjectDeleted, project, act, in: tx)
        }
        directory.forget()
    }

    // MARK: For what reports

    /// - Returns: `nil` when there is no such project; the key is for the caller to compare.
    package func project(_ id: ErrorProjectID) async throws -> ErrorProject? {
        try await all()[id]
    }

    /// Every project of the node.
    package func everyID() async throws -> [ErrorProjectID] {
        try await store.read { try ErrorProjectRows.all(in: $0).map(\.id) }
    }

    package func ids(of workspace: ID<Workspace>) async throws -> [ErrorProjectID] {
        try await store.read { try ErrorProjectRows.list(of: workspace, in: $0).map(\.id) }
    }

    /// The node's own, made when it is first asked for; `nil` as long as the node has no workspace.
    package func builtIn(_ kind: ErrorProject.Kind) async throws -> ErrorProject? {
        if let known = try await all().values.first(where: { $0.kind == kind }) { return known }
        guard kind != .service, let home = try await home.id() else { return nil }
        let now = clock.now()
        let project = try await store.write { tx -> ErrorProject? in
            if let known = try ErrorProjectRows.builtIn(kind, in: tx) { return known }
            let id = try ErrorProjectRows.insert(
                kind == .node ? "Node" : "Page", kind, budget: ErrorProjectDraft.standardBudget, keepsAddresses: false, in: home, at: now,
                tx)
            return try ErrorProjectRows.find(id, of: home, in: tx)
        }
        directory.forget()
        return project
    }

    /// Where the page reports to.
    package func pageDSN() async throws -> String? {
        try await builtIn(.page).map { $0.dsn(at: address()) }
    }

    private func all() async throws -> [ErrorProjectID: ErrorProject] {
        try await directory.all { [store] in try await store.read { try ErrorProjectRows.all(in: $0) } }
    }

    private func update(
        _ id: ErrorProjectID, version: Int64?, _ action: AuditAction, _ act: Act, _ change: @Sendable @escaping (inout ErrorProject) -> Void
    ) async throws -> ErrorProjectAnswer {
        let principal = try act.requirePrincipal()
        try principal.require(.workspaceManage)
        let project = try await store.write { [self] tx in
            let before = try find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: before.version, of: answer(before))
            var project = before
            change(&project)
            guard project != before else { return before }
            project.version += 1
            project.updatedAt = clock.now()
            try ErrorProjectRows.update(project, in: tx)
            try audit(action, project, act, in: tx)
            return project
        }
        directory.forget()
        return answer(project)
    }

    private func find(_ id: ErrorProjectID, for principal: Principal, in tx: some SQLReading) throws -> ErrorProject {
        guard let project = try ErrorProjectRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such project in this workspace.")
        }
        return project
    }

    private func answer(_ project: ErrorProject) -> ErrorProjectAnswer {
        ErrorProjectAnswer(project: project, dsn: project.dsn(at: address()))
    }

    private func audit(_ action: AuditAction, _ project: ErrorProject, _ act: Act, in tx: WriteTransaction) throws {
        let after: JSONValue = [
            "budgetPerMinute": .integer(Int64(project.budgetPerMinute)), "keepsAddresses": .bool(project.keepsAddresses),
        ]
        let subject = AuditSubject("error_project", id: project.id.description, label: project.name)
        try AuditLog.append(
            AuditEntry(action, on: subject, in: project.workspaceID, before: nil, after: after, act: act, at: clock.now()), in: tx)
    }

    private struct Reference: Codable, JSONWritable {
        let number: Int64

        func write(to json: inout JSONWriter) {
            json.object { $0.member("number", number) }
        }
    }
}

extension AuditAction {
    static let errorProjectCreated: AuditAction = "error_project.created"
    static let errorProjectChanged: AuditAction = "error_project.changed"
    static let errorProjectKeyRenewed: AuditAction = "error_project.key_renewed"
    static let errorProjectDeleted: AuditAction = "error_project.deleted"
}
