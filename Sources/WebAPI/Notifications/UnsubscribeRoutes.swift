import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Where a link in a mail ends such mails: by one POST of a mail program (RFC 8058 §3.2), or by a person who presses the button.
///
/// The link says for whom, signed, so no credential is asked for. A GET changes nothing: scanners of mail open links.
struct UnsubscribeRoutes: Sendable {
    /// What mail programs send is one short field.
    private static let bodyLimit = 4_096

    let inboxes: Inboxes
    let ring: KeyRing

    func add(to router: some RouterMethods<APIContext>) {
        router.get("unsubscribe/{link}") { request, context in
            _ = try link(context)
            return UnsubscribePage(language: LinkPage.language(request.headers), isDone: false).response
        }
        router.post("unsubscribe/{link}") { request, context in
            // Whatever it says: the link says it all.
            _ = try await request.body.collect(upTo: Self.bodyLimit)
            try await inboxes.unsubscribe(try link(context))
            return UnsubscribePage(language: LinkPage.language(request.headers), isDone: true).response
        }
    }

    private func link(_ context: APIContext) throws -> UnsubscribeLink {
        try UnsubscribeLink(context.parameters.get("link") ?? "", with: ring)
    }
}
