package import DataStore
package import Primitives

/// One-time codes and links by mail: asked for, sent, redeemed.
///
/// Known and unknown addresses, right and wrong codes cost the same work: one read, one Argon2 hash, one write, and for a request
/// one mail job. What is told apart is told only to someone who has shown a right code.
package final class SignIn: Sendable {
    /// An invitation waits for someone who does not expect it.
    static let inviteLifetime: Duration = .hours(24)
    /// What GoTrue gives a client to exchange its code in.
    static let authCodeLifetime: Duration = .seconds(300)

    let store: Store
    let sessions: Sessions
    let ring: KeyRing
    let hasher: CodeHasher
    let outbox: Outbox
    let letters: Letters
    let links: SignInLinks
    let limits: SignInLimits
    let rates: RateLimits
    let doorkeeper: Doorkeeper
    let clock: WallClock
    let hooks: SignInHooks

    /// - Parameters:
    ///   - policy: who may come in without an invitation, and `signUpRole` as what.
    ///   - hasher: shut down by whoever made it.
    package init(
        store: Store, sessions: Sessions, ring: KeyRing, hasher: CodeHasher, outbox: Outbox, letters: Letters, links: SignInLinks,
        policy: SignUpPolicy = .invited, signUpRole: Role = .viewer, invitations: InvitationBook = .none,
        limits: SignInLimits = SignInLimits(), clock: WallClock = .system, hooks: SignInHooks = SignInHooks()
    ) {
        self.store = store
        self.sessions = sessions
        self.ring = ring
        self.hasher = hasher
        self.outbox = outbox
        self.letters = letters
        self.links = links
        self.limits = limits
        rates = RateLimits(limits: limits, clock: clock)
        doorkeeper = Doorkeeper(policy: policy, signUpRole: signUpRole, invitations: invitations)
        self.clock = clock
        self.hooks = hooks
    }

    /// Removes codes and limits that are of no use any more, a bounded number a call; answers how many. To be called every minute.
    @discardableResult
    package func removeExpired() async throws -> Int {
        let now = clock.now()
        return try await store.write { [rates] transaction in
            try OneTimeCodeRows.removeExpired(at: now, in: transaction) + AuthCodeRows.removeExpired(at: now, in: transaction)
                + rates.removeSpent(in: transaction)
        }
    }

    /// A write that the hooks count.
    func write<Value: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Value) async throws -> Value {
        hooks.wrote?()
        return try await store.write(body)
    }

    /// The same words for every reason: whoever guesses learns nothing.
    static let invalid = Failure(.codeInvalid, "This code or link does not work: it is wrong, expired or used. Ask for a new one.")
}
