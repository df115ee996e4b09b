import Domain
import HTTPTypes
import Primitives

extension WebhookRoutes {
    private static let optionalMembers: [Shape.Member] = [
        .init("projectId", .nullable(.id), "Only what happens in that project"),
        .init("description", .nullable(.text(upTo: 200)), "What it is for"),
        .init("enabled", .flag, "Whether events are sent; enabling one forgets why it was disabled"),
    ]
    private static let urlShape = Shape.text(upTo: 2_000)
    private static let typesShape = Shape.list(.text(upTo: 100), upTo: 50)

    static let listing = Operation(
        id: "listWebhooks", summary: "All webhooks of the workspace", answers: [.list(WebhookAnswer.self, atMost: Webhooks.countLimit)])
    static let creating = Operation(
        id: "createWebhook", summary: "Have events sent to an address",
        detail: "The secret is in this answer and in no other.",
        body: .members(
            [
                .init("url", urlShape, required: true, "https://, on a public network, port 443 (the local profile takes others)"),
                .init("types", typesShape, required: true, "Names such as lead.updated, families such as lead.*, or *"),
            ] + optionalMembers), key: .optional, answers: [.versioned(NewWebhookSecret.self, .created)], hasLocation: true,
        failures: [.conflict])
    static let showing = Operation(id: "getWebhook", summary: "One webhook", answers: [.versioned(WebhookAnswer.self)])
    static let changing = Operation(
        id: "changeWebhook", summary: "Change a webhook",
        body: .mergePatch([.init("url", urlShape, ""), .init("types", typesShape, "")] + optionalMembers), needsVersion: true,
        answers: [.versioned(WebhookAnswer.self)])
    static let deleting = Operation(id: "deleteWebhook", summary: "Delete a webhook with its deliveries", needsVersion: true)
    static let rotating = Operation(
        id: "rotateWebhookSecret", summary: "Make a new secret",
        detail: "For 24 hours the secret before signs as well. The new one is in this answer and in no other.", key: .optional,
        answers: [.versioned(NewWebhookSecret.self)])
    static let testing = Operation(
        id: "testWebhook", summary: "Send a test event, once", key: .optional, answers: [.json(WebhookDelivery.self, .accepted)],
        failures: [.conflict])
    static let listingDeliveries = Operation(
        id: "listWebhookDeliveries", summary: "What was sent in the last 14 days, the newest first",
        parameters: [.init("state", .oneOf(WebhookDelivery.State.allCases.map(\.rawValue)), "Only those in that state")]
            + .page(upTo: Webhooks.pageLimit),
        answers: [.page(WebhookDelivery.self)])
    static let showingDelivery = Operation(
        id: "getWebhookDelivery", summary: "A delivery with what was sent and what was answered last",
        answers: [.json(WholeWebhookDelivery.self)])
    static let redelivering = Operation(
        id: "redeliverWebhook", summary: "Send an event again", key: .optional, answers: [.json(WebhookDelivery.self, .accepted)],
        failures: [.conflict])
}
