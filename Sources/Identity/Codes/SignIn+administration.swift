import DataStore
import Primitives

extension SignIn {
    /// Makes a code and link for someone and shows them to the program that asked, which delivers them; no mail is sent.
    ///
    /// - Throws: ``Failure`` `forbidden` without the permission, and for the address of someone who belongs to another workspace too;
    ///   `notFound` for someone unknown who is not to be made, `emailTaken` for a member who is to be confirmed or invited again, and
    ///   for a new address that someone has; `invalidRequest`, `busy`.
    package func generateLink(_ order: LinkOrder, by service: Principal, act: Act) async throws -> GeneratedLink {
        let made = try await make(order, isMailed: false, by: service, act)
        return GeneratedLink(
            person: made.person, slot: order.slot, code: Secret(made.code.text), token: made.code.link, actionLink: Secret(made.link),
            redirect: order.redirect)
    }

    /// Mails an invitation with a code and link, and shows them to nobody else.
    ///
    /// - Parameter order: its slot is `invite`.
    /// - Throws: as ``generateLink(_:by:act:)``.
    package func invite(_ order: LinkOrder, by service: Principal, act: Act) async throws -> Person {
        guard order.slot == .invite else { throw Failure(.invalidRequest, "This is no invitation.") }
        return try await make(order, isMailed: true, by: service, act).person
    }

    private struct Made: Sendable {
        let person: Person
        let code: FreshCode
        let link: String
    }

    private func make(_ order: LinkOrder, isMailed: Bool, by service: Principal, _ act: Act) async throws -> Made {
        try service.require(.usersManage)
        let recipient = try Self.recipient(of: order)
        let code = try await freshCode(for: recipient, in: order.slot, forChallenge: order.challenge != nil)
        let link = links.link(code.link, door: .wire, slot: order.slot, redirect: order.redirect)
        let person = try await write { [self] transaction in
            let person = try self.person(of: order, by: service, act, transaction)
            if order.slot.isEmailChange, try doorkeeper.isShared(person.id, beside: service.workspaceID, transaction) { throw Self.shared }
            let expiresAt = clock.now() + (order.slot == .invite ? max(Self.inviteLifetime, limits.codeLifetime) : limits.codeLifetime)
            try put(code, for: recipient, order, person, service, expiresAt: expiresAt, act, transaction)
            if isMailed { try mail(recipient, code, link, order, service, goodUntil: expiresAt, act, transaction) }
            return try People.find(person.id, of: service.workspaceID, in: transaction) ?? person
        }
        return Made(person: person, code: code, link: link)
    }

    private static func recipient(of order: LinkOrder) throws(Failure) -> EmailAddress {
        guard order.slot.isEmailChange else { return order.email }
        guard let new = order.newEmail else {
            throw Failure(
                .invalidRequest, "A change of address needs the new one.", fields: [FieldFault("/new_email", "an e-mail address")])
        }
        return order.slot == .emailChangeNew ? new : order.email
    }

    private func person(of order: LinkOrder, by service: Principal, _ act: Act, _ transaction: WriteTransaction) throws -> Person {
        let (workspace, now) = (service.workspaceID, clock.now())
        if let member = try People.find(order.email, of: workspace, in: transaction) {
            if order.slot == .confirmation || order.slot == .invite, member.emailConfirmedAt != nil { throw Self.known }
            if let new = order.newEmail, order.slot.isEmailChange {
                guard try People.find(new, in: transaction) == nil else { throw Self.known }
                try People.update(member.id, PersonChange(newEmail: .some(new)), at: now, in: transaction)
            }
            return try People.find(member.id, of: workspace, in: transaction) ?? member
        }
        guard order.createsPerson, !order.slot.isEmailChange else { throw Failure(.notFound, "There is no such person.") }
        let known = try People.find(order.email, in: transaction)
        let person =
            try known
            ?? People.create(
                order.email, name: Doorkeeper.name(in: order.metadata), language: order.language, at: now, in: transaction)
        try Members.add(
            person.id, as: doorkeeper.signUpRole, to: workspace, userMetadata: order.metadata ?? [:], at: now, transaction)
        try AuditLog.append(
            AuditEntry(
                .userCreated, on: .person(person), in: workspace, after: ["email": .string(person.email.description)],
                act: act.by(service), at: now), in: transaction)
        return try People.find(person.id, of: workspace, in: transaction) ?? person
    }

    private func put(
        _ code: FreshCode, for recipient: EmailAddress, _ order: LinkOrder, _ person: Person,
        _ service: Principal, expiresAt: Timestamp, _ act: Act, _ transaction: WriteTransaction
    ) throws {
        let now = clock.now()
        try OneTimeCodeRows.put(
            OneTimeCode(
                id: ID(at: now), slot: order.slot, email: recipient, personID: person.id, workspaceID: service.workspaceID,
                admission: .granted, door: .wire, metadata: order.metadata, language: order.language, redirect: order.redirect,
                challenge: order.challenge, changeID: try changeID(of: order, person, in: service.workspaceID, at: now, transaction),
                newEmail: order.newEmail,
                proof: code.proof, attempts: 0, createdAt: now, expiresAt: expiresAt, usedAt: nil), in: transaction)
        var change = PersonChange()
        switch order.slot {
        case .confirmation: change.confirmationSentAt = now
        case .recovery: change.recoverySentAt = now
        case .emailChangeCurrent, .emailChangeNew: change.emailChangeSentAt = now
        case .invite: change.invitedAt = now
        }
        try People.update(person.id, change, at: now, in: transaction)
        try AuditLog.append(
            AuditEntry(
                .signInLinkMade, on: .person(person), in: service.workspaceID, after: ["type": .string(order.slot.linkType)],
                act: act.by(service), at: now), in: transaction)
    }

    /// The two halves of a change are ordered one by one: the second joins the first when it wants the same address.
    private func changeID(
        of order: LinkOrder, _ person: Person, in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: some SQLReading
    ) throws -> ID<OneTimeCode>? {
        guard let other = order.slot.counterpart, let new = order.newEmail else { return nil }
        let address = other == .emailChangeNew ? new : person.email
        let place = OneTimeCode.Place(workspace: workspace, door: .wire)
        let half = try OneTimeCodeRows.newest(of: address, in: [other], at: place, transaction)
        if let half, half.personID == person.id, half.newEmail == new, half.expiresAt > moment, let id = half.changeID { return id }
        return ID(at: moment)
    }

    private func mail(
        _ recipient: EmailAddress, _ code: FreshCode, _ link: String, _ order: LinkOrder, _ service: Principal, goodUntil: Timestamp,
        _ act: Act, _ transaction: WriteTransaction
    ) throws {
        let place = try Workspaces.find(service.workspaceID, in: transaction)
        let letter = letters.invitation(
            to: place?.name.description ?? "Uprising", by: nil, as: nil, link: link, code: code.text, goodFor: goodUntil - clock.now(),
            in: order.language ?? place?.language ?? .english)
        hooks.enqueued?()
        try outbox.send(
            letter, to: recipient, workspace: service.workspaceID, trace: act.traceID, goodUntil: goodUntil, in: transaction)
    }

    private static let shared = Failure(
        .forbidden, "This person belongs to other workspaces too, and changes the address themselves.")
    private static let known = Failure(
        .emailTaken, "Somebody with this address is known here already.", fields: [FieldFault("/email", "another address")])
}
