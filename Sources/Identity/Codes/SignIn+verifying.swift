import DataStore
package import Primitives

extension SignIn {
    /// With what someone shows that they read the mail.
    package enum Proof: Sendable {
        case code(email: EmailAddress, code: String, slots: [CodeSlot])
        case link(token: String, slots: [CodeSlot])
    }

    /// Redeems a code or link; it works once.
    ///
    /// - Parameters:
    ///   - workspace: the one that a stock client's key names; a code that was asked for elsewhere does not work there.
    ///   - door: by which it is shown; it works only by the one by which it was asked for, and a session that the page opened reaches
    ///     all the person's workspaces, any other just its own.
    /// - Throws: ``Failure`` `codeInvalid`, in the same words for every reason; `rateLimited`, `busy`; to someone who has shown a right
    ///   code also what ``Sessions`` refuses (`banned`), and `emailTaken` when a wanted address has been taken meanwhile.
    package func verify(_ proof: Proof, workspace: ID<Workspace>?, door: CodeDoor, act: Act) async throws -> SignInOutcome {
        try rates.refuseKnown(.verification, remote: act.remoteAddress)
        let verdict: Verdict =
            switch proof {
            case .code(let email, let code, let slots):
                try await verify(code, for: email, in: slots, OneTimeCode.Place(workspace: workspace, door: door), act)
            case .link(let token, let slots):
                try await verify(link: token, in: slots, OneTimeCode.Place(workspace: workspace, door: door), act)
            }
        switch verdict {
        case .refused: throw Self.invalid
        case .halfway: return .emailChangeHalfway
        case .opened(let opened): return .session(try await sessions.issue(opened))
        }
    }

    /// How a write ended. A refusal is a value and no error, for an error would undo the count of the attempt.
    private enum Verdict: Sendable {
        case refused
        case halfway
        case opened(OpenedSession)
    }

    private func verify(
        _ typed: String, for email: EmailAddress, in slots: [CodeSlot], _ place: OneTimeCode.Place, _ act: Act
    ) async throws -> Verdict {
        guard let text = CodeText.parse(typed) else { return try await refuseMalformed(act) }
        let candidate = try await store.read { [rates] transaction in
            try rates.check(.verification, remote: act.remoteAddress, in: transaction)
            return try OneTimeCodeRows.newest(of: email, in: slots, at: place, transaction)
        }
        let isRight = try await self.isRight(text, for: email, candidate)
        await hooks.compared?()
        return try await write { [self] transaction in
            try rates.take(.verification, remote: act.remoteAddress, in: transaction)
            let now = clock.now()
            if let candidate, isRight,
                try OneTimeCodeRows.use(candidate.id, at: now, attemptLimit: limits.attemptsPerCode, in: transaction)
            {
                return try open(candidate, act, transaction)
            }
            // Changes no row when there is no code.
            try OneTimeCodeRows.countMiss(candidate?.id ?? ID(at: now), in: transaction)
            return .refused
        }
    }

    /// Hashes in any case, and compares in a time that tells nothing.
    private func isRight(_ text: String, for email: EmailAddress, _ candidate: OneTimeCode?) async throws -> Bool {
        let pepper = candidate.flatMap { ring.accepted(.oneTimeCodePepper, id: $0.proof.keyID) }
        let salt = candidate?.proof.salt ?? Secret.random(byteCount: CodeHasher.saltByteCount).revealedBytes
        let hash = try await hash(
            text, for: email, in: candidate?.slot ?? .recovery, salt: salt, pepper: pepper ?? ring.current(.oneTimeCodePepper))
        return constantTimeEqual(hash, candidate?.proof.codeHash ?? []) && pepper != nil
    }

    private func verify(link token: String, in slots: [CodeSlot], _ place: OneTimeCode.Place, _ act: Act) async throws -> Verdict {
        guard LinkToken.isWellFormed(token) else { return try await refuseMalformed(act) }
        return try await write { [self] transaction in
            try rates.take(.verification, remote: act.remoteAddress, in: transaction)
            guard let code = try useLink(token, in: slots, place, transaction) else { return .refused }
            return try open(code, act, transaction)
        }
    }

    /// Uses the link's code up; `nil` unless it can be. Wrong guesses of the code beside it do not void a link: its 128 bits can't be
    /// guessed, and so nobody can lock its reader out.
    func useLink(
        _ token: String, in slots: [CodeSlot], _ place: OneTimeCode.Place, _ transaction: WriteTransaction
    ) throws -> OneTimeCode? {
        guard let code = try OneTimeCodeRows.find(link: TokenHash(of: token), in: transaction), slots.contains(code.slot),
            code.isFor(place), try OneTimeCodeRows.use(code.id, at: clock.now(), attemptLimit: .max, in: transaction)
        else { return nil }
        return code
    }

    /// What can be no code is refused without a hash: that says nothing of whether the address is known.
    private func refuseMalformed(_ act: Act) async throws -> Verdict {
        try await write { [rates] in try rates.take(.verification, remote: act.remoteAddress, in: $0) }
        return .refused
    }

    private func open(_ code: OneTimeCode, _ act: Act, _ transaction: WriteTransaction) throws -> Verdict {
        switch try prove(code, act, transaction) {
        case .refused: .refused
        case .halfway: .halfway
        case .proven(let person, let workspace):
            .opened(try sessions.open(for: person, in: workspace, method: code.method, reach: code.reach, act: act, transaction))
        }
    }

    /// What a used code has proven.
    enum Proven: Sendable {
        /// The rules have changed since it was sent.
        case refused
        case halfway
        case proven(ID<Person>, ID<Workspace>)
    }

    func prove(_ code: OneTimeCode, _ act: Act, _ transaction: WriteTransaction) throws -> Proven {
        if code.slot.isEmailChange { return try proveChange(code, act, transaction) }
        guard let entry = try doorkeeper.letIn(by: code, act: act, at: clock.now(), transaction) else { return .refused }
        return .proven(entry.person, entry.workspace)
    }
}

extension OneTimeCode {
    /// Where a code is shown.
    struct Place: Sendable {
        /// `nil` is the page, or a link that names none.
        let workspace: ID<Workspace>?
        let door: CodeDoor
    }

    func isFor(_ place: OneTimeCode.Place) -> Bool { place.door == door && (place.workspace == nil || place.workspace == workspaceID) }

    /// A stock client's tokens lie in the hands of whoever runs it.
    var reach: SessionReach { door == .page ? .node : .workspace }

    var method: SignInMethod {
        switch slot {
        case .confirmation, .recovery: .otp
        case .emailChangeCurrent, .emailChangeNew: .emailChange
        case .invite: .invite
        }
    }
}
