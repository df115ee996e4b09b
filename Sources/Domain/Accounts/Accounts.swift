package import DataStore
package import Identity
package import Primitives

/// Coming in: setting the node up, and who one is afterwards.
package struct Accounts: Sendable {
    let store: Store
    let setupLinks: SetupLinks
    let sessions: Sessions
    let clock: WallClock

    package init(store: Store, setupLinks: SetupLinks, sessions: Sessions, clock: WallClock = .system) {
        self.store = store
        self.setupLinks = setupLinks
        self.sessions = sessions
        self.clock = clock
    }

    /// Whether the node has no owner yet.
    package func isSetupNeeded() async throws -> Bool {
        try await setupLinks.isNeeded()
    }

    /// Makes the first workspace with its default project, channel and bucket, the owner and a session, in one write.
    ///
    /// - Throws: ``Failure`` `setupLinkInvalid` or `invalidRequest`.
    package func setUp(_ request: SetupRequest, act: Act) async throws -> NewSession {
        try await setupLinks.redeem(request, act: act) { [clock] tx, workspace in
            try Projects.createDefault(for: workspace, at: clock.now(), in: tx)
            try Channels.createDefault(for: workspace, at: clock.now(), in: tx)
            try LeadFiles.createBucket(for: workspace, at: clock.now(), in: tx)
        }.session
    }

    /// - Throws: ``Failure`` `unauthenticated` for someone who is gone.
    package func signedIn(_ principal: Principal) async throws -> SignedIn {
        try await store.read { tx in
            let person = try principal.personID.flatMap { try People.find($0, in: tx) }
            guard person != nil || principal.personID == nil, let workspace = try Workspaces.find(principal.workspaceID, in: tx)
            else { throw Failure(.unauthenticated, "This person or workspace is not here any more. Sign in again.") }
            var memberships: [Membership] = []
            var inbox: ID<Inbox>?
            if case .session = principal.credential, let person {
                memberships = try Members.memberships(of: person.id, in: tx)
                inbox = try Members.inbox(of: person.id, in: workspace.id, tx)
            }
            return SignedIn(
                principal: principal, person: person, workspace: workspace, project: try Projects.default(of: workspace.id, in: tx),
                inboxID: inbox,
                memberships: memberships.filter { principal.reach == .node || $0.workspace.id == workspace.id })
        }
    }

    /// Ends a session that a proof opened on the way and nobody uses.
    package func discard(_ session: NewSession, of person: ID<Person>, act: Act) async throws {
        try await sessions.end(session.session.id, of: person, act: act)
    }

    /// Changes what is the person's own: their name, and the language of letters and page.
    ///
    /// - Throws: ``Failure`` `invalidRequest`, `forbidden` for a sign-in that is good for one workspace alone.
    package func changeProfile(name: String?, language: Language?, act: Act) async throws -> Person {
        guard let principal = act.principal else { throw Failure(.unauthenticated, "Sign in first.") }
        let id = try principal.requirePerson()
        let name = try name.map { text in
            guard let name = DisplayName(text) else {
                throw Failure(
                    .invalidRequest, "The name can't be shown.",
                    fields: [FieldFault("/name", "1 to \(DisplayName.characterLimit) printable characters")])
            }
            return name
        }
        return try await store.write { [clock, sessions] tx in
            guard let before = try People.find(id, in: tx) else { throw Failure(.notFound, "There is no such person.") }
            let after = try People.update(id, PersonChange(name: name, language: language), at: clock.now(), in: tx)
            if after.name != before.name {
                try AuditLog.append(
                    AuditEntry(
                        "person.renamed", on: .person(after), in: principal.workspaceID, before: ["name": .string(before.name.description)],
                        after: ["name": .string(after.name.description)], act: act, at: clock.now()), in: tx)
            }
            tx.afterCommit { sessions.forget(id) }
            return after
        }
    }
}
