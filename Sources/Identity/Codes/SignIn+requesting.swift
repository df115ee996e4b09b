import DataStore
package import Primitives

extension SignIn {
    /// What someone who wants in says.
    package struct Request: Sendable {
        package var email: EmailAddress
        /// `nil` from the page: then where the person was last, or the oldest workspace for someone new.
        package var workspace: ID<Workspace>?
        /// Whether someone new may be made; what the sign-up policy says stands above it.
        package var createsPerson: Bool
        /// What a newcomer keeps about themselves.
        package var metadata: [String: JSONValue]?
        package var challenge: CodeChallenge?
        /// Where the link leads in the end; checked by the caller.
        package var redirect: String?
        package var language: Language?
        /// `confirmation` becomes `recovery` for someone whose address is proven.
        package var slot: CodeSlot
        package var door: CodeDoor
        /// Asks once more for someone who waits to prove their address; for anyone else the same is done and nothing sent.
        package var isRepeated: Bool

        package init(
            email: EmailAddress, workspace: ID<Workspace>? = nil, createsPerson: Bool = true, metadata: [String: JSONValue]? = nil,
            challenge: CodeChallenge? = nil, redirect: String? = nil, language: Language? = nil, slot: CodeSlot = .confirmation,
            door: CodeDoor = .page, isRepeated: Bool = false
        ) {
            self.email = email
            self.workspace = workspace
            self.createsPerson = createsPerson
            self.metadata = metadata
            self.challenge = challenge
            self.redirect = redirect
            self.language = language
            self.slot = slot
            self.door = door
            self.isRepeated = isRepeated
        }

        var audience: CodeAudience { CodeAudience(door: door, workspace: workspace) }
    }

    /// Sends a code and a link to an address that may sign in; for any other it does the same and sends nothing.
    ///
    /// - Throws: ``Failure`` `rateLimited`, `busy`, and for a stock client that asks for a known person only, while sign-up is open
    ///   to all and so nothing is given away, `notFound`. `invalidRequest` for a slot that is not asked for this way.
    package func requestCode(_ request: Request, act: Act) async throws {
        guard request.slot == .confirmation || request.slot == .recovery else {
            throw Failure(.invalidRequest, "A code of this kind is not asked for this way.")
        }
        try rates.refuseKnown(.codeRequest, remote: act.remoteAddress)
        let plan = try await store.read { [self] transaction in
            try rates.check(.codeRequest, remote: act.remoteAddress, in: transaction)
            try rates.checkAddress(request.email, for: request.audience, in: transaction)
            return try self.plan(request, transaction)
        }
        guard !plan.mustRefuse else {
            try await write { [rates] in try rates.take(.codeRequest, remote: act.remoteAddress, in: $0) }
            throw Failure(.notFound, "Nobody with this address is known here.")
        }
        let code = try await freshCode(for: plan.recipient, in: plan.slot, forChallenge: request.challenge != nil)
        try await write { [self] transaction in
            try rates.take(.codeRequest, remote: act.remoteAddress, in: transaction)
            try rates.takeAddress(request.email, for: request.audience, in: transaction)
            try put(code, request, plan, act, transaction)
        }
    }

    /// What a request comes to; the same members for an address that may sign in and for one that may not.
    private struct Plan: Sendable {
        let slot: CodeSlot
        /// As the person wrote it, where there is one: another spelling of the same mailbox may be another mailbox elsewhere.
        let recipient: EmailAddress
        let personID: ID<Person>?
        let isDecoy: Bool
        let mustRefuse: Bool
        let metadata: [String: JSONValue]?
        let language: Language
        let place: String?
    }

    private func plan(_ request: Request, _ transaction: some SQLReading) throws -> Plan {
        let standing = try doorkeeper.standing(of: request.email, in: request.workspace, at: clock.now(), transaction)
        let isExpected =
            switch standing {
            case .member, .invited: true
            case .newcomer: request.createsPerson
            case .stranger: false
            }
        let place = try standing.workspaceID.flatMap { try Workspaces.find($0, in: transaction) }
        let person = standing.person
        let earlier = request.isRepeated ? try self.earlier(request, standing, transaction) : nil
        return Plan(
            slot: request.slot == .confirmation && person?.emailConfirmedAt != nil && !(earlier?.isOver ?? false)
                ? .recovery : request.slot,
            recipient: person?.email ?? request.email, personID: person?.id, isDecoy: !isExpected || earlier?.isOver ?? false,
            mustRefuse: request.door == .wire && !request.createsPerson && doorkeeper.policy == .open && !isExpected && earlier == nil,
            metadata: request.metadata ?? earlier?.metadata,
            language: request.language ?? person?.language ?? place?.language ?? .english, place: place?.name.description)
    }

    /// What came of asking before.
    private struct Earlier {
        /// There was nothing, or the address has been proven since.
        let isOver: Bool
        let metadata: [String: JSONValue]?
    }

    private func earlier(_ request: Request, _ standing: Doorkeeper.Standing, _ transaction: some SQLReading) throws -> Earlier {
        let place = OneTimeCode.Place(workspace: request.workspace, door: request.door)
        let code = try OneTimeCodeRows.newest(of: request.email, in: [.confirmation, .recovery], at: place, transaction)
        if case .member(let person, _) = standing { return Earlier(isOver: person.emailConfirmedAt != nil, metadata: nil) }
        return Earlier(isOver: code.map { $0.usedAt != nil || $0.admission == .none } ?? true, metadata: code?.metadata)
    }

    private func put(_ code: FreshCode, _ request: Request, _ plan: Plan, _ act: Act, _ transaction: WriteTransaction) throws {
        let now = clock.now()
        let expiresAt = now + limits.codeLifetime
        try OneTimeCodeRows.put(
            OneTimeCode(
                id: ID(at: now), slot: plan.slot, email: plan.recipient, personID: plan.personID, workspaceID: request.workspace,
                admission: plan.isDecoy ? .none : .rules, door: request.door, metadata: plan.metadata, language: request.language,
                redirect: request.redirect, challenge: request.challenge, changeID: nil, newEmail: nil, proof: code.proof, attempts: 0,
                createdAt: now, expiresAt: expiresAt, usedAt: nil), in: transaction)
        // Changes no row when there is nobody.
        var change = PersonChange()
        if plan.slot == .recovery { change.recoverySentAt = now } else { change.confirmationSentAt = now }
        try PersonRows.update(plan.personID ?? ID(at: now), change, at: now, in: transaction)
        let letter = letters.code(
            code.text, link: links.link(code.link, door: request.door, slot: plan.slot, redirect: request.redirect),
            minutes: limits.codeLifetime.wholeMinutes, place: plan.place, in: plan.language)
        hooks.enqueued?()
        if plan.isDecoy {
            try outbox.pretend(
                letter, to: plan.recipient, workspace: request.workspace, trace: act.traceID, goodUntil: expiresAt, in: transaction)
        } else {
            try outbox.send(
                letter, to: plan.recipient, workspace: request.workspace, trace: act.traceID, goodUntil: expiresAt, in: transaction)
        }
    }
}

extension Duration {
    /// At least one.
    var wholeMinutes: Int { max(1, Int(microseconds / 60_000_000)) }
}
