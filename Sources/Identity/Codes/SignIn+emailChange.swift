import DataStore
import Primitives

extension SignIn {
    /// Sends one code to the present address and one to the new; the address changes once both were used.
    ///
    /// - Throws: ``Failure`` `emailTaken` when someone has it, `invalidRequest` when it is the present one, `rateLimited`, `busy`,
    ///   `notFound` for someone who is gone.
    package func requestEmailChange(_ request: EmailChangeRequest, act: Act) async throws {
        try rates.refuseKnown(.codeRequest, remote: act.remoteAddress)
        let plan = try await store.read { [self] in try self.plan(request, act, $0) }
        let forChallenge = request.challenge != nil
        let current = try await freshCode(for: plan.person.email, in: .emailChangeCurrent, forChallenge: forChallenge)
        let new = try await freshCode(for: request.newEmail, in: .emailChangeNew, forChallenge: forChallenge)
        try await write { [self] transaction in
            let now = clock.now()
            let again = try self.plan(request, act, transaction)
            // Another change has ended since the codes were bound to the address.
            guard again.person.email.normalized == plan.person.email.normalized else { throw Self.changedMeanwhile }
            try rates.take(.codeRequest, remote: act.remoteAddress, in: transaction)
            try rates.takeAddress(plan.person.email, for: request.audience, in: transaction)
            try rates.takeAddress(request.newEmail, for: request.audience, in: transaction)
            var change = PersonChange(newEmail: .some(request.newEmail))
            change.emailChangeSentAt = now
            try People.update(request.person, change, at: now, in: transaction)
            let changeID = ID<OneTimeCode>(at: now)
            for (code, slot) in [(current, CodeSlot.emailChangeCurrent), (new, .emailChangeNew)] {
                try put(code, in: slot, of: changeID, request, again, act, transaction)
            }
            try AuditLog.append(
                AuditEntry(
                    .emailChangeAsked, on: .person(plan.person), in: request.workspace,
                    after: ["email": .string(request.newEmail.description)], actor: AuditEntry.Actor(plan.person), act: act, at: now),
                in: transaction)
        }
    }

    private struct ChangePlan: Sendable {
        let person: Person
        let language: Language
    }

    private func plan(_ request: EmailChangeRequest, _ act: Act, _ transaction: some SQLReading) throws -> ChangePlan {
        guard let person = try People.find(request.person, in: transaction) else {
            throw Failure(.notFound, "There is no such person.")
        }
        guard person.email != request.newEmail else {
            throw Failure(
                .invalidRequest, "This is your address already.", fields: [FieldFault("/email", "an address other than the present one")])
        }
        try rates.check(.codeRequest, remote: act.remoteAddress, in: transaction)
        try rates.checkAddress(person.email, for: request.audience, in: transaction)
        try rates.checkAddress(request.newEmail, for: request.audience, in: transaction)
        guard try People.find(request.newEmail, in: transaction) == nil else { throw Self.taken }
        let place = try Workspaces.find(request.workspace, in: transaction)
        return ChangePlan(person: person, language: request.language ?? person.language ?? place?.language ?? .english)
    }

    private func put(
        _ code: FreshCode, in slot: CodeSlot, of change: ID<OneTimeCode>, _ request: EmailChangeRequest, _ plan: ChangePlan, _ act: Act,
        _ transaction: WriteTransaction
    ) throws {
        let now = clock.now()
        let expiresAt = now + limits.codeLifetime
        let isForNew = slot == .emailChangeNew
        let recipient = isForNew ? request.newEmail : plan.person.email
        try OneTimeCodeRows.put(
            OneTimeCode(
                id: ID(at: now), slot: slot, email: recipient, personID: plan.person.id, workspaceID: request.workspace,
                admission: .rules, door: request.door, metadata: nil, language: request.language, redirect: request.redirect,
                challenge: request.challenge, changeID: change, newEmail: request.newEmail, proof: code.proof, attempts: 0, createdAt: now,
                expiresAt: expiresAt, usedAt: nil), in: transaction)
        let letter = letters.emailChange(
            code.text, link: links.link(code.link, door: request.door, slot: slot, redirect: request.redirect),
            minutes: limits.codeLifetime.wholeMinutes, from: plan.person.email, to: request.newEmail, isForNew: isForNew,
            in: plan.language)
        hooks.enqueued?()
        try outbox.send(
            letter, to: recipient, workspace: request.workspace, trace: act.traceID, goodUntil: expiresAt, in: transaction)
    }

    /// Takes one confirmation of a change; with the second the address becomes the new one.
    func proveChange(_ code: OneTimeCode, _ act: Act, _ transaction: WriteTransaction) throws -> Proven {
        guard let new = code.newEmail, let other = try OneTimeCodeRows.counterpart(of: code, in: transaction) else { return .refused }
        guard other.usedAt != nil else { return .halfway }
        let old = code.slot == .emailChangeCurrent ? code.email : other.email
        guard let workspace = code.workspaceID, let person = try code.personID.flatMap({ try People.find($0, in: transaction) }),
            person.email == old, try !(code.admission == .granted && doorkeeper.isShared(person.id, beside: workspace, transaction)),
            try Members.role(of: person.id, in: workspace, transaction) != nil
        else { return .refused }
        let now = clock.now()
        var change = PersonChange(email: new, newEmail: .some(nil))
        change.emailConfirmedAt = now
        let changed = try People.update(person.id, change, at: now, in: transaction)
        // Codes that lie in the old mailbox open nothing any more, nor do this change's own.
        try OneTimeCodeRows.removeAll(of: person.id, in: transaction)
        try AuditLog.append(
            AuditEntry(
                .emailChanged, on: .person(changed), in: workspace, before: ["email": .string(old.description)],
                after: ["email": .string(new.description)], actor: AuditEntry.Actor(changed), act: act, at: now), in: transaction)
        transaction.afterCommit { [sessions] in sessions.forget(person.id) }
        return .proven(person.id, workspace)
    }

    private static let taken = Failure(
        .emailTaken, "Somebody has this address already.", fields: [FieldFault("/email", "an address that nobody here has")])
    private static let changedMeanwhile = Failure(.conflict, "The address has changed meanwhile. Load the page again.")
}
