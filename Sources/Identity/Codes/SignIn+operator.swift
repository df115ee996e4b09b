import DataStore
package import Primitives

extension SignIn {
    /// A link with which a member signs in at the page, for the operator to hand over when mail is down. It works once, as long as a
    /// mailed code does, and voids the one that was mailed before.
    ///
    /// - Throws: ``Failure`` `notFound` for someone who belongs to no workspace, `busy`.
    package func operatorLink(for email: EmailAddress, act: Act) async throws -> (link: Secret, expiresAt: Timestamp) {
        let code = try await freshCode(for: email, in: .recovery, forChallenge: false)
        let expiresAt = try await write { [self] transaction in
            let now = clock.now()
            guard let person = try People.find(email, in: transaction),
                let workspace = try Members.home(of: person.id, at: now, in: transaction)
            else { throw Failure(.notFound, "Nobody with this address belongs to a workspace. `uprising user list` shows who does.") }
            let expiresAt = now + limits.codeLifetime
            try OneTimeCodeRows.put(
                OneTimeCode(
                    id: ID(at: now), slot: .recovery, email: person.email, personID: person.id, workspaceID: nil, admission: .rules,
                    door: .page, metadata: nil, language: nil, redirect: nil, challenge: nil, changeID: nil, newEmail: nil,
                    proof: code.proof, attempts: 0, createdAt: now, expiresAt: expiresAt, usedAt: nil), in: transaction)
            try AuditLog.append(
                AuditEntry(.signInLinkMade, on: .person(person), in: workspace, after: ["by": "operator"], act: act, at: now),
                in: transaction)
            return expiresAt
        }
        return (Secret(links.link(code.link, door: .page, slot: .recovery, redirect: nil)), expiresAt)
    }
}
