import DataStore
import Primitives

/// Turns the hash of a credential into its principal: from memory when it can, from the database else.
///
/// The hot path neither reads nor writes the database; last uses are collected and written by ``flushLastUse()``.
final class CredentialRecognizer: Sendable {
    typealias LookUp = @Sendable (TokenHash, ReadTransaction) throws -> RecognizedCredential?

    let cache = CredentialCache()
    private let lastUses = LastUses()
    private let store: Store
    private let clock: WallClock
    private let hooks: CredentialHooks
    private let lookUp: LookUp
    private let recordUse: String

    /// - Parameter recordUse: the statement that sets a last use, with the parameters moment, hash, moment.
    init(store: Store, clock: WallClock, hooks: CredentialHooks, recordUse: String, lookUp: @escaping LookUp) {
        self.store = store
        self.clock = clock
        self.hooks = hooks
        self.recordUse = recordUse
        self.lookUp = lookUp
    }

    func principal(for hash: TokenHash) async throws -> Principal? {
        let moment = clock.now()
        if let use = cache.use(hash, at: moment) {
            if use.isWorthRecording { lastUses.record(hash, at: moment) }
            return use.principal
        }
        let generation = cache.generation
        let lookUp = lookUp
        guard var credential = try await store.read({ try lookUp(hash, $0) }), credential.isValid(at: moment) else { return nil }
        await hooks.lookedUp?()
        if credential.isUseWorthRecording(at: moment) {
            lastUses.record(hash, at: moment)
            credential.lastUsedAt = moment
        }
        cache.insert(credential, for: hash, lookedUpIn: generation)
        return credential.principal
    }

    /// Writes the last uses collected so far. What could not be written is kept for the next call.
    func flushLastUse() async throws {
        let recordUse = recordUse
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
