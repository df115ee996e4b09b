package import DataStore
package import Identity
package import JobQueue
package import Primitives
package import Realtime

/// Events of a workspace sent to addresses of the team's; each change is one write with its audit entry.
package struct Webhooks: Sendable {
    /// Of one workspace.
    package static let countLimit = 20
    package static let pageLimit = 200
    /// Deliveries that wait for one receiver; past it nothing is sent there any more.
    static let waitingLimit = 10_000
    /// How long deliveries can be seen and sent again.
    static let retention = Duration.days(14)
    /// How long a secret signs beside the one that took its place.
    static let overlap = Duration.hours(24)
    /// The type of what is sent to see whether it arrives.
    static let testType = "webhook.test"

    let store: Store
    let jobs: Jobs
    let notifications: Notifications
    let secrets: WebhookSecrets
    let poster: WebhookPoster
    let clock: WallClock
    let known = WebhookWorkspaces()

    /// - Parameter log: events that are appended to it are delivered from now on.
    package init(
        store: Store, jobs: Jobs, log: EventLog, notifications: Notifications, secrets: WebhookSecrets, poster: WebhookPoster,
        clock: WallClock = .system
    ) {
        self.store = store
        self.jobs = jobs
        self.notifications = notifications
        self.secrets = secrets
        self.poster = poster
        self.clock = clock
        log.tap(with: self)
    }

    package func list(for principal: Principal) async throws -> [WebhookAnswer] {
        try principal.require(.webhooksManage)
        return try await store.read { try WebhookRows.list(of: principal.workspaceID, in: $0) }.map(answer)
    }

    package func show(_ id: ID<Webhook>, for principal: Principal) async throws -> WebhookAnswer {
        try principal.require(.webhooksManage)
        return answer(try await store.read { try find(id, for: principal, in: $0) })
    }

    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` with each fault, `conflict` past ``countLimit``.
    package func create(_ draft: WebhookDraft, key: IdempotencyKey?, act: Act) async throws -> NewWebhookSecret {
        let principal = try act.requirePrincipal()
        try principal.require(.webhooksManage)
        try await requireReachable(draft.url ?? "")
        let now = clock.now()
        return try await store.write { [self] tx in
            // Only the id is kept with the key: the secret is derived again, and lies nowhere.
            let reference = try IdempotencyKeys.once(key, operation: "webhooks.create", input: draft, by: principal, at: now, in: tx) {
                guard try WebhookRows.list(of: principal.workspaceID, in: tx).count < Self.countLimit else {
                    throw Failure(.conflict, "This workspace has \(Self.countLimit) webhooks. Delete one first.")
                }
                var webhook = Webhook(
                    id: ID(at: now), workspaceId: principal.workspaceID, url: WebAddress(draft.url ?? "")?.description ?? "", types: [],
                    projectId: try project(draft.projectId ?? nil, for: principal, in: tx), description: nil, enabled: true,
                    disabledReason: nil, failingSince: nil, secret: secrets.next(after: nil), oldSecret: nil, oldSecretUntil: nil,
                    version: 1, createdAt: now, updatedAt: now)
                try draft.apply(to: &webhook)
                known.expect(webhook.workspaceId)
                try WebhookRows.insert(webhook, in: tx)
                try audit(.webhookCreated, webhook, after: Self.audited(webhook), act, in: tx)
                return Reference(id: webhook.id)
            }
            return newSecret(of: try find(reference.id, for: principal, in: tx))
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`, `versionRequired`, `staleVersion`, `invalidRequest` with each fault.
    package func change(_ id: ID<Webhook>, to draft: WebhookDraft, version: Int64?, act: Act) async throws -> WebhookAnswer {
        let principal = try act.requirePrincipal()
        try principal.require(.webhooksManage)
        if let url = draft.url { try await requireReachable(url) }
        return try await store.write { [self] tx in
            let before = try find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: before.version, of: answer(before))
            var webhook = before
            if let url = draft.url { webhook.url = WebAddress(url)?.description ?? "" }
            if let project = draft.projectId { webhook.projectId = try self.project(project, for: principal, in: tx) }
            try draft.apply(to: &webhook)
            guard webhook != before else { return answer(before) }
            webhook.version += 1
            webhook.updatedAt = clock.now()
            try WebhookRows.update(webhook, in: tx)
            try audit(.webhookChanged, webhook, before: Self.audited(before), after: Self.audited(webhook), act, in: tx)
            return answer(webhook)
        }
    }

    /// With its deliveries. What is on its way arrives, or does not.
    package func remove(_ id: ID<Webhook>, version: Int64?, act: Act) async throws {
        let principal = try act.requirePrincipal()
        try principal.require(.webhooksManage)
        try await store.write { [self] tx in
            let webhook = try find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: webhook.version, of: answer(webhook))
            try WebhookRows.delete(id, in: tx)
            try audit(.webhookDeleted, webhook, before: Self.audited(webhook), act, in: tx)
        }
        while try await store.write({ try DeliveryRows.forget(of: id, limit: Self.removalStep, in: $0) }) == Self.removalStep {}
    }

    /// Makes a new secret; the one before signs as well for ``overlap``, so that receivers can be changed one after another.
    package func rotateSecret(_ id: ID<Webhook>, key: IdempotencyKey?, act: Act) async throws -> NewWebhookSecret {
        let principal = try act.requirePrincipal()
        try principal.require(.webhooksManage)
        let now = clock.now()
        return try await store.write { [self] tx in
            _ = try IdempotencyKeys.once(key, operation: "webhooks.secret", input: id, by: principal, at: now, in: tx) {
                var webhook = try find(id, for: principal, in: tx)
                webhook.oldSecret = webhook.secret
                webhook.oldSecretUntil = now + Self.overlap
                webhook.secret = secrets.next(after: webhook.secret)
                webhook.version += 1
                webhook.updatedAt = now
                try WebhookRows.update(webhook, in: tx)
                try audit(.webhookSecretRotated, webhook, act, in: tx)
                return Reference(id: id)
            }
            return newSecret(of: try find(id, for: principal, in: tx))
        }
    }

    static let removalStep = 500

    struct Reference: Codable, JSONWritable {
        let id: ID<Webhook>

        func write(to json: inout JSONWriter) {
            json.object { $0.member("id", id) }
        }
    }

    func find(_ id: ID<Webhook>, for principal: Principal, in tx: some SQLReading) throws -> Webhook {
        guard let webhook = try WebhookRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such webhook in this workspace.")
        }
        return webhook
    }

    private func answer(_ webhook: Webhook) -> WebhookAnswer { WebhookAnswer(webhook: webhook, secretHint: secrets.hint(of: webhook)) }

    private func newSecret(of webhook: Webhook) -> NewWebhookSecret {
        NewWebhookSecret(answer: answer(webhook), secret: secrets.text(of: webhook))
    }

    private func requireReachable(_ url: String) async throws {
        guard let fault = try await poster.fault(of: url) else { return }
        throw Failure(.invalidRequest, WebhookDraft.refusal, fields: [FieldFault("/url", fault)])
    }

    private func project(_ text: String?, for principal: Principal, in tx: some SQLReading) throws -> ID<Project>? {
        guard let text else { return nil }
        guard let id = ID<Project>(text), let project = try ProjectRows.find(id, in: tx), project.workspaceId == principal.workspaceID
        else {
            throw Failure(
                .invalidRequest, WebhookDraft.refusal, fields: [FieldFault("/projectId", "There is no such project in this workspace.")])
        }
        return id
    }

    private func audit(
        _ action: AuditAction, _ webhook: Webhook, before: JSONValue? = nil, after: JSONValue? = nil, _ act: Act, in tx: WriteTransaction
    ) throws {
        let subject = AuditSubject("webhook", id: webhook.id, label: WebAddress(webhook.url)?.host)
        try AuditLog.append(
            AuditEntry(action, on: subject, in: webhook.workspaceId, before: before, after: after, act: act, at: clock.now()), in: tx)
    }

    /// Never the path of the address, in which receivers put secrets.
    private static func audited(_ webhook: Webhook) -> JSONValue {
        [
            "origin": .string(WebAddress(webhook.url)?.origin ?? ""), "types": .array(webhook.types.map { .string($0.text) }),
            "enabled": .bool(webhook.enabled),
        ]
    }
}
