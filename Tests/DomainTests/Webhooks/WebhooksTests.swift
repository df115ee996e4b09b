import DataStore
import Identity
import JobQueue
import Logging
import Primitives
import Realtime
import TestSupport
import Testing

@testable import Domain

struct WebhooksTests {
    private static let publicAddress = "93.184.216.34"

    /// Webhooks of a world whose names all lead to `addresses`.
    private func withWebhooks(
        _ addresses: @escaping @Sendable (String) -> [String] = { _ in [publicAddress] }, policy: AddressPolicy = .publicOnly,
        _ body: (LeadWorld, Webhooks, ManualClock) async throws -> Void
    ) async throws {
        try await withLeads { world in
            let clock = ManualClock(.now())
            let jobs = Jobs(store: world.store, clock: clock.wallClock)
            let resolver = NameResolver { host in addresses(host).compactMap { NetworkAddress($0) } }
            let webhooks = Webhooks(
                store: world.store, jobs: jobs, log: world.log, notifications: Notifications(log: world.log, jobs: jobs),
                secrets: WebhookSecrets(ring: KeyRing(root: .random(byteCount: 32))),
                poster: WebhookPoster(policy: policy, resolver: resolver, timeLimit: .seconds(5)), clock: clock.wallClock)
            try await body(world, webhooks, clock)
        }
    }

    private func draft(_ types: [String] = ["lead.*"], url: String = "https://crm.example/events") -> WebhookDraft {
        var draft = WebhookDraft()
        (draft.url, draft.types) = (url, types)
        return draft
    }

    private func act(_ principal: Principal) -> Act { Act(principal: principal, remoteAddress: nil, userAgent: nil) }

    private func rows(_ world: LeadWorld) async throws -> [WebhookDelivery] {
        try await world.store.read { tx in
            try tx.rows("SELECT id FROM webhook_delivery ORDER BY id").map { try $0["id"] as ID<WebhookDelivery> }
                .compactMap { try DeliveryRows.find($0, in: tx) }
        }
    }

