import HTTPServing
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Identity
import Primitives

/// Codes and links, redeemed.
extension AuthRoutes {
    private static let halfway = "Confirmation link accepted. Please proceed to confirm link sent to the other email"

    var verifyEndpoints: [AuthEndpoint] {
        [
            // A link comes from a mail, by a browser that has no key.
            open(.get, "verify", visitLink), open(.head, "verify", visitLink), open(.post, "verify", verify),
        ]
    }

    private struct VerifyBody: Decodable {
        let type: String?
        let email: String?
        let phone: String?
        let token: String?
        let tokenHash: String?
        let redirect: String?

        private enum CodingKeys: String, CodingKey {
            case type, email, phone, token
            case tokenHash = "token_hash"
            case redirect = "redirect_to"
        }
    }

    @Sendable private func verify(_ call: AuthCall) async throws -> Response {
        if call.request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false {
            return try await pressLinkButton(call)
        }
        let body = try await call.body(VerifyBody.self)
        let type = try LinkType.parse(body.type)
        let (proof, refusal) = try Self.proof(body, type)
        do {
            switch try await signIn.verify(proof, workspace: call.workspace, door: .wire, act: call.act) {
            case .session(let session):
                call.context.record.userID = session.person.id.description
                return try .json(AuthSessionAnswer(session, at: clock.now()))
            case .emailChangeHalfway: return try .json(["msg": Self.halfway, "code": "200"])
            }
        } catch let failure as Failure where failure.code == .codeInvalid || failure.code == .forbidden {
            throw refusal
        }
    }

    private static func proof(_ body: VerifyBody, _ type: LinkType) throws(AuthError) -> (SignIn.Proof, AuthError) {
        switch (body.token.given, body.tokenHash.given) {
        case (nil, let hash?):
            guard body.email.given == nil, body.phone.given == nil, body.redirect.given == nil else {
                throw AuthError.invalid("Only the token_hash and type should be provided")
            }
            return (.link(token: hash, slots: type.slots), AuthError.linkRefused)
        case (let token?, nil):
            guard let text = body.email.given, body.phone.given == nil else {
                throw body.phone.given != nil && body.email.given == nil
                    ? AuthError.noPhone : AuthError.invalid("Only an email address or phone number should be provided on verify")
            }
            guard let email = EmailAddress(text) else {
                throw AuthError(.unprocessableContent, .validationFailed, "Invalid email format")
            }
            return (.code(email: email, code: token, slots: type.slots), AuthError.codeRefused)
        default: throw AuthError.invalid("Verify requires either a token or a token hash")
        }
    }

    // MARK: Links

    private struct Link {
        let token: String
        let type: LinkType
        let target: LinkTarget

        var slots: [CodeSlot] { type.slots }
    }

    /// Someone, or some scanner, opened the link of a mail. Unless the operator wants otherwise a visit uses nothing up, and `HEAD`
    /// never does.
    @Sendable private func visitLink(_ call: AuthCall) async throws -> Response {
        let link = try await link(in: call.query)
        guard settings.linkVisit == .asks || call.request.method == .head else { return try await redeem(link, call) }
        let preview = try await signIn.peekLink(link.token)
        guard let preview, preview.door == .wire, link.slots.contains(preview.slot) else {
            return link.target.response(refused: AuthError.linkRefused)
        }
        return LinkPage(
            slot: preview.slot, email: preview.email, language: LinkPage.language(call.request.headers),
            fields: [("token", link.token), ("type", link.type.rawValue), ("redirect_to", link.target.address)]
        ).response
    }

    /// The button of the page.
    private func pressLinkButton(_ call: AuthCall) async throws -> Response {
        let text = String(buffer: try await call.bytes())
        return try await redeem(try await link(in: Query(URI("?\(text)"))), call)
    }

    private func link(in query: Query) async throws -> Link {
        // The second name is what some clients' own mail templates use.
        guard let token = query["token"] ?? query["token_hash"] else { throw AuthError.invalid("Verify requires a token or a token hash") }
        let type = try LinkType.parse(query["type"])
        let address = settings.redirects.allowed(query["redirect_to"])
        let wanted = address == nil ? try await signIn.peekLink(token)?.redirect : nil
        return Link(
            token: token, type: type,
            target: LinkTarget(
                address: address ?? settings.redirects.allowed(wanted) ?? settings.redirects.site, wantsCode: token.hasPrefix("pkce_")))
    }

    private func redeem(_ link: Link, _ call: AuthCall) async throws -> Response {
        do {
            if link.target.wantsCode {
                let code = try await signIn.redeemLinkForAuthCode(link.token, slots: link.slots, workspace: call.workspace, act: call.act)
                return code.map { link.target.response(code: $0) } ?? link.target.response(message: Self.halfway)
            }
            let proof = SignIn.Proof.link(token: link.token, slots: link.slots)
            switch try await signIn.verify(proof, workspace: call.workspace, door: .wire, act: call.act) {
            case .session(let session):
                call.context.record.userID = session.person.id.description
                return link.target.response(session, type: link.type, at: clock.now())
            case .emailChangeHalfway: return link.target.response(message: Self.halfway)
            }
        } catch let failure as Failure where Self.isOfLink(failure.code) {
            call.context.record.errorCode = failure.code
            let known = failure.code == .codeInvalid || failure.code == .forbidden
            return link.target.response(refused: known ? AuthError.linkRefused : AuthError(failure))
        }
    }

    /// What the application behind the link is told; the rest is between browser and node.
    private static func isOfLink(_ code: FailureCode) -> Bool {
        code == .codeInvalid || code == .forbidden || code == .banned || code == .emailTaken
    }
}
