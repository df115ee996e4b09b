import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives
import Realtime

/// Webhooks, for those who manage them.
struct WebhookRoutes: Sendable {
    private static let bodyLimit = 16_384
    private static let defaultPageSize = 50

    let webhooks: Webhooks
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("webhooks", .get, gate, needs: .webhooksManage, Self.listing) { [webhooks] call in
            .json(ListedAnswer(items: try await webhooks.list(for: call.principal)))
        }
        router.on("webhooks", .post, gate, needs: .webhooksManage, Self.creating) { [webhooks] call in
            let made = try await webhooks.create(try await draft(call), key: call.idempotencyKey(), act: call.act)
            return .json(versioned: made, status: .created, location: "/api/v1/webhooks/\(made.answer.webhook.id)")
        }
        router.on("webhooks/{webhook}", .get, gate, needs: .webhooksManage, Self.showing) { [webhooks] call in
            .json(versioned: try await webhooks.show(try id(call), for: call.principal))
        }
        router.on("webhooks/{webhook}", .patch, gate, needs: .webhooksManage, Self.changing) { [webhooks] call in
            let draft = try await draft(call)
            return .json(
                versioned: try await webhooks.change(
                    try id(call), to: draft, version: EntityVersion.expected(by: call.request), act: call.act))
        }
        router.on("webhooks/{webhook}", .delete, gate, needs: .webhooksManage, Self.deleting) { [webhooks] call in
            try await webhooks.remove(try id(call), version: EntityVersion.expected(by: call.request), act: call.act)
            return Response(status: .noContent)
        }
        router.on("webhooks/{webhook}/secret", .post, gate, needs: .webhooksManage, Self.rotating) { [webhooks] call in
            .json(versioned: try await webhooks.rotateSecret(try id(call), key: call.idempotencyKey(), act: call.act))
        }
        router.on("webhooks/{webhook}/test", .post, gate, needs: .webhooksManage, Self.testing) { [webhooks] call in
            .json(
                try await webhooks.test(try id(call), key: call.idempotencyKey(), by: call.principal, trace: call.trace), status: .accepted)
        }
        router.on("webhooks/{webhook}/deliveries", .get, gate, needs: .webhooksManage, Self.listingDeliveries, use: deliveries)
        router.on("webhooks/{webhook}/deliveries/{delivery}", .get, gate, needs: .webhooksManage, Self.showingDelivery) { [webhooks] call in
            .json(try await webhooks.delivery(try deliveryID(call), of: try id(call), for: call.principal))
        }
        router.on(
            "webhooks/{webhook}/deliveries/{delivery}/redelivery", .post, gate, needs: .webhooksManage, Self.redelivering
        ) { [webhooks] call in
            .json(
                try await webhooks.redeliver(
                    try deliveryID(call), of: try id(call), key: call.idempotencyKey(), by: call.principal, trace: call.trace),
                status: .accepted)
        }
    }

    @Sendable private func deliveries(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let limit = try query.limit(upTo: Webhooks.pageLimit) ?? Self.defaultPageSize
        let state = try query["state"].map { text in
            guard let state = WebhookDelivery.State(rawValue: text) else {
                let all = WebhookDelivery.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(.invalidRequest, "The list can't be shown.", fields: [FieldFault("state", "One of \(all).")])
            }
            return state
        }
        let page = try await webhooks.deliveries(
            of: try id(call), state: state, for: call.principal, cursor: query["cursor"], limit: limit)
        return .json(ListedAnswer(items: page.items, next: .some(page.next)))
    }

    private func draft(_ call: Call) async throws -> WebhookDraft {
        try WebhookDraft(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
    }

    private func id(_ call: Call) throws(Failure) -> ID<Webhook> {
        try call.context.id("webhook", missing: "There is no such webhook in this workspace.")
    }

    private func deliveryID(_ call: Call) throws(Failure) -> ID<WebhookDelivery> {
        try call.context.id("delivery", missing: "There is no such delivery of this webhook.")
    }
}

extension WebhookAnswer: VersionedEntity {}
extension NewWebhookSecret: VersionedEntity {}