    @Test func `Who may not manage webhooks may do nothing with them, nor may another workspace`() async throws {
        try await withWebhooks { world, webhooks, _ in
            let made = try await webhooks.create(draft(), key: nil, act: act(world.owner)).answer.webhook
            _ = try await world.drop()
            let delivery = try #require(try await rows(world).first)
            for (principal, code) in [(world.member(.member), FailureCode.forbidden), (world.stranger, .notFound)] {
                let calls: [() async throws -> Void] = [
                    { _ = try await webhooks.show(made.id, for: principal) },
                    { _ = try await webhooks.change(made.id, to: WebhookDraft(), version: 1, act: self.act(principal)) },
                    { try await webhooks.remove(made.id, version: 1, act: self.act(principal)) },
                    { _ = try await webhooks.rotateSecret(made.id, key: nil, act: self.act(principal)) },
                    { _ = try await webhooks.test(made.id, key: nil, by: principal, trace: TraceID()) },
                    { _ = try await webhooks.deliveries(of: made.id, state: nil, for: principal, cursor: nil, limit: 1) },
                    { _ = try await webhooks.delivery(delivery.id, of: made.id, for: principal) },
                    { _ = try await webhooks.redeliver(delivery.id, of: made.id, key: nil, by: principal, trace: TraceID()) },
                ]
                for call in calls { #expect(await failure(call)?.code == code) }
            }
            #expect(await failure { _ = try await webhooks.list(for: world.member(.member)) }?.code == .forbidden)
            #expect(try await webhooks.list(for: world.stranger).isEmpty)
            #expect(try await world.count("webhook_delivery") == 1)
        }
    }

    @Test(arguments: [
        "http://crm.example/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/x", "https://169.254.169.254/latest",
        "https://localhost/", "https://2130706433/", "https://0x7f.1/", "https://[::ffff:127.0.0.1]/", "https://crm.example:8080/",
        "https://user:pass@crm.example/", "ftp://crm.example/", "crm.example", "", "https://[fd00::1]/",
    ])
    func `An address inside, on another port or without TLS is refused when it is given`(url: String) async throws {
        @Sendable func addresses(_ host: String) -> [String] {
            if NetworkAddress(host) != nil { return [host] }
            return host == "crm.example" ? [Self.publicAddress] : ["127.0.0.1"]
        }
        try await withWebhooks({ addresses($0) }) { world, webhooks, _ in
            let refusal = await failure { _ = try await webhooks.create(draft(url: url), key: nil, act: act(world.owner)) }
            #expect(refusal?.code == .invalidRequest)
            #expect(refusal?.fields.map(\.pointer) == ["/url"])
            let kept = try await world.count("webhook")
            #expect(kept == 0)
        }
    }

    @Test func `A name that leads inside only later is refused when it is sent to`() async throws {
        let looks = Recorder<String>()
        try await withWebhooks({ host in
            looks.record(host)
            return looks.all.count == 1 ? [Self.publicAddress] : ["127.0.0.1", "10.0.0.1", "169.254.169.254"]
        }) { world, webhooks, _ in
            _ = try await webhooks.create(draft(), key: nil, act: act(world.owner))
            _ = try await world.drop()
            try await run(webhooks)
            let delivery = try #require(try await rows(world).first)
            #expect(delivery.state == .waiting && delivery.attempts.map(\.error) == ["private_address"])
        }
    }

    @Test func `Only what a type, a family or all name is sent, and of the project that is named`() async throws {
        for bad in ["", "lead", "lead.*.x", "typing.start", "notification.new", "notification.*", "*.updated", "x.*"] {
            #expect(EventPattern(bad) == nil)
        }
        #expect(EventPattern("*")?.matches("import.progress") == true)
        #expect(EventPattern("lead.*")?.matches("leader.updated") == false)
        try await withWebhooks { world, webhooks, _ in
            let project = try await world.projects.create(
                MergePatch(["name": "Two"]), by: world.owner, key: nil, trace: TraceID())
            var elsewhere = draft(["*"])
            elsewhere.projectId = .some(project.id.description)
            _ = try await webhooks.create(elsewhere, key: nil, act: act(world.owner))
            _ = try await webhooks.create(draft(["lead.updated"]), key: nil, act: act(world.owner))
            _ = try await world.drop("First")
            #expect(try await rows(world).count == 1)
            _ = try await world.drop("Second") { $0.projectId = project.id.description }
            #expect(try await rows(world).count == 3)
            #expect(try await world.store.read { try $0.value("SELECT count(*) FROM job WHERE kind = 'deliver_webhook'") } == 3)
        }
    }

    @Test func `What is undone is not sent, nor what other workspaces do`() async throws {
        try await withWebhooks { world, webhooks, _ in
            _ = try await webhooks.create(draft(["*"]), key: nil, act: act(world.stranger))
            _ = try await world.drop()
            #expect(try await rows(world).isEmpty)
            _ = try await webhooks.create(draft(["*"]), key: nil, act: act(world.owner))
            struct Undone: Error {}
            await #expect(throws: Undone.self) {
                try await world.store.write { tx in
                    try world.log.append(
                        EventEnvelope(
                            .leadUpdated, traceID: TraceID(), workspaceID: world.owner.workspaceID, entityID: ID<Lead>(), entityVersion: 1,
                            payload: JSONText(JSONWriter()), emittedAt: .now()), rooms: [.workspace(world.owner.workspaceID)], in: tx)
                    throw Undone()
                }
            }
            #expect(try await rows(world).isEmpty)
        }
    }

    @Test func `The same key makes one webhook and shows its secret again, which nothing stores`() async throws {
        try await withWebhooks { world, webhooks, _ in
            let key = try IdempotencyKey("k")
            let first = try await webhooks.create(draft(), key: key, act: act(world.owner))
            let again = try await webhooks.create(draft(), key: key, act: act(world.owner))
            #expect(first.answer.webhook.id == again.answer.webhook.id && first.secret.revealedText == again.secret.revealedText)
            #expect(try await world.count("webhook") == 1)
            let secret = first.secret.revealedText
            #expect(secret.hasPrefix("whsec_") && secret.count == 6 + 44)
            for table in ["webhook", "idempotency_key", "audit_entry"] {
                let text = try await world.store.read { try "\($0.rows("SELECT * FROM \(table)"))" }
                #expect(!text.contains(secret.dropFirst(6)))
            }
        }
    }

