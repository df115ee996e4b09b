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
        let credential: RecognizedCredential
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
    private let onChange: @Sendable (AccessChange) -> Void

    /// - Parameter onChange: told of all that is forgotten, also of what memory did not hold; called from the writer, so it hands over.
    package init(onChange: @escaping @Sendable (AccessChange) -> Void = { _ in }) {
        self.onChange = onChange
    }

    var generation: UInt64 { state.withLock { $0.generation } }
    var count: Int { state.withLock { $0.entries.count } }

    /// Answers a credential that is known and valid at `moment`, and remembers the use.
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
            return Use(credential: credential, isWorthRecording: isWorthRecording)
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

    /// Forgets what a person and their tokens may do: a changed role or name takes effect with the next request.
    package func forget(_ person: ID<Person>) { forget(.person(person)) }

    /// Forgets the access tokens of one sign-in.
    package func forget(_ session: ID<Session>) { forget(.session(session)) }

    func forget(_ token: ID<APIToken>) { forget(.token(token)) }

    /// Forgets everyone in a workspace, and its keys.
    package func forget(_ workspace: ID<Workspace>) { forget(.workspace(workspace)) }

    private func forget(_ change: AccessChange) {
        state.withLock { state in
            state.generation += 1
            state.entries = state.entries.filter { !change.concerns($0.value.credential.principal) }
        }
        onChange(change)
    }
}
