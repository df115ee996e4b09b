import Synchronization

/// Which shards have subscribers of a key; asked by every publisher, changed only when a key gets its first or loses its last one.
final class Interest<Key: Hashable & Sendable>: Sendable {
    private let shards = Mutex<[Key: [Int]]>([:])

    func add(_ shard: Int, to key: Key) {
        shards.withLock { $0[key, default: []].append(shard) }
    }

    func remove(_ shard: Int, from key: Key) {
        shards.withLock { shards in
            shards[key]?.removeAll { $0 == shard }
            if shards[key]?.isEmpty == true { shards[key] = nil }
        }
    }

    func shards(for key: Key) -> [Int] {
        shards.withLock { $0[key] ?? [] }
    }
}
