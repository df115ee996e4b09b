import DataStore
import Primitives

/// Turns the text of a credential into what it stands for: from memory when it can, by a look-up else.
///
/// The hot path neither reads nor writes the database; last uses are collected and written by ``flushLastUse(_:)``.
struct CredentialRecognizer: Sendable {
    let cache: CredentialCache
    private let lastUses = LastUses()
    private let store: Store
    private let clock: WallClock
    private let hooks: CredentialHooks
    private let kind: String

    /// - Parameter kind: keeps the texts of one kind apart from those of others in the cache they share; a key that is known must
    ///   not pass where an access token is wanted. Empty for texts that have a prefix of their own.
    init(kind: String, store: Store, clock: WallClock, cache: CredentialCache, hooks: CredentialHooks) {
        self.kind = kind
        self.store = store
        self.clock = clock
        self.cache = cache
        self.hooks = hooks
    }

    /// The credential if memory holds it.
    func recall(_ text: String) -> RecognizedCredential? {
        recall(TokenHash(of: text, kind: kind), at: clock.now())
    }

    func recognize(
        _ text: String, lookUp: (TokenHash) async throws -> RecognizedCredential?
    ) async throws -> RecognizedCredential? {
        let hash = TokenHash(of: text, kind: kind)
        let moment = clock.now()
        if let known = recall(hash, at: moment) { return known }
        let generation = cache.generation
        guard var credential = try await lookUp(hash), credential.isValid(at: moment) else { return nil }
        await hooks.lookedUp?()
        if credential.isUseWorthRecording(at: moment) {
            lastUses.record(hash, at: moment)
            credential.lastUsedAt = moment
        }
        cache.insert(credential, for: hash, lookedUpIn: generation)
        return credential
    }

    private func recall(_ hash: TokenHash, at moment: Timestamp) -> RecognizedCredential? {
        guard let use = cache.use(hash, at: moment) else { return nil }
        if use.isWorthRecording { lastUses.record(hash, at: moment) }
        return use.credential
    }

    /// Writes the last uses collected so far. What could not be written is kept for the next call.
    ///
    /// - Parameter recordUse: the statement that sets a last use, with the parameters moment, hash, moment.
    func flushLastUse(_ recordUse: String) async throws {
        while true {
            let uses = lastUses.take()
            if uses.isEmpty { return }
            do {
                try await store.write { transaction in
                    for (hash, moment) in uses { try transaction.execute(recordUse, [moment, hash, moment]) }
                }
            } catch {
                lastUses.giveBack(uses)
                throw error
            }
        }
    }
}
