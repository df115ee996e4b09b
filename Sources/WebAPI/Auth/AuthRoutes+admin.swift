import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// The users of a workspace, as its programs with the service key administer them.
extension AuthRoutes {
    var adminEndpoints: [AuthEndpoint] {
        [
            administrative(.get, "admin/users", listUsers), administrative(.post, "admin/users", createUser),
            administrative(.get, "admin/users/{id}", findUser), administrative(.put, "admin/users/{id}", updateUser),
            administrative(.delete, "admin/users/{id}", deleteUser), administrative(.post, "admin/generate_link", generateLink),
            administrative(.post, "invite", invite),
        ]
    }

    private struct UserOrder: Decodable {
        let id: String?
        let email: String?
        let phone: String?
        let password: String?
        let emailConfirm: Bool?
        let userMetadata: [String: JSONValue]?
        let appMetadata: [String: JSONValue]?
        let banDuration: String?

        private enum CodingKeys: String, CodingKey {
            case id, email, phone, password
            case emailConfirm = "email_confirm"
            case userMetadata = "user_metadata"
            case appMetadata = "app_metadata"
            case banDuration = "ban_duration"
        }
    }

    @Sendable private func listUsers(_ call: AuthCall, _ service: Principal) async throws -> Response {
        let number = try Self.count("page", in: call.query) ?? 1
        let size = min(try Self.count("per_page", in: call.query) ?? UserDirectory.defaultPageSize, UserDirectory.pageLimit)
        let page = try await users.list(page: number, size: size, act: call.act)
        let now = clock.now()
        var headers: HTTPFields = [:]
        for (name, value) in [("Link", pageLinks(page)), ("X-Total-Count", String(page.total))] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        let answer: [String: JSONValue] = [
            "users": .array(page.people.map { .object(AuthUserAnswer($0, at: now).members) }), "aud": "authenticated",
        ]
        return try .json(answer, headers: headers)
    }

    /// Clients send both parameters empty where they mean nothing.
    private static func count(_ name: String, in query: Query) throws(AuthError) -> Int? {
        guard let text = query[name] else { return nil }
        guard let count = Int(text), count >= 1 else { throw AuthError.invalid("Bad Pagination Parameters: \(name) has to be 1 or more") }
        return count
    }

    /// Clients read the page from behind the first equals sign, so it has to be the first parameter.
    private func pageLinks(_ page: UserPage) -> String {
        func link(_ number: Int, _ relation: String) -> String {
            "<\(settings.apiURL())\(AuthDoor.prefix)/admin/users?page=\(number)&per_page=\(page.size)>; rel=\"\(relation)\""
        }
        let next = page.number < page.lastNumber ? [link(page.number + 1, "next")] : []
        return (next + [link(page.lastNumber, "last")]).joined(separator: ", ")
    }

    /// A password is not kept: there is nothing that it would open, and the user signs in by code.
    @Sendable private func createUser(_ call: AuthCall, _ service: Principal) async throws -> Response {
        let order = try await call.body(UserOrder.self)
        guard let email = order.email.given else {
            throw order.phone.given == nil ? AuthError.invalid("Cannot create a user without either an email or phone") : AuthError.noPhone
        }
        let id = try order.id.given.map { text throws(AuthError) in
            guard let id = ID<Person>(text) else { throw AuthError.invalid("ID must conform to the uuid v4 format") }
            return id
        }
        let person = try await users.create(
            try AuthAddress.parse(email), id: id, as: settings.userRole, try change(of: order), act: call.act)
        return try .json(AuthUserAnswer(person, at: clock.now()))
    }

    @Sendable private func findUser(_ call: AuthCall, _ service: Principal) async throws -> Response {
        try .json(AuthUserAnswer(try await users.find(try Self.person(call), act: call.act), at: clock.now()))
    }

    @Sendable private func updateUser(_ call: AuthCall, _ service: Principal) async throws -> Response {
        let id = try Self.person(call)
        let order = try await call.body(UserOrder.self)
        guard order.phone.given == nil else { throw AuthError.noPhone }
        guard order.password.given == nil else { throw AuthError.noPasswords }
        var change = try change(of: order)
        change.email = try order.email.given.map { text throws(AuthError) in try AuthAddress.parse(text) }
        let wanted = change
        let person = try await Self.saying(.unprocessableContent) { try await users.update(id, wanted, act: call.act) }
        return try .json(AuthUserAnswer(person, at: clock.now()))
    }

