import Glibc
import Synchronization

/// The system's random numbers, asked for 256 bytes at a time: an id would otherwise cost two system calls.
///
/// For ids and traces, which must be unique. Secrets are drawn from the system directly, so that none ever waits in memory.
package struct PooledRandom: RandomNumberGenerator {
    private struct Pool {
        var words: [UInt64] = []
    }

    /// The most that `getentropy` gives at once.
    private static let wordCount = 32
    private static let pool = Mutex(Pool())

    package init() {}

    package mutating func next() -> UInt64 {
        Self.pool.withLock { pool in
            if pool.words.isEmpty { pool.words = Self.draw() }
            return pool.words.removeLast()
        }
    }

    private static func draw() -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: wordCount) { words, count in
            // It fails for no reason but a larger count or a kernel without random numbers.
            precondition(getentropy(words.baseAddress, wordCount * 8) == 0, "the system has no random numbers")
            count = wordCount
        }
    }
}
