import Primitives
import Synchronization

/// Recognised credentials by hash, bounded, the least recently used leaving first.
///
/// What was looked up before a ``forget(_:)`` can't enter after it: an insertion names the generation in which its look-up began.
final class CredentialCache: Sendable {
    /// A node serves tens of people and a handful of scripts; at about 400 bytes an entry this stays under half a megabyte.
    static let entryLimit = 1_024

    /// What using a cached credential answers.
    struct Use {
        let principal: Principal
        /// The last use known to the database is old enough to be written again.
        let isWorthRecording: Bool
    }

    private struct Entry {
        var credential: RecognizedCredential
        var turn: UInt64
    }

    private struct State {
        var entries: [TokenHash: Entry] = [:]
        var generation: UInt64 = 0
        var turn: UInt64 = 0
    }

    private let state = Mutex(State())

    var generation: UInt64 { state.withLock { $0.generation } }
    var count: Int { state.withLock { $0.entries.count } }

    /// Answers the principal of a credential that is known and valid at `moment`, and remembers the use.
    func use(_ hash: TokenHash, at moment: Timestamp) -> Use? {
        state.withLock { state in
            guard let entry = state.entries[hash] else { return nil }
            guard entry.credential.isValid(at: moment) else {
                state.entries[hash] = nil
                return nil
            }
            let isWorthRecording = entry.credential.isUseWorthRecording(at: moment)
            state.turn += 1
            state.entries[hash]?.turn = state.turn
            if isWorthRecording { state.entries[hash]?.credential.lastUsedAt = moment }
            return Use(principal: entry.credential.principal, isWorthRecording: isWorthRecording)
        }
    }

    /// Keeps `credential`, unless anything was forgotten since `generation`.
    func insert(_ credential: RecognizedCredential, for hash: TokenHash, lookedUpIn generation: UInt64) {
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.entries.count >= Self.entryLimit, let oldest = state.entries.min(by: { $0.value.turn < $1.value.turn }) {
                state.entries[oldest.key] = nil
            }
            state.turn += 1
            state.entries[hash] = Entry(credential: credential, turn: state.turn)
        }
    }

    func forget(_ hash: TokenHash) {
        state.withLock { state in
            state.generation += 1
            state.entries[hash] = nil
        }
    }

    /// Forgets every credential of a person: a changed role or name takes effect with the next request.
    func forget(_ person: ID<Person>) {
        state.withLock { state in
            state.generation += 1
            state.entries = state.entries.filter { $0.value.credential.principal.personID != person }
        }
    }
}
