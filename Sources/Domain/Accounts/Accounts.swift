package import DataStore
package import Identity
package import Primitives

/// Coming in: setting the node up, and who one is afterwards.
package struct Accounts: Sendable {
    let store: Store
    let setupLinks: SetupLinks
    let clock: WallClock

    package init(store: Store, setupLinks: SetupLinks, clock: WallClock = .system) {
        self.store = store
        self.setupLinks = setupLinks
        self.clock = clock
    }

    /// Whether the node has no owner yet.
    package func isSetupNeeded() async throws -> Bool {
        try await setupLinks.isNeeded()
    }

    /// Makes the first workspace with its default project, the owner and a session, in one write.
    ///
    /// - Throws: ``Failure`` `setupLinkInvalid` or `invalidRequest`.
    package func setUp(_ request: SetupRequest, userAgent: String?) async throws -> (session: NewSession, signedIn: SignedIn) {
        let outcome = try await setupLinks.redeem(request, userAgent: userAgent) { [clock] tx, workspace in
            try Projects.createDefault(for: workspace, at: clock.now(), in: tx)
        }
        return (outcome.session, try await signedIn(outcome.session.principal))
    }

    package func signedIn(_ principal: Principal) async throws -> SignedIn {
        try await store.read { tx in
            guard let person = try People.find(principal.personID, in: tx),
                let workspace = try Workspaces.find(principal.workspaceID, in: tx)
            else { throw Failure(.unauthenticated, "This person or workspace is not here any more. Sign in again.") }
            return SignedIn(
                person: person, workspace: workspace, project: try Projects.default(of: workspace.id, in: tx), role: principal.role)
        }
    }
}
