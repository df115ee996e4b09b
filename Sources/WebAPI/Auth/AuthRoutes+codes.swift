import DataStore
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Codes by mail: asked for, and asked for again.
extension AuthRoutes {
    var codeEndpoints: [AuthEndpoint] {
        [
            keyed(.post, "otp") { [self] call, workspace in
                let order = try await call.body(CodeOrder.self)
                return try await requestCode(order, createsPerson: order.createsPerson ?? true, call, workspace)
            },
            keyed(.post, "magiclink") { [self] call, workspace in
                try await requestCode(try await call.body(CodeOrder.self), createsPerson: true, call, workspace)
            },
            keyed(.post, "recover", recover), keyed(.post, "resend", resend), keyed(.post, "signup", signUp),
            personal(.get, "reauthenticate", reauthenticate),
        ]
    }

    private func requestCode(
        _ order: CodeOrder, createsPerson: Bool, _ call: AuthCall, _ workspace: ID<Workspace>
    ) async throws -> Response {
        let request = SignIn.Request(
            email: try AuthAddress.only(email: order.email, phone: order.phone), workspace: workspace, createsPerson: createsPerson,
            metadata: order.data, challenge: try order.challenge(), redirect: settings.redirects.allowed(call.query["redirect_to"]),
            door: .wire)
        do {
            try await mailing(call.act) { try await signIn.requestCode(request, act: call.act) }
        } catch let failure as Failure where failure.code == .notFound {
            throw AuthError(.unprocessableContent, .otpDisabled, "Signups not allowed for otp")
        }
        return .json(EmptyObject())
    }

    /// The answer never tells whether anybody has the address.
    @Sendable private func recover(_ call: AuthCall, _ workspace: ID<Workspace>) async throws -> Response {
        let order = try await call.body(CodeOrder.self)
        guard let email = order.email.given else { throw AuthError.invalid("Password recovery requires an email") }
        let request = SignIn.Request(
            email: try AuthAddress.parse(email), workspace: workspace, createsPerson: false, challenge: try order.challenge(),
            redirect: settings.redirects.allowed(call.query["redirect_to"]), slot: .recovery, door: .wire)
        try await quietly { try await mailing(call.act) { try await signIn.requestCode(request, act: call.act) } }
        return .json(EmptyObject())
    }

    @Sendable private func resend(_ call: AuthCall, _ workspace: ID<Workspace>) async throws -> Response {
        let order = try await call.body(CodeOrder.self)
        switch order.type.given {
        case "signup", "email_change": break
        case "sms", "phone_change": throw AuthError.noPhone
        default: throw AuthError.invalid("Missing one of these types: signup, email_change, sms, phone_change")
        }
        guard let email = order.email.given else { throw AuthError.invalid("Type provided requires an email address") }
        let address = try AuthAddress.parse(email)
        let (challenge, redirect) = (try order.challenge(), settings.redirects.allowed(call.query["redirect_to"]))
        if order.type == "signup" {
            let request = SignIn.Request(
                email: address, workspace: workspace, challenge: challenge, redirect: redirect, door: .wire, isRepeated: true)
            try await quietly { try await mailing(call.act) { try await signIn.requestCode(request, act: call.act) } }
        } else if let known = try await store.read({ try People.find(address, of: workspace, in: $0) }), let new = known.newEmail {
            let change = EmailChangeRequest(
                person: known.id, workspace: workspace, newEmail: new, challenge: challenge, redirect: redirect, door: .wire)
            try await quietly { try await mailing(call.act) { try await signIn.requestEmailChange(change, act: call.act) } }
        }
        return .json(EmptyObject())
    }

    /// Sends a code to someone signed in, to show once more that the mailbox is theirs.
    @Sendable private func reauthenticate(_ call: AuthCall, _ user: SignedInUser) async throws -> Response {
        let workspace = user.principal.workspaceID
        let person = try await ownUser.find(user.person, in: workspace)
        let request = SignIn.Request(
            email: person.email, workspace: workspace, createsPerson: false, slot: .recovery, door: .wire)
        try await mailing(call.act) { try await signIn.requestCode(request, act: call.act) }
        return .json(EmptyObject())
    }

    /// Signing up is asking for a code; what needs a password is refused by the reason that the client can show.
    @Sendable private func signUp(_ call: AuthCall, _ workspace: ID<Workspace>) async throws -> Response {
        let order = try await call.body(CodeOrder.self)
        switch (order.email.given, order.phone.given) {
        case (nil, nil):
            throw AuthError(.unprocessableContent, .anonymousProviderDisabled, "Anonymous sign-ins are disabled")
        case (nil, _): throw AuthError.noPhone
        default:
            throw AuthError(
                .badRequest, .emailProviderDisabled, "Email signups with a password are disabled. Ask for a one-time code instead.")
        }
    }

    /// Tells a limit of the address from one of the remote, which clients know by different codes.
    func mailing(_ act: Act, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let failure as Failure where failure.code == .rateLimited {
            try await refuseRemote(act)
            throw AuthError(.tooManyRequests, .overEmailSendRateLimit, failure.message, retryAfter: failure.retryAfter)
        }
    }

    /// - Throws: ``Failure`` `rateLimited` if it is the remote that has no budget. In a flood from memory alone.
    private func refuseRemote(_ act: Act) async throws {
        try rates.refuseKnown(.codeRequest, remote: act.remoteAddress)
        try await store.read { [rates] in try rates.check(.codeRequest, remote: act.remoteAddress, in: $0) }
    }

    /// Lets pass what would tell whether an address is known.
    private func quietly(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let failure as Failure where failure.code == .notFound || failure.code == .emailTaken || failure.code == .conflict {
            return
        }
    }
}
