import CArgon2
import Primitives

/// Argon2id (RFC 9106), which makes a key of a passphrase at a price for who guesses.
struct Argon2: Hashable, Sendable, Codable {
    static let keyByteCount = 32
    /// The second choice of RFC 9106 §4, for machines with little memory: 64 MiB, three passes, four lanes.
    static let standard = Argon2(memoryKibibytes: 65_536, passes: 3, lanes: 4)
    /// What a header may ask for: a forged one must not take all the memory.
    private static let memoryLimit: UInt32 = 1 << 20

    let memoryKibibytes: UInt32
    let passes: UInt32
    let lanes: UInt32

    /// - Throws: ``BackupError`` `key`.
    func key(from passphrase: Secret, salt: [UInt8]) throws -> Secret {
        guard memoryKibibytes <= Self.memoryLimit, passes <= 64, lanes <= 64 else {
            throw BackupError(.key, "The header of the backups asks for more memory than a key may take.")
        }
        var key = [UInt8](repeating: 0, count: Self.keyByteCount)
        let bytes = passphrase.revealedBytes
        let result = argon2id_hash_raw(passes, memoryKibibytes, lanes, bytes, bytes.count, salt, salt.count, &key, key.count)
        guard result == ARGON2_OK.rawValue else {
            throw BackupError(.key, "No key could be made of the passphrase: \(String(cString: argon2_error_message(result))).")
        }
        return Secret(key)
    }
}
