import Synchronization

/// Which shards have subscribers of a topic; asked by every publisher, changed only when a topic gets its first or loses its last one.
final class Interest: Sendable {
    private let shards = Mutex<[TopicKey: [Int]]>([:])

    func add(_ shard: Int, to key: TopicKey) {
        shards.withLock { $0[key, default: []].append(shard) }
    }

    func remove(_ shard: Int, from key: TopicKey) {
        shards.withLock { shards in
            shards[key]?.removeAll { $0 == shard }
            if shards[key]?.isEmpty == true { shards[key] = nil }
        }
    }

    func shards(for key: TopicKey) -> [Int] {
        shards.withLock { $0[key] ?? [] }
    }
}