    @Test func `A secret that was replaced signs for a day beside the new one`() async throws {
        try await withWebhooks { world, webhooks, clock in
            let made = try await webhooks.create(draft(), key: nil, act: act(world.owner))
            let before = webhooks.secrets.signature(of: "{}", id: "a", at: clock.now, for: made.answer.webhook)
            let rotated = try await webhooks.rotateSecret(made.answer.webhook.id, key: nil, act: act(world.owner))
            #expect(rotated.secret.revealedText != made.secret.revealedText)
            let both = webhooks.secrets.signature(of: "{}", id: "a", at: clock.now, for: rotated.answer.webhook)
            #expect(both.split(separator: " ").count == 2 && both.hasSuffix(" \(before)"))
            clock.advance(by: .hours(24))
            let after = webhooks.secrets.signature(of: "{}", id: "a", at: clock.now, for: rotated.answer.webhook)
            #expect(after.split(separator: " ").count == 1)
        }
    }

    @Test func `A change says on which version it is based, and every fault is named`() async throws {
        try await withWebhooks { world, webhooks, _ in
            let made = try await webhooks.create(draft(), key: nil, act: act(world.owner)).answer.webhook
            let bad = try WebhookDraft(MergePatch(["types": ["lead.*", "x"], "description": .string(String(repeating: "x", count: 201))]))
            let fault = await failure { _ = try await webhooks.change(made.id, to: bad, version: 1, act: act(world.owner)) }
            #expect(fault?.fields.map(\.pointer) == ["/types/1", "/description"])
            let off = try WebhookDraft(MergePatch(["enabled": false]))
            #expect(
                await failure { _ = try await webhooks.change(made.id, to: off, version: nil, act: act(world.owner)) }?.code
                    == .versionRequired)
            let changed = try await webhooks.change(made.id, to: off, version: 1, act: act(world.owner))
            #expect(changed.webhook.disabledReason == .person && changed.version == 2)
            #expect(
                await failure { _ = try await webhooks.change(made.id, to: off, version: 1, act: act(world.owner)) }?.code == .staleVersion)
            #expect(throws: Failure.self) { try WebhookDraft(MergePatch(["secret": "mine"])) }
            for _ in 1..<20 { _ = try await webhooks.create(draft(), key: nil, act: act(world.owner)) }
            #expect(await failure { _ = try await webhooks.create(draft(), key: nil, act: act(world.owner)) }?.code == .conflict)
        }
    }

    // MARK: How it ends

    private func outcome(_ status: Int?, _ error: String?) -> WebhookPoster.Outcome {
        WebhookPoster.Outcome(status: status, error: error, duration: .milliseconds(3), response: "busy", retryAfter: nil)
    }

    /// Settles what waits by `outcome` at each of its moments, until nothing waits.
    private func settle(
        _ outcome: WebhookPoster.Outcome, _ world: LeadWorld, _ webhooks: Webhooks, _ clock: ManualClock
    ) async throws {
        while let next = try await rows(world).first(where: { $0.state == .waiting }) {
            if let due = next.nextAt, due > clock.now { clock.advance(by: due - clock.now) }
            try await world.store.write { [now = clock.now] tx in
                try webhooks.settle(next.id, of: next.webhookId, outcome, begun: now, trace: TraceID(), in: tx)
            }
        }
    }

    @Test func `A receiver that takes nothing for a day is asked eleven times, then left alone, and its admins are told`() async throws {
        try await withWebhooks { world, webhooks, clock in
            let made = try await webhooks.create(draft(["lead.updated"]), key: nil, act: act(world.owner)).answer.webhook
            _ = try await world.drop()
            let start = clock.now
            try await settle(outcome(503, "status"), world, webhooks, clock)
            let delivery = try #require(try await rows(world).first)
            #expect(delivery.state == .failed && delivery.attempts.count == 11 && delivery.response == "busy")
            #expect((.hours(23) ... .hours(27)).contains(clock.now - start))
            let after = try await webhooks.show(made.id, for: world.owner).webhook
            #expect(!after.enabled && after.disabledReason == .failing)
            let told = try await world.inboxes.list(for: world.owner, isUnread: true, cursor: nil, limit: 10).items
            #expect(told.map(\.kind) == [.webhookDisabled] && told[0].subject.title == "crm.example")
            _ = try await world.drop()
            #expect(try await rows(world).count == 1)
            // By hand it goes again, once the webhook is enabled.
            let refused = await failure {
                _ = try await webhooks.redeliver(delivery.id, of: made.id, key: nil, by: world.owner, trace: TraceID())
            }
            #expect(refused?.code == .conflict)
            let on = try WebhookDraft(MergePatch(["enabled": true]))
            _ = try await webhooks.change(made.id, to: on, version: after.version, act: act(world.owner))
            let again = try await webhooks.redeliver(delivery.id, of: made.id, key: nil, by: world.owner, trace: TraceID())
            #expect(again.state == .waiting && again.eventId == delivery.eventId)
            try await settle(outcome(204, nil), world, webhooks, clock)
            #expect(try await rows(world).first?.state == .delivered)
        }
    }

    @Test func `One event that is refused while others are taken disables nothing`() async throws {
        try await withWebhooks { world, webhooks, clock in
            let made = try await webhooks.create(draft(["lead.updated"]), key: nil, act: act(world.owner)).answer.webhook
            _ = try await world.drop()
            let refused = try #require(try await rows(world).first)
            for _ in 0..<11 {
                let due = try #require(try await world.store.read { try DeliveryRows.find(refused.id, in: $0) }?.nextAt)
                if due > clock.now { clock.advance(by: due - clock.now) }
                try await world.store.write { [now = clock.now] tx in
                    try webhooks.settle(refused.id, of: made.id, outcome(500, "status"), begun: now, trace: TraceID(), in: tx)
                }
                _ = try await webhooks.test(made.id, key: nil, by: world.owner, trace: TraceID())
                let test = try #require(try await rows(world).first { $0.type == "webhook.test" && $0.state == .waiting })
                try await world.store.write { [now = clock.now] tx in
                    try webhooks.settle(test.id, of: made.id, outcome(200, nil), begun: now, trace: TraceID(), in: tx)
                }
            }
            #expect(try await world.store.read { try DeliveryRows.find(refused.id, in: $0) }?.state == .failed)
            let after = try await webhooks.show(made.id, for: world.owner).webhook
            #expect(after.enabled && after.failingSince == nil)
        }
    }

    @Test func `A receiver that is gone says so once`() async throws {
        try await withWebhooks { world, webhooks, clock in
            let made = try await webhooks.create(draft(["lead.updated"]), key: nil, act: act(world.owner)).answer.webhook
            _ = try await world.drop()
            try await settle(outcome(410, "gone"), world, webhooks, clock)
            #expect(try await webhooks.show(made.id, for: world.owner).webhook.disabledReason == .gone)
            #expect(try await rows(world).first?.attempts.count == 1)
        }
    }

    @Test func `Erasing a lead takes what was sent of it, and deliveries age`() async throws {
        try await withWebhooks { world, webhooks, clock in
            let made = try await webhooks.create(draft(["lead.updated"]), key: nil, act: act(world.owner)).answer.webhook
            let lead = try await world.drop()
            #expect(try await rows(world).first?.leadId == lead.id)
            while try await world.store.write({ tx in
                guard let found = try LeadRows.find(lead.id, in: tx) else { return false }
                return try LeadRemoval.step(found, of: world.leads, in: tx)
            }) {}
            #expect(try await rows(world).isEmpty)
            _ = try await webhooks.test(made.id, key: nil, by: world.owner, trace: TraceID())
            clock.advance(by: .days(13))
            try await webhooks.prune()
            #expect(try await rows(world).count == 1)
            clock.advance(by: .days(2))
            try await webhooks.prune()
            #expect(try await rows(world).isEmpty)
        }
    }

    private func run(_ webhooks: Webhooks) async throws {
        let runner = JobRunner(
            jobs: webhooks.jobs, handlers: [DeliverWebhookHandler(webhooks: webhooks, version: "test")],
            queues: [DeliverWebhook.queue: 2], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await runner.runOnce()
    }
}
