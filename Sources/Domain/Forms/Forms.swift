package import DataStore
package import Identity
package import Primitives

/// What can be done with public forms.
package struct Forms: Sendable {
    /// Of one workspace; one for each page of each site is far below.
    package static let countLimit = 200
    /// 192 bits: nobody guesses one.
    private static let keyByteCount = 24

    let store: Store
    let leads: Leads
    let limits: FormLimits
    let clock: WallClock

    package init(store: Store, leads: Leads, clock: WallClock = .system) {
        self.store = store
        self.leads = leads
        limits = FormLimits(clock: clock)
        self.clock = clock
    }

    package func list(for principal: Principal) async throws -> [Form] {
        try principal.require(.formsManage)
        return try await store.read { try FormRows.list(of: principal.workspaceID, limit: Self.countLimit, in: $0) }
    }

    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` with each fault, `conflict` past ``countLimit``.
    package func create(_ draft: FormDraft, key: IdempotencyKey?, act: Act) async throws -> Form {
        let principal = try act.requirePrincipal()
        try principal.require(.formsManage)
        let now = clock.now()
        let secret = "uf_" + Base64URL.encode(Secret.random(byteCount: Self.keyByteCount).revealedBytes)
        return try await store.write { [self] tx in
            try IdempotencyKeys.once(key, operation: "forms.create", input: draft, by: principal, at: now, in: tx) {
                guard try FormRows.list(of: principal.workspaceID, limit: Self.countLimit, in: tx).count < Self.countLimit else {
                    throw Failure(.conflict, "This workspace has \(Self.countLimit) forms. Delete one first.")
                }
                let language = try Workspaces.find(principal.workspaceID, in: tx)?.language ?? .english
                var form = Form(
                    id: ID(at: now), workspaceId: principal.workspaceID,
                    projectId: try project(draft.projectId, of: principal.workspaceID, in: tx), key: secret, name: "", origins: [],
                    language: language, fields: FormField.standard, thanks: nil, enabled: true, perMinute: 30, received: 0,
                    refusedAsSpam: 0, version: 1, createdAt: now, updatedAt: now)
                try draft.apply(to: &form)
                try FormRows.insert(form, in: tx)
                try AuditLog.append(
                    AuditEntry(
                        .formCreated, on: AuditSubject("form", id: form.id, label: form.name), in: form.workspaceId,
                        after: ["origins": .array(form.origins.map { .string($0) })], act: act, at: now), in: tx)
                return form
            }
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`, `versionRequired`, `staleVersion`, `invalidRequest` with each fault.
    package func change(_ id: ID<Form>, to draft: FormDraft, version: Int64?, act: Act) async throws -> Form {
        let principal = try act.requirePrincipal()
        try principal.require(.formsManage)
        return try await store.write { [self] tx in
            let before = try find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: before.version, of: before)
            var form = before
            if draft.projectId != nil { form.projectId = try project(draft.projectId, of: principal.workspaceID, in: tx) }
            try draft.apply(to: &form)
            guard form != before else { return form }
            form.version += 1
            form.updatedAt = clock.now()
            try FormRows.update(form, in: tx)
            try AuditLog.append(
                AuditEntry(
                    .formChanged, on: AuditSubject("form", id: form.id, label: form.name), in: form.workspaceId,
                    before: Self.audited(before), after: Self.audited(form), act: act, at: form.updatedAt), in: tx)
            return form
        }
    }

    private static func audited(_ form: Form) -> JSONValue {
        ["name": .string(form.name), "origins": .array(form.origins.map { .string($0) }), "enabled": .bool(form.enabled)]
    }

    /// Its key opens nothing any more. What it brought stays.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `versionRequired`, `staleVersion`.
    package func remove(_ id: ID<Form>, version: Int64?, act: Act) async throws {
        let principal = try act.requirePrincipal()
        try principal.require(.formsManage)
        try await store.write { [self] tx in
            let form = try find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: form.version, of: form)
            try FormRows.delete(id, in: tx)
            try AuditLog.append(
                AuditEntry(
                    .formDeleted, on: AuditSubject("form", id: form.id, label: form.name), in: form.workspaceId, act: act, at: clock.now()),
                in: tx)
        }
    }

    private func find(_ id: ID<Form>, for principal: Principal, in tx: some SQLReading) throws -> Form {
        guard let form = try FormRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such form in this workspace.")
        }
        return form
    }

    private func project(_ text: String?, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> ID<Project> {
        let id = try text.map { text in
            guard let id = ID<Project>(text) else {
                throw Failure(
                    .invalidRequest, "The form has no place.", fields: [FieldFault("/projectId", "This is not the id of a project.")])
            }
            return id
        }
        return try Projects.place(id, of: workspace, in: tx).projectID
    }
}
