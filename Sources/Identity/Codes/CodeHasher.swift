import CArgon2
import Glibc
import NIOPosix
import Primitives
import Synchronization

/// Argon2id of one-time codes, on two threads of its own below all others in priority, with a bounded line before them.
///
/// However many codes come in, at most two are hashed at a time: 38 MB, and no signed-in person waits for them.
package final class CodeHasher: Sendable {
    /// The second choice of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
    static let memoryKibibytes: UInt32 = 19_456
    static let passes: UInt32 = 2
    static let lanes: UInt32 = 1
    static let hashByteCount = 32
    static let saltByteCount = 16

    /// One for each core of the smallest machine.
    package static let threadCount = 2
    /// At some 25 ms each, the last of them waits a fifth of a second.
    package static let waitingLimit = 16
    /// Of 19: enough to give way to every request while two cores are busy, and still finish.
    private static let niceness: Int32 = 10

    /// What goes into one hash beside the code.
    struct Ingredients: Sendable {
        let salt: [UInt8]
        /// Not in the database, so a stolen one opens no code.
        let pepper: Secret
        /// What the hash is bound to: the code of one address is none for another.
        let context: [UInt8]
    }

    private let pool = NIOThreadPool(numberOfThreads: threadCount)
    private let admitted = Atomic(0)

    package init() {
        pool.start()
    }

    /// - Throws: ``Failure`` `busy` when too many wait already.
    func hash(_ code: String, with ingredients: Ingredients) async throws -> [UInt8] {
        guard admitted.add(1, ordering: .relaxed).newValue <= Self.threadCount + Self.waitingLimit else {
            admitted.subtract(1, ordering: .relaxed)
            throw Failure(.busy, "Many codes are being checked at this moment. Try again in a second.", retryAfter: .seconds(1))
        }
        defer { admitted.subtract(1, ordering: .relaxed) }
        return try await pool.runIfActive {
            // On Linux this is the calling thread's own priority (setpriority(2), "C library/kernel differences").
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
            return try Self.argon2id(code, ingredients)
        }
    }

    /// Finishes what runs and ends the threads.
    package func shutdown() async throws {
        try await pool.shutdownGracefully()
    }

    private static func argon2id(_ code: String, _ ingredients: Ingredients) throws -> [UInt8] {
        var (code, salt) = (Array(code.utf8), ingredients.salt)
        var (pepper, context) = (ingredients.pepper.revealedBytes, ingredients.context)
        var hash = [UInt8](repeating: 0, count: hashByteCount)
        let result = hash.withUnsafeMutableBufferPointer { hash in
            code.withUnsafeMutableBufferPointer { code in
                salt.withUnsafeMutableBufferPointer { salt in
                    pepper.withUnsafeMutableBufferPointer { pepper in
                        context.withUnsafeMutableBufferPointer { context in
                            var parameters = argon2_context(
                                out: hash.baseAddress, outlen: UInt32(hash.count), pwd: code.baseAddress, pwdlen: UInt32(code.count),
                                salt: salt.baseAddress, saltlen: UInt32(salt.count), secret: pepper.baseAddress,
                                secretlen: UInt32(pepper.count), ad: context.baseAddress, adlen: UInt32(context.count), t_cost: passes,
                                m_cost: memoryKibibytes, lanes: lanes, threads: lanes, version: ARGON2_VERSION_13.rawValue,
                                allocate_cbk: nil, free_cbk: nil, flags: 0)
                            return argon2id_ctx(&parameters)
                        }
                    }
                }
            }
        }
        guard result == ARGON2_OK.rawValue else { throw HashFault(code: result) }
        return hash
    }
}

/// The library refused, as it does when there is no memory left.
private struct HashFault: Error, CustomStringConvertible {
    let code: Int32

    var description: String { "argon2 failed with code \(code)" }
}
