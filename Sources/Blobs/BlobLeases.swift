import Synchronization

/// What is being stored right now, so that the sweeper leaves it alone.
final class BlobLeases: Sendable {
    private struct State {
        var held: [BlobKey: Int] = [:]
        var temporaries: Set<String> = []
        /// While a sweep decides: every key that was held at any time since it began to.
        var watched: Set<BlobKey>?
        /// Those who want everything kept as it is.
        var pins = 0
    }

    private let state = Mutex(State())

    func take(_ key: BlobKey) {
        state.withLock { state in
            state.held[key, default: 0] += 1
            state.watched?.insert(key)
        }
    }

    func release(_ key: BlobKey) {
        state.withLock { state in
            let count = (state.held[key] ?? 0) - 1
            state.held[key] = count > 0 ? count : nil
        }
    }

    func isHeld(_ key: BlobKey) -> Bool {
        state.withLock { $0.held[key] != nil }
    }

    func pin() { state.withLock { $0.pins += 1 } }

    func unpin() { state.withLock { $0.pins -= 1 } }

    func begin(temporary name: String) {
        state.withLock { _ = $0.temporaries.insert(name) }
    }

    func end(temporary name: String) {
        state.withLock { _ = $0.temporaries.remove(name) }
    }

    func isActive(temporary name: String) -> Bool {
        state.withLock { $0.temporaries.contains(name) }
    }

    /// From here to ``endWatch()`` every key that is or comes to be held is remembered. False when someone watches already.
    ///
    /// - Parameter own: one that the caller holds; it is remembered only if someone else does too.
    func beginWatch(except own: BlobKey? = nil) -> Bool {
        state.withLock { state in
            guard state.watched == nil else { return false }
            var watched = Set(state.held.keys)
            if let own, state.held[own] == 1 { watched.remove(own) }
            state.watched = watched
            return true
        }
    }

    func endWatch() {
        state.withLock { $0.watched = nil }
    }

    /// Runs `removal` unless the key was held since ``beginWatch()`` or all are; nobody can take it meanwhile.
    func ifUntouched(_ key: BlobKey, _ removal: () throws(BlobError) -> Void) throws(BlobError) -> Bool {
        try state.withLock { state throws(BlobError) in
            guard state.pins == 0, let watched = state.watched, !watched.contains(key) else { return false }
            try removal()
            return true
        }
    }
}
