import Primitives
import Synchronization

/// When which credential was last used, until it is written.
final class LastUses: Sendable {
    /// Ten times what the cache holds; only reached when writes fail for minutes, and then a last use is what can be spared.
    static let limit = 10_240
    /// A few milliseconds of the one writer.
    static let batchLimit = 256

    private let moments = Mutex<[TokenHash: Timestamp]>([:])

    func record(_ hash: TokenHash, at moment: Timestamp) {
        moments.withLock { moments in
            guard moments.count < Self.limit || moments[hash] != nil else { return }
            moments[hash] = moment
        }
    }

    /// Removes and answers at most ``batchLimit`` of them.
    func take() -> [TokenHash: Timestamp] {
        moments.withLock { moments in
            let batch = Dictionary(uniqueKeysWithValues: moments.prefix(Self.batchLimit).map { ($0.key, $0.value) })
            for hash in batch.keys { moments[hash] = nil }
            return batch
        }
    }

    /// Puts back what could not be written, unless there is something newer.
    func giveBack(_ batch: [TokenHash: Timestamp]) {
        moments.withLock { moments in
            for (hash, moment) in batch where moments.count < Self.limit || moments[hash] != nil {
                moments[hash] = max(moment, moments[hash] ?? moment)
            }
        }
    }
}
