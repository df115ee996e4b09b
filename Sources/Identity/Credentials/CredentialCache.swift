package import Primitives
import Synchronization

/// Recognised credentials of every kind by hash, bounded, the least recently used leaving first.
///
/// One for the whole node. Whoever changes what a credential stands for forgets it from the after-commit notice of that change;
/// what was looked up before can't enter after it: an insertion names the generation in which its look-up began.
package final class CredentialCache: Sendable {
    /// A node serves tens of people, each with a few tabs, and a handful of scripts; at about 700 bytes an entry this stays under 3 MB.
    static let entryLimit = 4_096

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

    package init() {}

    var generation: UInt64 { state.withLock { $0.generation } }
    var count: Int { state.withLock { $0.entries.count } }

    /// Answers the principal of a credential that is known and valid at `moment`, and remembers the use.
    func use(_ hash: TokenHash, at moment: Timestamp) -> Use? {
        state.withLock { state in
            guard let index = state.entries.index(forKey: hash) else { return nil }
            let credential = state.entries.values[index].credential
            guard credential.isValid(at: moment) else {
                state.entries.remove(at: index)
                return nil
            }
            let isWorthRecording = credential.isUseWorthRecording(at: moment)
            state.turn += 1
            state.entries.values[index].turn = state.turn
            if isWorthRecording { state.entries.values[index].credential.lastUsedAt = moment }
            return Use(principal: credential.principal, isWorthRecording: isWorthRecording)
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

    /// Forgets what a person and their tokens may do: a changed role or name takes effect with the next request.
    package func forget(_ person: ID<Person>) {
        forget { $0.personID == person }
    }

    /// Forgets the access tokens of one sign-in.
    package func forget(_ session: ID<Session>) {
        forget { $0.credential == .session(session) }
    }

    /// Forgets everyone in a workspace, and its keys.
    package func forget(_ workspace: ID<Workspace>) {
        forget { $0.workspaceID == workspace }
    }

    private func forget(_ matches: (Principal) -> Bool) {
        state.withLock { state in
            state.generation += 1
            state.entries = state.entries.filter { !matches($0.value.credential.principal) }
        }
    }
}
