package import Domain
import Hummingbird
package import Identity

/// What people and programs are told of: inboxes, the links in their mails, and webhooks.
package struct InboxAPI: Sendable {
    let inboxes: Inboxes
    let webhooks: Webhooks
    let ring: KeyRing

    package init(inboxes: Inboxes, webhooks: Webhooks, ring: KeyRing) {
        self.inboxes = inboxes
        self.webhooks = webhooks
        self.ring = ring
    }

    func add(to router: some RouterMethods<APIContext>, gate: Gatekeeper) {
        NotificationRoutes(inboxes: inboxes, gate: gate).add(to: router)
        WebhookRoutes(webhooks: webhooks, gate: gate).add(to: router)
    }

    /// What stands outside of the API's own paths.
    func addPages(to router: some RouterMethods<APIContext>) {
        UnsubscribeRoutes(inboxes: inboxes, ring: ring).add(to: router)
    }
}