    private struct DeleteOrder: Decodable {
        let softly: Bool?

        private enum CodingKeys: String, CodingKey { case softly = "should_soft_delete" }
    }

    @Sendable private func deleteUser(_ call: AuthCall, _ service: Principal) async throws -> Response {
        let id = try Self.person(call)
        let hasBody = call.request.headers[.contentLength].map { $0 != "0" } ?? call.request.headers.contains(.transferEncoding)
        if hasBody, try await call.body(DeleteOrder.self).softly ?? false {
            throw AuthError.invalid("Soft deletion is not supported: a deleted user is gone. Ban the user instead.")
        }
        try await users.delete(id, act: call.act)
        return .json(EmptyObject())
    }

    private func change(of order: UserOrder) throws(AuthError) -> UserChange {
        var change = UserChange(
            confirmsEmail: order.emailConfirm ?? false, userMetadata: order.userMetadata, appMetadata: order.appMetadata)
        guard let text = order.banDuration.given else { return change }
        switch BanDuration(text) {
        case nil: throw AuthError.invalid("invalid format for ban duration: \(text)")
        case .ended: change.bannedUntil = .some(nil)
        case .lasting(let duration): change.bannedUntil = clock.now() + duration
        }
        return change
    }

    private static func person(_ call: AuthCall) throws(AuthError) -> ID<Person> {
        guard let id = call.context.parameters.get("id").flatMap({ ID<Person>($0) }) else {
            throw AuthError(.notFound, .validationFailed, "user_id must be an UUID")
        }
        return id
    }

    // MARK: Ways in

    private struct LinkBody: Decodable {
        let type: String?
        let email: String?
        let newEmail: String?
        let data: [String: JSONValue]?
        let redirect: String?

        private enum CodingKeys: String, CodingKey {
            case type, email, data
            case newEmail = "new_email"
            case redirect = "redirect_to"
        }
    }

    private static let linkSlots: [String: CodeSlot] = [
        "signup": .confirmation, "magiclink": .recovery, "recovery": .recovery, "invite": .invite,
        "email_change_current": .emailChangeCurrent, "email_change_new": .emailChangeNew,
    ]

    /// The answer is the user with the link's members beside, all in one object.
    @Sendable private func generateLink(_ call: AuthCall, _ service: Principal) async throws -> Response {
        let body = try await call.body(LinkBody.self)
        guard let type = body.type.given, let slot = Self.linkSlots[type] else {
            throw AuthError.invalid("Invalid email action link type requested: \(body.type ?? "")")
        }
        guard let email = body.email.given else { throw AuthError.invalid("An email address is required") }
        let order = LinkOrder(
            slot: slot, email: try AuthAddress.parse(email),
            newEmail: try body.newEmail.given.map { text throws(AuthError) in try AuthAddress.parse(text) }, metadata: body.data,
            redirect: settings.redirects.allowed(call.query["redirect_to"] ?? body.redirect), createsPerson: type != "recovery")
        let link = try await Self.saying(.unprocessableContent) { try await signIn.generateLink(order, by: service, act: call.act) }
        var members = AuthUserAnswer(link.person, at: clock.now()).members
        members["action_link"] = .string(link.actionLink.revealedText)
        members["email_otp"] = .string(link.code.revealedText)
        members["hashed_token"] = .string(link.token.revealedText)
        members["verification_type"] = .string(type)
        members["redirect_to"] = .string(link.redirect ?? settings.redirects.site)
        return try .json(members)
    }

    @Sendable private func invite(_ call: AuthCall, _ service: Principal) async throws -> Response {
        let body = try await call.body(LinkBody.self)
        guard let email = body.email.given else { throw AuthError.invalid("An email address is required") }
        let order = LinkOrder(
            slot: .invite, email: try AuthAddress.parse(email), metadata: body.data,
            redirect: settings.redirects.allowed(call.query["redirect_to"]))
        let person = try await Self.saying(.unprocessableContent) { try await signIn.invite(order, by: service, act: call.act) }
        return try .json(AuthUserAnswer(person, at: clock.now()))
    }

    /// What the service key may do otherwise, but not with this person: told by the reason, for `not_admin` would mislead.
    private static func saying<Value>(_ status: HTTPResponse.Status, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as Failure where failure.code == .forbidden {
            throw AuthError(status, .validationFailed, failure.message)
        }
    }
}
